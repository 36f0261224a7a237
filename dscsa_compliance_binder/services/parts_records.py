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

from .blocks import Text, table_of, texts
from .wording import portal_partners

_YEAR = 365


def sellers(facts, _rows):
    """Each seller with its papers, as of today."""
    env, company = facts.env, facts.company
    partners = env["res.partner"].browse(supplier_ids(env, company)).sorted("name")
    compared = was_compared(env)
    status = PartnerStatus(env, company, partners)
    answers = {each: status.answer(each) for each in partners}
    yield Text(
        env._(
            "Businesses that sold to us in a year (orders, deliveries, TI/TS) or are "
            "price-listed. An entry in a public list is not an approval by FDA."
        )
    )

    def standing(partner):
        what, _step = words_of(env, answers[partner])
        return what or proven(env, partner.name, compared)

    def papers(partner):
        return env["dscsa.license"].browse(answers[partner].licenses)

    def checked(partner):
        return date_text(env, papers(partner).check_ids.sorted("id")[-1:].checked_at)

    columns = [
        (env._("Seller"), lambda each: each.name),
        (env._("Standing"), standing),
        (env._("Paper"), lambda each: ", ".join(papers(each).mapped("display_name"))),
        (env._("Until"), lambda each: date_text(env, answers[each].until)),
        (env._("Checked"), checked),
    ]
    nobody = env._("Nobody sold to us yet.")
    yield table_of(partners, columns, nobody, [20, 34, 26, 10, 10])


def portals(facts, _rows):
    """Where TI/TS lie outside this system, and under which agreement."""
    env, company = facts.env, facts.company
    agreements = env["dscsa.agreement"]

    def both(partner, *names):
        return ", ".join(partner[name] for name in names if partner[name])

    yield Text(
        env._(
            "A seller may keep our TI/TS under a written agreement, section "
            "582(d)(1)(B). The duty stays ours; a copy of the agreement is kept here."
        )
    )
    columns = [
        (env._("Seller"), lambda each: each.name),
        (
            env._("Portal"),
            lambda each: both(each, "dscsa_portal_name", "dscsa_portal_url"),
        ),
        (
            env._("Desk"),
            lambda each: both(each, "dscsa_desk_phone", "dscsa_desk_email"),
        ),
        (
            env._("Agreement"),
            lambda each: _agreement(env, agreements._of(each, company, facts.today)),
        ),
    ]
    partners = portal_partners(env, company)
    yield table_of(partners, columns, env._("No seller with a portal is noted."))


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
    yield Text(
        env._(
            "From %(day)s to %(today)s.",
            day=date_text(env, since),
            today=date_text(env, facts.today),
        )
    )
    columns = [
        (env._("What"), lambda row: _short(env, row[0])),
        (env._("Settled"), lambda row: str(row[1]["resolved"])),
        (env._("Open"), lambda row: str(row[1]["open"])),
        (env._("Last one"), lambda row: date_text(env, row[1]["last"])),
    ]
    counts, none = _counts(facts, since), env._("None in this year.")
    yield table_of(sorted(counts.items()), columns, none, [64, 12, 12, 12])
    yield from _suspect(facts)


def _counts(facts, since):
    """{code: how many are open, resolved, and when the last one was made}"""
    rows = facts.env["dscsa.discrepancy"]._read_group(
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
    return counts


def _short(env, code):
    """The name of a rule for people: its category and its code."""
    found = rule(code)
    return f"{found.number} {code.replace('_', ' ').capitalize()}"


def _suspect(facts):
    env = facts.env
    count = env["dscsa.epc"].search_count(
        [("company_id", "=", facts.company.id), ("hold", "=", "suspect")]
    )
    yield Text(
        env._(
            "Packages in quarantine as suspect today: %(count)s. Goods that wait for "
            "data are kept apart from these and are no suspect goods.",
            count=count,
        )
    )


def readiness(facts, rows):
    """The readiness report, as printed alone."""
    env = facts.env
    words = state_words(env)
    yield Text(
        env._(
            "What the records show on %(day)s. Said strictly: what cannot be shown is "
            "a gap. It does not say whether a law is kept.",
            day=date_text(env, facts.today),
        )
    )
    columns = [
        (env._("Duty"), lambda row: row.duty),
        (env._("Source"), lambda row: row.source),
        (env._("What we can show"), lambda row: row.evidence),
        (env._("State"), lambda row: words[row.state]),
        (env._("What is missing"), lambda row: row.gap),
    ]
    yield table_of(rows, columns, widths=[22, 15, 28, 10, 25])


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
    env, modules = facts.env, facts.env["ir.module.module"]
    installed = modules.search(
        [("name", "=like", "dscsa_compliance%"), ("state", "=", "installed")]
    )
    columns = [
        (env._("Part"), lambda each: each.shortdesc),
        (env._("Version"), lambda each: each.latest_version or ""),
        (env._("Updated"), lambda each: date_text(env, each.write_date)),
    ]
    yield table_of((*installed, *modules.search([("name", "=", "base")])), columns)
    yield from texts(_limits(env, facts.company))


def _limits(env, company):
    """Sentences about settings, and what the software cannot do or does not keep."""
    live = date_text(env, company.dscsa_live_date)
    return [
        env._(
            "Live since: %(day)s. Scan depth, severities and deadlines are set in "
            "Configuration. What changed between versions stands in the history of "
            "the source that belongs to them.",
            day=live or env._("trial, not live yet"),
        ),
        env._(
            "Refused by the application once live: deleting or changing records of "
            "transactions. What is done outside it, to the database or to the files, "
            "is found by the ledger's check, not prevented."
        ),
        env._(
            "Not kept here: patient data, controlled-drug records. Notices to FDA are "
            "sent by a person, outside; what was sent is noted where cases are kept. A "
            "scan that matches the seller's data is no confirmation by the "
            "manufacturer."
        ),
    ]
