"""Duties around sellers: TI/TS, statements, agreements, proof."""

from datetime import timedelta

from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.words.messages import date_text
from odoo.addons.dscsa_compliance_license.services.partner_status import (
    GOOD,
    PartnerStatus,
)
from odoo.addons.dscsa_compliance_license.services.suppliers import supplier_ids

from .wording import portal_partners

YEAR = 365
_SHOWN = 5


def names(records):
    """The first few names, and how many more there are."""
    shown = ", ".join(records[:_SHOWN].mapped("display_name"))
    more = len(records) - _SHOWN
    return f"{shown} (+{more})" if more > 0 else shown


def ti_ts(facts):
    """TI/TS of any form, or a reason, for each delivery since a year or going live."""
    env, pickings = facts.env, facts.env["stock.picking"]
    duty = env._("TI/TS with every delivery of prescription drugs")
    if not facts.traces:
        yield _not_owed(facts, duty)
        return
    since = facts.today - timedelta(days=YEAR)
    since = max(since, facts.company.dscsa_live_date or since)
    domain = _delivered(facts.company, since)
    total = pickings.search_count(domain)
    # what was taken back is no TI/TS, a reason that lacks its evidence lifts nothing
    live = env["dscsa.transaction"]._live_domain()
    bare = pickings.search([*domain, ("dscsa_transaction_ids", "not any", live)])
    bare = bare.filtered(lambda each: not each._dscsa_needs_no_ti())
    yield facts.row(
        "ti_ts",
        duty,
        "(1)(A)",
        env._(
            "%(good)s of %(total)s deliveries since %(day)s have TI/TS or a reason why "
            "none is needed.",
            good=total - len(bare),
            total=total,
            day=date_text(env, since),
        ),
        gap=bare and env._("Deliveries without TI/TS: %(count)s.", count=len(bare)),
        shown=total - len(bare),
        action="dscsa_compliance.stock_picking_dscsa_action",
        domain=[("id", "in", bare.ids)] if bare else domain,
    )


def _delivered(company, since):
    return [
        ("company_id", "=", company.id),
        ("picking_type_code", "=", "incoming"),
        ("state", "=", "done"),
        ("date_done", ">=", since.isoformat()),
        "|",
        "|",
        ("move_ids.product_id.dscsa_scope", "=", "in_scope"),
        ("dscsa_invoice", "!=", False),
        ("dscsa_transaction_ids", "!=", False),
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
    env, table = facts.env, facts.env["dscsa.transaction"]
    if not facts.traces:
        return
    here = _counted(facts)
    bare = here & Domain("statement", "!=", "yes")
    total, missing = table.search_count(here), table.search_count(bare)
    seen = Domain("statement", "=", "yes") & Domain("proof", "!=", "file")
    ticked = table.search_count(here & seen)
    evidence = env._(
        "%(good)s of %(total)s TI of the last year have one.",
        good=total - missing,
        total=total,
    )
    if ticked:
        evidence += " " + env._(
            "Seen in a portal or on paper, as noted with initials, and not read here: "
            "%(count)s of them.",
            count=ticked,
        )
    yield facts.row(
        "statement",
        env._("A Transaction Statement with each"),
        "FD&C Act, 581(27)",
        evidence,
        gap=missing and env._("Without, or denied: %(count)s.", count=missing),
        shown=total - missing,
        action="dscsa_compliance.dscsa_transaction_action",
        domain=list(bare if missing else here),
    )


def _counted(facts):
    """Which TI/TS we were given in a year and nobody replaced or took back."""
    since = facts.today - timedelta(days=YEAR)
    return (
        Domain("company_id", "=", facts.company.id)
        & Domain("direction", "=", "in")
        & Domain("superseded_by_id", "=", False)
        & Domain("withdrawn_by_id", "=", False)
        # one without a day is of no other year
        & (
            Domain("transaction_date", ">=", since.isoformat())
            | Domain("transaction_date", "=", False)
        )
    )


def portals(facts):
    """A written agreement where a seller keeps our data."""
    env = facts.env
    if not facts.traces:
        return
    sellers = portal_partners(env, facts.company)
    agreements = env["dscsa.agreement"]
    bare = sellers.filtered(
        lambda seller: not agreements._of(seller, facts.company, facts.today)
    )
    yield facts.row(
        "portals",
        env._("A written agreement with each seller that keeps our TI/TS"),
        "(1)(B)" if facts.section == "582(d)" else "FD&C Act, 582(g)(2)(A)",
        env._(
            "Sellers with TI/TS in a portal: %(count)s. Agreements in force: %(good)s.",
            count=len(sellers),
            good=len(sellers - bare),
        ),
        gap=env._("No agreement in force: %(names)s.", names=names(bare))
        if bare
        else "",
        shown=len(sellers - bare),
        action="dscsa_compliance.dscsa_agreement_action",
    )


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
    yield facts.row(
        "sellers",
        env._("Buy from authorized trading partners only"),
        "(3)",
        env._(
            "Sellers with proof in force: %(good)s of %(total)s.",
            good=len(partners - bad - allowed),
            total=len(partners),
        ),
        gap=" ".join(gap),
        shown=len(partners - bad - allowed),
        action="dscsa_compliance_license.dscsa_partner_status_server_action",
    )


DUTIES = (ti_ts, statements, portals, sellers)
