"""Duties around people: roles, procedures, training, the size of the entity."""

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from .size import DISPENSERS, reminder
from .wording import people_of, releasers_of

# topics whose procedure is asked for, by what the profile owes
_ALWAYS = ("receiving", "returns", "requests", "recall", "downtime", "retention")
_TRACING = ("suspect",)
# what 582(d)(5) lifts needs no procedure of a practitioner
_LIFTED = frozenset({"requests", "retention"})


def own_licenses(facts):
    """Our own licenses, in force."""
    env, company = facts.env, facts.company
    rows = env["dscsa.license"].search(
        [("company_id", "=", company.id), ("is_own", "=", True)]
    )
    good = rows.filtered(lambda row: row.status == "valid")
    bad = rows - good
    gap = ""
    if not rows:
        gap = env._("None of our own licenses is on file.")
    elif bad:
        gap = env._(
            "Not checked or not in force: %(names)s.",
            names=", ".join(bad.mapped("display_name")),
        )
    yield facts.row(
        "own_licenses",
        env._("Be licensed ourselves, and be able to show it"),
        "FD&C Act, 581(2)",
        env._("Our licenses, checked and in force: %(count)s.", count=len(good)),
        gap=gap,
        shown=len(good),
        action="dscsa_compliance_license.dscsa_license_action_own",
    )


def size(facts):
    """The size memo: number, day, and the date relied on."""
    env, company = facts.env, facts.company
    if facts.profile not in DISPENSERS:
        return
    counted = env._("No number is on file.")
    if company.dscsa_licensed_count and company.dscsa_licensed_date:
        counted = env._(
            "Licensed people, counted on %(day)s: %(count)s.",
            count=company.dscsa_licensed_count,
            day=date_text(env, company.dscsa_licensed_date),
        )
    yield facts.row(
        "size",
        env._("Know whether the exemption for small dispensers fits, and until when"),
        env._("FDA exemption letters, see the size memo"),
        counted,
        gap=reminder(facts.binder),
        shown=int(bool(company.dscsa_licensed_count)),
        action="dscsa_compliance_binder.dscsa_binder_server_action",
    )


def people(facts):
    """Somebody in charge, a deputy, and somebody who may release."""
    env, company = facts.env, facts.company
    gap = []
    if not company.dscsa_pic_id and not facts.lifted:
        gap.append(env._("The pharmacist in charge is not named."))
    if not company.dscsa_deputy_id and not facts.lifted:
        gap.append(env._("No deputy is named for the day the pharmacist is away."))
    releasers = releasers_of(env, company)
    if not releasers:
        gap.append(env._("Nobody may release goods on hold."))
    yield facts.row(
        "people",
        env._("Name who decides on held and suspect goods"),
        env._("FDA guidance on verification systems"),
        env._(
            "May release: %(names)s.",
            names=", ".join(releasers.mapped("name")) or "–",
        ),  # fmt: skip
        gap=" ".join(gap),
        shown=len(releasers),
        is_note=bool(facts.lifted) and not gap,
        action="dscsa_compliance_start.dscsa_first_hour_server_action",
    )


def procedures(facts):
    """An approved text for each topic that binds the profile."""
    env, company = facts.env, facts.company
    wanted = [*_ALWAYS, *_TRACING]
    if facts.lifted:
        wanted = [code for code in _ALWAYS if code not in _LIFTED]
    approved = env["dscsa.sop"].search(
        [("company_id", "=", company.id), ("state", "=", "approved")]
    )
    missing = [code for code in wanted if code not in approved.mapped("code")]
    words = dict(env["dscsa.sop"]._fields["code"]._description_selection(env))
    yield facts.row(
        "procedures",
        env._("Written procedures, approved and dated"),
        env._("FDA guidance; inspectors ask for them"),
        env._("Procedures approved: %(count)s.", count=len(approved)),
        gap=env._(
            "Not approved: %(names)s.",
            names=", ".join(words[code] for code in missing),
        )  # fmt: skip
        if missing
        else "",
        shown=len(approved),
        action="dscsa_compliance_binder.dscsa_sop_action",
    )


def training(facts):
    """Each person with a role signed each approved procedure as it stands."""
    env, company = facts.env, facts.company
    people = dict(people_of(env, company))
    people.pop("group_dscsa_auditor")
    users = env["res.users"].sudo().union(*people.values())
    sops = env["dscsa.sop"].search(
        [("company_id", "=", company.id), ("state", "=", "approved")]
    )
    marks = env["dscsa.training"].search(
        [("company_id", "=", company.id), ("signed_at", "!=", False)]
    )
    signed = {(mark.user_id, mark.sop_id) for mark in marks}
    owing = users.filtered(lambda user: any((user, sop) not in signed for sop in sops))
    gap = ""
    if owing:
        gap = env._("Has not signed all of them: %(names)s.",
                    names=", ".join(owing.mapped("name")))  # fmt: skip
    elif not sops:
        gap = env._("There is no approved procedure to be trained on.")
    yield facts.row(
        "training",
        env._("Train everybody with a role, and keep the marks"),
        env._("Own policy; inspectors ask for it"),
        env._("Marks signed: %(count)s.", count=len(signed)),
        gap=gap,
        shown=len(signed),
        action="dscsa_compliance_binder.dscsa_training_action",
    )


DUTIES = (own_licenses, size, people, procedures, training)
