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


def let_go_of(env, addons):
    """Before the tables that these addons alone know go: in whatever order.

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
               AND parent.relnamespace = current_schema::regnamespace
               AND parent.relname IN (
                   SELECT replace(m.model, '.', '_')
                     FROM ir_model m
                     JOIN ir_model_data d ON d.model = 'ir.model' AND d.res_id = m.id
                    WHERE m.model LIKE 'dscsa.%%'
                    GROUP BY m.model
                   HAVING bool_and(d.module IN %s))
            """,
            tuple(addons),
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
