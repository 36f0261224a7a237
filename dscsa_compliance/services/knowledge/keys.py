"""Lots and serials compared in SQL as ``dscsa_core.recall.lots.name_key`` does."""

from odoo.tools import SQL


def key_sql(column):
    """The key of a column's text; as text signs alone, where it has no other."""
    return SQL(
        "COALESCE(NULLIF(upper(regexp_replace(%s, '[^[:alnum:]]', '', 'g')), ''),"
        " upper(btrim(%s)))",
        column,
        column,
    )
