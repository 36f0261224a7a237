"""Which columns of a model go into an archive, and under which names.

Left out: what is computed, bytes, prices, and whatever looks like a secret. Links to
other records are a number, good for joining tables of the same archive, and the name
a person knows beside it.
"""

import re
from collections import namedtuple

from odoo import fields
from odoo.tools import SQL

Column = namedtuple("Column", "name sql kind label help words")

# passwords, tokens and their like, in whatever model they may turn up
_SECRET = re.compile(
    r"passw|passphrase|secret|token|credential|api_?key|private|_key_id|signature_key"
    r"|(^|_)pin(_|$)|_hash$|^hash|salt|otp|login$"
)
_PRICE = re.compile(r"price|amount|cost|currency|discount|tax")
_KINDS = {
    "char": "text",
    "text": "text",
    "html": "text with HTML",
    "integer": "whole number",
    "float": "number",
    "monetary": "number",
    "boolean": "yes or no",
    "date": "day (year-month-day)",
    "datetime": "time in UTC",
    "selection": "one of a list",
    "many2one": "number of a row of another table",
    "many2one_reference": "number of a record",
    "reference": "table and number",
    "json": "JSON",
}
_NEVER = {"write_uid", "write_date", "access_token", "message_main_attachment_id"}
_NUMBERED = ("res.partner", "product.product", "stock.picking", "stock.lot")


def columns_of(env, model):
    """Columns of a model, ``id`` first, and the joins that give names: (list, SQL)."""
    columns, joins = [], []
    for _name, field in sorted(model._fields.items(), key=_order):
        if not is_exported(field):
            continue
        if field.type == "many2one":
            columns += _link_columns(env, field, joins)
        else:
            columns.append(_plain_column(env, field))
    return columns, SQL(" ").join(joins)


def _order(item):
    name, field = item
    return (name != "id", name.startswith("create_"), field.type == "many2one", name)


def is_exported(field):
    """Whether a field has a column that may leave the house."""
    return (
        field.store
        and bool(field.column_type)
        and field.type in _KINDS
        and not field.company_dependent
        and field.name not in _NEVER
        and "system" not in str(field.groups or "")
        and field.groups != fields.NO_ACCESS
        and not _SECRET.search(field.name)
        and not _PRICE.search(field.name)
    )


def _plain_column(env, field):
    column = SQL.identifier("t", field.name)
    if field.translate:
        column = SQL("%s->>'en_US'", column)
    elif field.type == "boolean":
        column = SQL("CASE WHEN %s THEN 'yes' ELSE 'no' END", column)
    return Column(field.name, column, _KINDS[field.type], *_about(env, field))


def _link_columns(env, field, joins):
    """The number, where its table is in the archive too, and the name."""
    base = field.name.removesuffix("_id")
    label, text, _words = _about(env, field)
    column = SQL.identifier("t", field.name)
    other = env[field.comodel_name]
    kept = field.comodel_name in _NUMBERED or field.comodel_name.startswith("dscsa.")
    if kept:
        yield Column(field.name, column, _KINDS["many2one"], label, text, "")
    name = name_of(env, other, column, f"j_{base}", joins)
    if name is not None:
        yield Column(f"{base}_name", name, "text", label, text, "")


def name_of(env, model, column, alias, joins):
    """SQL of the name of a linked record; None where it has no plain one."""
    if model._name == "res.users":
        # names only: neither login nor address
        return SQL(
            "(SELECT p.name FROM res_users u JOIN res_partner p ON p.id = u.partner_id"
            " WHERE u.id = %s)",
            column,
        )
    if model._name == "product.product":
        return SQL(
            "(SELECT pt.name->>'en_US' FROM product_product pp JOIN product_template pt"
            " ON pt.id = pp.product_tmpl_id WHERE pp.id = %s)",
            column,
        )
    field = model._fields.get(model._rec_name or "")
    if not (field and field.store and field.column_type and field.type == "char"):
        return None
    joins.append(
        SQL(
            "LEFT JOIN %s %s ON %s = %s",
            SQL.identifier(model._table),
            SQL.identifier(alias),
            SQL.identifier(alias, "id"),
            column,
        )
    )
    name = SQL.identifier(alias, field.name)
    return SQL("%s->>'en_US'", name) if field.translate else name


def _about(env, field):
    """Label, help and the words of a selection."""
    if field.name == "id":
        return "Number", env._("Number of the row, for joining tables here"), ""
    label, text = field.string or "", field.help or ""
    words = ""
    if field.type == "selection":
        listed = field._description_selection(env)
        words = "; ".join(f"{key} = {word}" for key, word in listed)
    return label, text, words
