"""Which models go into an archive, and whose rows.

Every model of ours is in unless it says itself, in ``_dscsa_left_out``, why it is not:
a record made by a later release is never forgotten.
"""

from odoo.tools import SQL

from .columns import Column, columns_of

PATH_OF_ORIGINAL = """CASE WHEN t.attachment_id IS NOT NULL THEN
    'originals/' || lpad(t.id::text, 8, '0') || '-'
    || right(regexp_replace(t.name, '[^A-Za-z0-9._-]+', '_', 'g'), 80) END"""
PATH_OF_EVIDENCE = """'evidence/' || lpad(t.id::text, 8, '0') || '-'
    || right(regexp_replace(t.name, '[^A-Za-z0-9._-]+', '_', 'g'), 80)"""
_PATHS = {
    "dscsa.document": PATH_OF_ORIGINAL,
    "dscsa.license.evidence": PATH_OF_EVIDENCE,
}


class Table:
    """One table of an archive: ``path``, ``columns`` and its query."""

    def __init__(self, path, title, columns, source, where, order="t.id"):
        self.path, self.title, self.columns = path, title, columns
        self.source, self.where, self.order = source, where, order

    def query(self):
        """The rows, always in the same order."""
        chosen = SQL(", ").join(
            SQL("%s AS %s", column.sql, SQL.identifier(column.name))
            for column in self.columns
        )
        return SQL(
            "SELECT %s FROM %s WHERE %s ORDER BY %s",
            chosen,
            self.source,
            self.where,
            SQL(self.order),  # pylint: disable=sql-injection
        )


def models_of(env):
    """Models that go into an archive, by name."""
    return [
        env[name]
        for name in sorted(env.registry)
        if name.startswith("dscsa.") and _is_table(env[name]) and not why_out(env[name])
    ]


def why_out(model):
    """Why archives leave the rows of a model out; ``""`` when they do not."""
    return getattr(model, "_dscsa_left_out", "")


def _is_table(model):
    return not (model._abstract or model._transient) and model._auto


def model_tables(env, scope):
    """A table for each of our models, with the rows of this company and scope."""
    for model in models_of(env):
        columns, joins = columns_of(env, model)
        if model._name in _PATHS:
            about = "Where its bytes are in this archive"
            sql = SQL(_PATHS[model._name])  # pylint: disable=sql-injection
            columns.append(Column("archive_path", sql, "text", "File", about, ""))
        yield Table(
            f"tables/{file_name(model)}.csv",
            model._description,
            columns,
            SQL("%s t %s", SQL.identifier(model._table), joins),
            scope.condition(model),
        )
        yield from _link_tables(env, model, scope)


def file_name(model):
    """``dscsa.transaction.line`` → ``transaction_line``."""
    return model._name.removeprefix("dscsa.").replace(".", "_")


def _link_tables(env, model, scope):
    """Many-to-many links with records that are in the archive too."""
    for field in model._fields.values():
        if field.type != "many2many" or not field.store or not field.relation:
            continue
        other = field.comodel_name
        if not other.startswith(("dscsa.", "stock.picking")) or why_out(env[other]):
            continue
        ours = SQL.identifier("t", field.column1)
        yield Table(
            f"links/{file_name(model)}-{field.name.removesuffix('_ids')}.csv",
            f"{model._description}: {field.string}",
            [
                Column(name, sql, "whole number", "", "", "")
                for name, sql in (
                    (f"{file_name(model)}_id", ours),
                    (field.name.removesuffix("s"), SQL.identifier("t", field.column2)),
                )
            ],
            SQL("%s t", SQL.identifier(field.relation)),
            SQL(
                "%s IN (SELECT t.id FROM %s t WHERE %s)",
                ours,
                SQL.identifier(model._table),
                scope.condition(model),
            ),
            "1, 2",
        )
