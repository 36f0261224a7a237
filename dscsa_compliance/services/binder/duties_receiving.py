"""Duties around goods: TI/TS, sellers, scope, holds."""

from datetime import timedelta

from odoo.fields import Domain
from odoo.tools import SQL

from ..partner_status import GOOD, PartnerStatus
from ..suppliers import supplier_ids
from .size import dates
from .wording import portal_partners

YEAR = 365
_XML = "dscsa_compliance."
_SETTLE = 3
_SHOWN = 5


def names(records):
    """The first few names, and how many more there are."""
    shown = ", ".join(records[:_SHOWN].mapped("display_name"))
    more = len(records) - _SHOWN
    return f"{shown} (+{more})" if more > 0 else shown


def ti_ts(facts):
    """TI/TS of any form, or a reason, for each delivery since a year or going live."""
    env, company = facts.env, facts.company
    duty = env._("TI/TS with every delivery of prescription drugs")
    if not facts.traces:
        return [_not_owed(facts, duty)]
    since = facts.today - timedelta(days=YEAR)
    if company.dscsa_live_date:
        since = max(since, company.dscsa_live_date)
    domain = [
        ("company_id", "=", company.id),
        ("picking_type_code", "=", "incoming"),
        ("state", "=", "done"),
        ("date_done", ">=", since.isoformat()),
        "|",
        ("move_ids.product_id.dscsa_scope", "=", "in_scope"),
        ("dscsa_invoice", "!=", False),
    ]
    pickings = env["stock.picking"]
    total = pickings.search_count(domain)
    bare_domain = [
        *domain,
        ("dscsa_transaction_ids", "=", False),
        ("dscsa_reason_id", "=", False),
    ]
    bare = pickings.search_count(bare_domain)
    evidence = env._(
        "%(good)s of %(total)s deliveries since %(day)s have TI/TS or a reason why "
        "none is needed.",
        good=total - bare,
        total=total,
        day=since,
    )
    gap = ""
    if bare:
        gap = env._("Deliveries without TI/TS: %(count)s.", count=bare)
    elif not total:
        gap = env._("No delivery is on record in that time: nothing can be shown.")
    return [
        facts.row(
            "ti_ts",
            duty,
            "(1)(A)",
            evidence,
            gap=gap,
            action=_XML + "stock_picking_dscsa_action",
            domain=bare_domain if bare else domain,
        )
    ]


def _not_owed(facts, duty):
    env = facts.env
    if facts.is_practitioner:
        why = env._(
            "Practitioners who dispense in the usual course of practice are freed from "
            "this. What sellers give is kept all the same."
        )
        source = "FD&C Act, 582(d)(5)"
    else:
        why = env._("A logistics provider owes no TI/TS of its own; its owners do.")
        source = "FD&C Act, 581(24), 584"
    return facts.row("ti_ts", duty, source, why, is_note=True)


def statements(facts):
    """A Transaction Statement with each TI."""
    env = facts.env
    if not facts.traces:
        return []
    here = Domain("company_id", "=", facts.company.id) & Domain("direction", "=", "in")
    here &= Domain("superseded_by_id", "=", False)
    here &= Domain("withdrawn_by_id", "=", False)
    since = facts.today - timedelta(days=YEAR)
    here &= Domain("transaction_date", ">=", since.isoformat())
    bare = here & Domain("statement", "!=", "yes")
    total = env["dscsa.transaction"].search_count(here)
    missing = env["dscsa.transaction"].search_count(bare)
    gap = ""
    if missing:
        gap = env._("%(count)s without, or denied.", count=missing)
    elif not total:
        gap = env._("No TI of the last year is on record: nothing can be shown.")
    return [
        facts.row(
            "statement",
            env._("A Transaction Statement with each"),
            "FD&C Act, 581(27)",
            env._(
                "%(good)s of %(total)s TI of the last year have one.",
                good=total - missing,
                total=total,
            ),
            gap=gap,
            action=_XML + "dscsa_transaction_action",
            domain=list(bare if missing else here),
        )
    ]


def portals(facts):
    """A written agreement where a seller keeps our data."""
    env = facts.env
    if not facts.traces:
        return []
    sellers = portal_partners(env, facts.company)
    agreements = env["dscsa.agreement"]
    bare = sellers.filtered(
        lambda seller: not agreements._of(seller, facts.company, facts.today)
    )
    return [
        facts.row(
            "portals",
            env._("A written agreement with each seller that keeps our TI/TS"),
            "(1)(B)" if facts.section == "582(d)" else "FD&C Act, 582(g)(2)(A)",
            env._(
                "%(count)s sellers keep TI/TS in a portal; agreements in force: "
                "%(good)s.",
                count=len(sellers),
                good=len(sellers - bare),
            ),
            gap=env._("No agreement in force: %(names)s.", names=names(bare))
            if bare
            else "",
            action=_XML + "dscsa_agreement_action",
        )
    ]


def sellers(facts):
    """Proof of each seller, as it stands today."""
    env, company = facts.env, facts.company
    partners = env["res.partner"].browse(supplier_ids(env, company))
    status = PartnerStatus(env, company, partners)
    answers = {partner: status.answer(partner) for partner in partners}
    bad = partners.filtered(lambda p: answers[p].status not in GOOD)
    allowed = partners.filtered(lambda p: answers[p].status == "override")
    gap = []
    if bad:
        gap.append(env._("No proof in force: %(names)s.", names=names(bad)))
    if allowed:
        gap.append(
            env._(
                "Allowed by the manager, without proof: %(names)s.",
                names=names(allowed),
            )  # fmt: skip
        )
    if not partners:
        gap.append(env._("No seller was ordered from or listed: nothing can be shown."))
    return [
        facts.row(
            "sellers",
            env._("Buy from authorised trading partners only"),
            "(3)",
            env._(
                "%(good)s of %(total)s sellers have proof in force.",
                good=len(partners - bad - allowed),
                total=len(partners),
            ),
            gap=" ".join(gap),
            action=_XML + "dscsa_partner_status_server_action",
        )
    ]


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


DUTIES = (
    ti_ts,
    statements,
    portals,
    sellers,
    scope,
    package_data,
    doubtful,
)
