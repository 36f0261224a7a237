"""Parts of the binder about sellers, discrepancies and the system."""

from datetime import timedelta

from dscsa_core.catalogue import rule

from odoo.addons.dscsa_compliance.services.words.messages import date_text
from odoo.addons.dscsa_compliance_license.services.partner_status import (
    PartnerStatus,
    proven,
    was_compared,
    words_of,
)
from odoo.addons.dscsa_compliance_license.services.suppliers import supplier_ids

from .blocks import Table, Text
from .wording import portal_partners

_YEAR = 365


def sellers(facts, _rows):
    """Each seller with its papers, as of today."""
    env, company = facts.env, facts.company
    partners = env["res.partner"].browse(supplier_ids(env, company)).sorted("name")
    status = PartnerStatus(env, company, partners)
    compared = was_compared(env)
    rows = []
    for partner in partners:
        answer = status.answer(partner)
        what, _step = words_of(env, answer)
        papers = env["dscsa.license"].browse(answer.licenses)
        checks = papers.check_ids.sorted("id")[-1:]
        rows.append(
            [
                partner.name,
                what or proven(env, partner.name, compared),
                ", ".join(papers.mapped("display_name")),
                date_text(env, answer.until),
                date_text(env, checks.checked_at),
            ]
        )
    return [
        Text(
            env._(
                "Businesses that sold to us in a year (orders, deliveries, TI/TS) or "
                "are price-listed. An entry in a public list is not an approval by "
                "FDA."
            )
        ),
        Table(
            [
                env._("Seller"),
                env._("Standing"),
                env._("Paper"),
                env._("Until"),
                env._("Checked"),
            ],
            rows,
            env._("Nobody sold to us yet."),
            [20, 34, 26, 10, 10],
        ),
    ]


def portals(facts, _rows):
    """Where TI/TS lie outside this system, and under which agreement."""
    env, company = facts.env, facts.company
    agreements = env["dscsa.agreement"]
    rows = []
    for partner in portal_partners(env, company):
        found = agreements._of(partner, company, facts.today)
        portal = [partner.dscsa_portal_name, partner.dscsa_portal_url]
        desk = [partner.dscsa_desk_phone, partner.dscsa_desk_email]
        rows.append(
            [
                partner.name,
                ", ".join(each for each in portal if each),
                ", ".join(each for each in desk if each),
                _agreement(env, found),
            ]
        )
    return [
        Text(
            env._(
                "A seller may keep our TI/TS under a written agreement, section "
                "582(d)(1)(B). The duty stays ours; a copy of the agreement is kept "
                "here."
            )
        ),
        Table(
            [env._("Seller"), env._("Portal"), env._("Desk"), env._("Agreement")],
            rows,
            env._("No seller with a portal is noted."),
        ),
    ]


def _agreement(env, agreement):
    if not agreement:
        return env._("none in force")
    until = date_text(env, agreement.date_to) or env._("until somebody ends it")
    paper = "" if agreement.evidence_ids else env._(", signed copy not on file")
    return env._(
        "since %(start)s, %(until)s%(paper)s",
        start=date_text(env, agreement.date_from),
        until=until,
        paper=paper,
    )


def log(facts, _rows):
    """A year of discrepancies by rule: how many, how they ended, how long it took."""
    env = facts.env
    since = facts.today - timedelta(days=_YEAR)
    rows = env["dscsa.discrepancy"]._read_group(
        [
            ("company_id", "=", facts.company.id),
            ("create_date", ">=", since.isoformat()),
        ],
        ["code", "state"],
        ["__count", "create_date:max"],
    )
    counts = {}
    for code, state, number, last in rows:
        entry = counts.setdefault(code, {"open": 0, "resolved": 0, "last": last})
        entry[state] += number
        entry["last"] = max(entry["last"], last)
    return [
        Text(
            env._(
                "From %(day)s to %(today)s.",
                day=date_text(env, since),
                today=date_text(env, facts.today),
            )
        ),
        Table(
            [env._("What"), env._("Settled"), env._("Open"), env._("Last one")],
            [
                [
                    _short(env, code),
                    str(entry["resolved"]),
                    str(entry["open"]),
                    date_text(env, entry["last"]),
                ]
                for code, entry in sorted(counts.items())
            ],
            env._("None in this year."),
            [64, 12, 12, 12],
        ),
        *_suspect(facts),
    ]


def _short(env, code):
    """The name of a rule for people: its category and its code."""
    found = rule(code)
    return f"{found.number} {code.replace('_', ' ').capitalize()}"


def _suspect(facts):
    env = facts.env
    count = env["dscsa.epc"].search_count(
        [("company_id", "=", facts.company.id), ("hold", "=", "suspect")]
    )
    return [
        Text(
            env._(
                "Packages in quarantine as suspect today: %(count)s. Goods that wait "
                "for data are kept apart from these and are no suspect goods.",
                count=count,
            )
        )
    ]


def readiness(facts, rows):
    """The readiness report, as printed alone."""
    env = facts.env
    words = state_words(env)
    return [
        Text(
            env._(
                "What the records show on %(day)s. Said strictly: what cannot be shown "
                "is a gap. It does not say whether a law is kept.",
                day=date_text(env, facts.today),
            )
        ),
        Table(
            [
                env._("Duty"),
                env._("Source"),
                env._("What we can show"),
                env._("State"),
                env._("What is missing"),
            ],
            [
                [row.duty, row.source, row.evidence, words[row.state], row.gap]
                for row in rows
            ],
            "",
            [22, 15, 28, 10, 25],
        ),
    ]


def state_words(env):
    """How the states of a row are said."""
    return {
        "complete": env._("records complete"),
        "gap": env._("gap"),
        "nothing": env._("nothing to show yet"),
        "outside": env._("not kept here"),
        "note": env._("for information"),
    }


def system(facts, _rows):
    """Version, parts and what the software does not do."""
    env = facts.env
    modules = env["ir.module.module"].search(
        [("name", "=like", "dscsa_compliance%"), ("state", "=", "installed")]
    )
    base = env["ir.module.module"].search([("name", "=", "base")])
    company = facts.company
    return [
        Table(
            [env._("Part"), env._("Version"), env._("Updated")],
            [
                [
                    each.shortdesc,
                    each.latest_version or "",
                    date_text(env, each.write_date),
                ]
                for each in (*modules, base)
            ],
            "",
        ),
        Text(
            env._(
                "Live since: %(day)s. Scan depth, severities and deadlines are set in "
                "Configuration. What changed between versions stands in the history "
                "of the source that belongs to them.",
                day=date_text(env, company.dscsa_live_date)
                or env._("trial, not live yet"),
            )
        ),
        Text(
            env._(
                "Refused by the application once live: deleting or changing records "
                "of transactions. What is done outside it, to the database or to the "
                "files, is found by the ledger's check, not prevented."
            )
        ),
        Text(
            env._(
                "Not kept here: patient data, controlled-drug records, notices to "
                "FDA. A scan that matches the seller's data is no confirmation by the "
                "manufacturer."
            )
        ),
    ]
