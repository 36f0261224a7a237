"""How old the open discrepancies are: the same four drawers for card and graph."""

from odoo.tools import SQL

# days since it was found: less than so many; the last drawer has no end
LIMITS = (1, 3, 8)


def open_by_age(env):
    """Open discrepancies without notes, one count a drawer; the user's companies."""
    rows = env["dscsa.discrepancy"]
    query = rows._search([("state", "=", "open"), ("severity", "!=", "note")])
    found = env.execute_query(
        SQL(
            """
            SELECT width_bucket(
                       extract(epoch FROM now() at time zone 'UTC' - create_date)
                       / 86400, %s::numeric[]), count(*)
              FROM dscsa_discrepancy WHERE id IN %s GROUP BY 1
            """,
            list(LIMITS),
            query.subselect(),
        )
    )
    counts = dict(found)
    return [counts.get(number, 0) for number in range(len(LIMITS) + 1)]


def names_of_ages(env):
    """What the drawers are called."""
    return [
        env._("Today"),
        env._("1–2 days"),
        env._("3–7 days"),
        env._("Older"),
    ]
