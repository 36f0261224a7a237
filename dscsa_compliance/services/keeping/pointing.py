"""Is something named in kept records: before partners, products, receipts go."""

from odoo.exceptions import UserError
from odoo.tools import SQL

# records that are kept though they are no facts of their own
_OTHERS = ("dscsa.epc", "dscsa.event", "dscsa.scan", "dscsa.transaction.line")


def check_named(records):
    """Raise UserError when a live company's kept records name one of these."""
    for model, field in _fields_to(records):
        rows = model.env.execute_query(
            SQL("%s LIMIT 1", _naming(model, field, records))
        )
        if rows:
            raise UserError(
                records.env._(
                    "This is named in DSCSA records of %(company)s that are kept for "
                    "six years (%(record)s), so it cannot be deleted. Archive it "
                    "instead: it then disappears from lists, and the records stay.",
                    company=model.env["res.company"].browse(rows[0][1]).name,
                    record=model.browse(rows[0][0]).display_name,
                )
            )


def companies_naming(records):
    """Live companies whose kept records name one of these."""
    ids = set()
    for model, field in _fields_to(records):
        naming = _naming(model, field, records)
        rows = model.env.execute_query(
            SQL("SELECT DISTINCT company_id FROM (%s) AS named", naming)
        )
        ids.update(row[0] for row in rows)
    return records.env["res.company"].sudo().browse(sorted(ids))


def _fields_to(records):
    env = records.env
    for name in [*env["dscsa.ledger.mixin"]._noted_models(), *_OTHERS]:
        # what is kept binds everybody, whatever he may read of it
        model = env[name].sudo()
        if "company_id" not in model._fields or not model._auto:
            continue
        for field in model._fields.values():
            if _points_at(field, records):
                yield model, field.name


def _points_at(field, records):
    return (
        field.type == "many2one"
        and field.store
        and field.comodel_name == records._name
        and field.name not in ("create_uid", "write_uid")
    )


def _naming(model, field, records):
    """SQL: id and company of the rows of live companies that name ``records``."""
    return SQL(
        """SELECT r.id, r.company_id FROM %s r
        JOIN res_company c ON c.id = r.company_id
        WHERE r.%s = ANY(%s) AND c.dscsa_live_date IS NOT NULL""",
        SQL.identifier(model._table),
        SQL.identifier(field),
        list(records.ids),
    )
