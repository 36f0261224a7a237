"""What PostgreSQL's own catalogue says of the links between our tables."""

from odoo.tools import SQL


def hindering(env, table):
    """(table, column, required) of our foreign keys that refuse a deletion there."""
    return env.execute_query(
        SQL(
            """
            SELECT child.relname, a.attname, a.attnotnull
              FROM pg_constraint c
              JOIN pg_class child ON child.oid = c.conrelid
              JOIN pg_class parent ON parent.oid = c.confrelid
              JOIN pg_attribute a
                ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND c.confdeltype IN ('a', 'r')
               AND parent.relname = %s AND child.relname <> %s
               AND child.relname LIKE 'dscsa\\_%%'
               AND parent.relnamespace = current_schema::regnamespace
             ORDER BY 1, 2
            """,
            table,
            table,
        )
    )
