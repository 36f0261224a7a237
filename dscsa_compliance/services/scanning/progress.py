"""What changed at a bench since, and the next thing to do.

The model of a bench says ``_bench_version``: a query by its id, whose row changes when
anything of the bench does.
"""

from odoo.tools import SQL


def version_of(record):
    """A text that changes when anything of the bench changes; one query."""
    record.env.flush_all()
    rows = record.env.execute_query(SQL(record._bench_version, record.id))
    return "|".join(str(each) for each in rows[0]) if rows else ""


def tell_others(record):
    """Hint to the screens that show this bench: ask again. Carries no content."""
    # the bus is no model of the users'; ids alone are told
    record.env["bus.bus"].sudo()._sendone(
        record, "dscsa_bench_changed", {"model": record._name, "id": record.id}
    )


def storage_first(env, lines):
    """Which goods go first, and where: fridge before safe; False without any."""
    words = []
    for storage in ("fridge", "safe"):
        names = {
            line.product
            for line in lines
            if line.storage == storage and (line.expected or line.scanned)
        }
        if names:
            words.append(_first(env, storage, ", ".join(sorted(names))))
    return " ".join(words) or False


def _first(env, storage, names):
    if storage == "fridge":
        return env._("Into the fridge first: %(products)s.", products=names)
    return env._("Lock up in the safe: %(products)s.", products=names)
