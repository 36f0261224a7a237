"""What a warning or a person says is odd about a package, until somebody decides."""

from odoo.tools import SQL

# code and reason of the package ``e``
IN_DOUBT = SQL(
    """
    CASE WHEN e.hold = 'suspect' THEN (
        SELECT ARRAY[d.code, d.facts->>'reason'] FROM dscsa_discrepancy d
          JOIN dscsa_discrepancy_epc_rel r ON r.discrepancy_id = d.id
         WHERE r.epc_id = e.id AND d.code IN ('IN_DOUBT', 'WATCHLIST_HIT')
           AND d.state = 'open' AND NOT EXISTS (
               SELECT FROM dscsa_discrepancy_ended_rel x WHERE x.discrepancy_id = d.id
                  AND x.epc_id = e.id)
         ORDER BY d.code DESC, d.id LIMIT 1) END AS in_doubt
    """
)


def doubt_of(row):
    """The same as values of ``Known``."""
    code, reason = row["in_doubt"] or ("", "")
    return {
        "in_doubt": reason if code == "IN_DOUBT" else "",
        "watched": reason if code == "WATCHLIST_HIT" else "",
    }
