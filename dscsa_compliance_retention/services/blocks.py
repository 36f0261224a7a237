"""What holds a record beyond its date, as SQL conditions on its id (``r.id``)."""

from odoo.tools import SQL

MIXIN = "dscsa.retained.mixin"
# what other records are kept for comes after those: a file carries TI/TS and papers
_LAST = ("dscsa.transaction", "dscsa.agreement", "dscsa.document")


def retained_models(env):
    """Names of the models kept for years, in the order they may be disposed of."""
    names = [
        name
        for name in env.registry.descendants([MIXIN], "_inherit")
        if not env[name]._abstract
    ]
    return sorted(
        names, key=lambda name: (_LAST.index(name) + 1 if name in _LAST else 0, name)
    )


def block_sqls(model, scopes, today, low, high, *, strict=False):
    """[(code, condition, always)] for rows ``low`` to ``high``.

    ``always`` is False for what matters only near the end: that packages are still in
    stock is no news about a record of last month.
    """
    picked, found = model._retention_picked_sqls(low, high), []
    for code in dict.fromkeys((*picked, *scopes)):
        conditions = [*picked.get(code, ()), *_scoped(model, scopes, code, low, high)]
        if conditions:
            found.append((code, _any(*conditions), True))
    found += model._retention_block_sqls(low, high)
    linked = _linked(model, today, low, high, strict)
    if linked:
        found.append(("linked", _any(*linked), False))
    return found


def _any(*conditions):
    return SQL("(%s)", SQL(" OR ").join(conditions))


def _scoped(model, scopes, code, low, high):
    """Rows that an open hold, request or recall reaches by its rule."""
    return [
        SQL(
            "r.id IN (SELECT r.id FROM %s r WHERE r.id BETWEEN %s AND %s AND %s)",
            SQL.identifier(model._table),
            low,
            high,
            model._retention_scope_sql(scope),
        )
        for scope in scopes.get(code, ())
    ]


def _linked(model, today, low, high, strict):
    """Rows that a record disposed of before them still points at."""
    names = retained_models(model.env)
    before = names[: names.index(model._name)]
    kept = SQL(
        "(x.retain_until IS NULL OR x.retain_until >= %s OR x.retention_flag = 'held')",
        today,
    )
    if strict:
        kept = SQL("TRUE")
    return [
        SQL("r.id IN (%s)", _pointing(table, column, kept, other, low, high))
        for name in before
        for table, column, other in links_of(model, model.env[name])
    ]


def links_of(model, other):
    """[(table, column with ids of ``model``, join or None)] of links between two.

    ``join`` is (table of ``other``, column with its ids) for many2manys.
    """
    found = []
    for field in other._fields.values():
        if not field.store or field.comodel_name != model._name:
            continue
        if field.type == "many2one":
            found.append((other._table, field.name, None))
        elif field.type == "many2many":
            found.append((field.relation, field.column2, (other._table, field.column1)))
    for field in model._fields.values():
        if (
            field.store
            and field.type == "many2many"
            and field.comodel_name == other._name
        ):
            found.append((field.relation, field.column1, (other._table, field.column2)))
    return sorted(set(found), key=str)


def _pointing(table, column, kept, join, low, high):
    """SELECT of the ids that rows of a table point at, while those are kept."""
    ids = SQL.identifier("l" if join else "x", column)
    if join is None:
        source = SQL("%s x", SQL.identifier(table))
    else:
        source = SQL(
            "%s l JOIN %s x ON x.id = %s",
            SQL.identifier(table),
            SQL.identifier(join[0]),
            SQL.identifier("l", join[1]),
        )
    return SQL(
        "SELECT %s FROM %s WHERE %s BETWEEN %s AND %s AND %s",
        ids,
        source,
        ids,
        low,
        high,
        kept,
    )
