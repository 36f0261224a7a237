"""Duties around goods: scope, package-level data, holds."""

from datetime import timedelta

from odoo.tools import SQL

from .size import dates

_XML = "dscsa_compliance."
_SETTLE = 3


def scope(facts):
    """Each product decided: in scope, or why not."""
    env = facts.env
    domain = [
        ("dscsa_scope", "=", "undetermined"),
        ("purchase_ok", "=", True),
        ("type", "=", "consu"),
        ("company_id", "in", (False, facts.company.id)),
    ]
    undecided = env["product.template"].search_count(domain)
    decided = env["product.template"].search_count(
        [
            ("dscsa_scope", "=", "in_scope"),
            ("company_id", "in", (False, facts.company.id)),
        ]
    )
    return [
        facts.row(
            "scope",
            env._("Know which products are prescription drugs under the law"),
            "FD&C Act, 581(13)",
            env._("%(count)s products are in scope.", count=decided),
            gap=env._("%(count)s products are not decided yet.", count=undecided)
            if undecided
            else "",
            action=_XML + "product_template_dscsa_action",
            domain=domain if undecided else [],
        )
    ]


def package_data(facts):
    """Package-level data: the printed day counts here, whatever was reported since."""
    env, company = facts.env, facts.company
    if not facts.traces:
        return []
    rows = dates(env, company)
    if not rows:
        return []
    first = rows[0]
    good, total = _serialised(facts)
    evidence = env._(
        "Printed day: %(first)s. %(later)sOf %(total)s packages received in 90 days, "
        "%(good)s came with their serial in the seller's data.",
        first=first.effective_date,
        later="".join(
            env._(
                "Reported as moved to %(day)s, confirm with FDA. ",
                day=row.effective_date,
            )  # fmt: skip
            for row in rows[1:]
        ),
        total=total,
        good=good,
    )
    gap = ""
    if facts.today >= first.effective_date and good < total:
        gap = env._("%(count)s packages without.", count=total - good)
    elif facts.today >= first.effective_date and not total:
        gap = env._("No package of the last 90 days is on record.")
    return [
        facts.row(
            "package_data",
            env._("Exchange data of each package electronically"),
            "FD&C Act, 582(g)(1)",
            evidence,
            gap=gap,
            is_note=facts.today < first.effective_date,
            action=_XML + "dscsa_deadline_action",
            domain=[("id", "in", rows.ids)],
        )
    ]


def _serialised(facts):
    """(packages announced by serial, all packages) received in 90 days."""
    ((good, total),) = facts.env.execute_query(
        SQL(
            """
            SELECT count(*) FILTER (WHERE e.document_id IS NOT NULL
                                      AND e.serial IS NOT NULL), count(*)
              FROM stock_picking p JOIN dscsa_epc e ON e.picking_id = p.id
             WHERE p.company_id = %(company)s AND p.state = 'done'
               AND p.date_done >= %(since)s AND e.kind = 'package'
               AND e.company_id = %(company)s
            """,
            company=facts.company.id,
            since=facts.today - timedelta(days=90),
        )
    )
    return good, total


def doubtful(facts):
    """Open discrepancies are settled, suspect goods decided."""
    env = facts.env
    here = [("company_id", "=", facts.company.id)]
    old = [
        *here,
        ("state", "=", "open"),
        ("severity", "!=", "note"),
        ("create_date", "<", (facts.today - timedelta(days=_SETTLE)).isoformat()),
    ]
    late = env["dscsa.discrepancy"].search_count(old)
    resolved = env["dscsa.discrepancy"].search_count(
        [*here, ("state", "=", "resolved")]
    )
    rows = [
        facts.row(
            "discrepancies",
            env._("Settle what does not fit with the seller"),
            env._("FDA guidance on enhanced security; three days are our own measure"),
            env._(
                "%(count)s discrepancies were settled and stand on record.",
                count=resolved,
            ),  # fmt: skip
            gap=env._("%(count)s are open for more than three days.", count=late)
            if late
            else "",
            action=_XML + "dscsa_discrepancy_action",
            domain=old if late else here,
        )
    ]
    if facts.is_practitioner:
        return rows
    suspect = [*here, ("hold", "=", "suspect")]
    held = env["dscsa.epc"].search_count(suspect)
    rows.append(
        facts.row(
            "suspect",
            env._("Quarantine and investigate suspect product"),
            "(4)(A)",
            env._("Packages in quarantine today: %(count)s.", count=held),
            gap=env._("A decision is owed on each.") if held else "",
            action=_XML + "dscsa_epc_hold_action",
            domain=suspect,
        )
    )
    return rows


DUTIES = (scope, package_data, doubtful)
