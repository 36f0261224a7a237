"""Shipped rows of the law that were wrong or short, where nobody edited them."""

from openupgradelib import openupgrade

_PLANNING = "Printed day of the same duty, for planning"
_LETTER = "FDA exemption letter of 9 October 2024"


@openupgrade.migrate()
def migrate(env, version):
    """Head-count days of the two letters, a 3PL's source, what the exempt may know."""
    _correct_deadlines(env)
    rows = env["dscsa.severity"].search(
        [("code", "=", "VRS_FAILED"), ("company_id", "=", False)]
    )
    shipped = {("pharmacy_small", "amber"), ("practitioner", "note")}
    rows.filtered(lambda row: (row.profile, row.severity) in shipped).severity = "hold"


def _correct_deadlines(env):
    days = {
        "deadline_pharmacy_small_edds": "2026-11-27",
        "deadline_pharmacy_small_edds_printed": "2024-11-27",
    }
    for name, day in days.items():
        row = env.ref(f"dscsa_compliance.{name}", raise_if_not_found=False)
        if row and not row.count_day:
            row.count_day = day
        if row and row.duty == _PLANNING:
            row.duty = (
                "Package-level data and product identifiers, section 582(g)(1), by "
                "FDA's earlier letter"
            )
    row = env.ref("dscsa_compliance.deadline_3pl_edds", raise_if_not_found=False)
    if row and row.source == _LETTER:
        row.source = (
            "FD&C Act, section 582(g)(1); day of the wholesalers in FDA's letter of "
            "9 October 2024"
        )
