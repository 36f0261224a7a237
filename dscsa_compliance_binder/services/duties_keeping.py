"""Duties around records: answering, keeping, proving, looking at oneself."""

from datetime import timedelta

from odoo import fields

from odoo.addons.dscsa_compliance.services.words.messages import date_text

_BACKUP_DAYS = 3
_YEAR = 365


def requests(facts):
    """Requests answered in time, and somebody who answers them."""
    env, table = facts.env, facts.env["dscsa.information.request"]
    here = [("company_id", "=", facts.company.id)]
    waiting = [*here, ("state", "not in", ("answered", "closed"))]
    late = [*waiting, ("due_at", "<", fields.Datetime.to_string(fields.Datetime.now()))]
    total, unanswered = table.search_count(here), table.search_count(waiting)
    source = "(1)(D)" if facts.section == "582(d)" else "FD&C Act, 582(m)"
    gap, domain = "", here
    if count := table.search_count(late):
        gap, domain = env._("Past their day: %(count)s.", count=count), late
    elif unanswered:
        gap, domain = env._("Not answered yet: %(count)s.", count=unanswered), waiting
    yield facts.row(
        "requests",
        env._("Answer FDA and the State in time"),
        facts.lifted or source,
        env._(
            "Requests on record: %(count)s; answered: %(answered)s.",
            count=total,
            answered=total - unanswered,
        ),
        gap=gap,
        shown=total - unanswered,
        is_note=bool(facts.lifted) and not gap,
        action="dscsa_compliance_answering.dscsa_information_request_action",
        domain=domain,
    )


def live(facts):
    """Records are protected since a day, and kept for six years."""
    env = facts.env
    source = "(1)(A)(iii)" if facts.section == "582(d)" else "(1)(A)(v)"
    show = _protected if facts.company.dscsa_live_date else _in_trial
    yield facts.row(
        "live",
        env._("Keep the records for six years, unchanged"),
        facts.lifted or source,
        is_note=bool(facts.lifted),
        **show(facts),
    )


def _in_trial(facts):
    env = facts.env
    gap = env._("Records are not protected until it goes live.")
    return {
        "evidence": env._("The company is in trial: nothing is protected yet."),
        "gap": not facts.lifted and gap,
        "action": "dscsa_compliance_start.dscsa_first_hour_server_action",
    }


def _protected(facts):
    env, company, ledger = facts.env, facts.company, facts.env["dscsa.ledger"]
    problems, head = ledger._check(company), ledger._head(company)
    return {
        "evidence": env._(
            "Protected since %(day)s; facts sealed in the ledger: %(count)s.",
            day=date_text(env, company.dscsa_live_date),
            count=head["position"],
        ),
        "gap": " ".join(each["sentence"] for each in problems[:3]),
        "shown": head["position"],
        "action": "dscsa_compliance_ledger.dscsa_ledger_action",
    }


def backup(facts):
    """A copy in a second place, not older than three days."""
    env = facts.env
    last = env["dscsa.backup"].search(
        [("kind", "=", "backup"), ("state", "=", "good")], limit=1
    )
    gap = ""
    if not last:
        gap = env._("No good backup is on record.")
    elif last.made_at < fields.Datetime.now() - timedelta(days=_BACKUP_DAYS):
        gap = env._("The last good backup is older than three days.")
    yield facts.row(
        "backup",
        env._("Be able to get the records back"),
        env._("Own policy"),
        env._("Last good backup: %(day)s.", day=date_text(env, last.made_at) or "–"),
        gap=gap,
        shown=len(last),
        action="dscsa_compliance_ledger.dscsa_backup_action",
    )


def self_audit(facts):
    """A self-audit finished within a year."""
    env = facts.env
    done = env["dscsa.self.audit"].search(
        [("company_id", "=", facts.company.id), ("state", "=", "done")], limit=1
    )
    gap = ""
    if not done or done.date < facts.today - timedelta(days=_YEAR):
        gap = env._("None was finished within a year.")
    elif done.gap_count:
        gap = env._("Gaps it found: %(count)s.", count=done.gap_count)
    yield facts.row(
        "self_audit",
        env._("Look at ourselves as an inspector would"),
        env._("Own policy"),
        env._("Last finished: %(day)s.", day=date_text(env, done.date) or "–"),
        gap=gap,
        shown=len(done),
        action="dscsa_compliance_binder.dscsa_self_audit_action",
    )


def outside(facts):
    """What this software does not do, said so that nobody takes it for done."""
    env = facts.env
    if facts.lifted:
        return
    if facts.company._dscsa_case_counts() is not None:
        yield facts.row(
            "outside",
            env._("Keep records of controlled drugs"),
            "21 CFR 1304",
            env._("Controlled-drug records and patient data are not kept here."),
            is_outside=True,
        )
        return
    yield facts.row(
        "outside",
        env._("Notify FDA of illegitimate product within 24 hours (Form FDA 3911)"),
        "(4)(B)",
        env._(
            "Sent by a person, outside this software. Controlled-drug records and "
            "patient data are not kept here either."
        ),
        is_outside=True,
    )


DUTIES = (requests, live, backup, self_audit, outside)
