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


def let_go_of_ours(env):
    """Before all our tables go: their order of leaving may be any.

    Odoo deletes what an addon brought (types of license, rules) before the tables that
    name it; each refusal would be an error in the log.
    """
    env.flush_all()
    rows = env.execute_query(
        SQL(
            """
            SELECT child.relname, c.conname
              FROM pg_constraint c
              JOIN pg_class child ON child.oid = c.conrelid
              JOIN pg_class parent ON parent.oid = c.confrelid
             WHERE c.contype = 'f' AND c.confdeltype IN ('a', 'r')
               AND parent.relname LIKE 'dscsa\\_%%'
               AND parent.relnamespace = current_schema::regnamespace
            """
        )
    )
    for table, name in rows:
        env.cr.execute(
            SQL(
                "ALTER TABLE %s DROP CONSTRAINT %s",
                SQL.identifier(table),
                SQL.identifier(name),
            )
        )
