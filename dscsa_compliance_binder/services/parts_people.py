"""Parts of the binder about the company and its people."""

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from .blocks import Html, Text, table_of, texts
from .size import memo as memo_lines
from .wording import filled, people_of, phone_tree, role_names


def memo(facts, _rows):
    """The size memo: number of people, both dates, the one relied on."""
    return texts(memo_lines(facts.binder))


def who(facts, _rows):
    """Name, address, profile, phone tree and our own licenses."""
    env, company = facts.env, facts.company
    profile = dict(company._fields["dscsa_profile"]._description_selection(env))
    gln = company.partner_id.global_location_number
    yield Text(f"{company.name}, {company.partner_id._dscsa_one_line_address()}")
    yield Text(
        env._("Recorded as: %(profile)s", profile=profile[company.dscsa_profile])
    )
    if gln:
        yield Text(env._("Location number (GLN): %(gln)s", gln=gln))
    yield Text(env._("Whom to call"), True)
    yield from texts(phone_tree(company))
    yield Text(env._("Our licenses"), True)
    columns = [
        (env._("License"), lambda row: row.type_id.name),
        (env._("State or agency"), lambda row: row.state_id.name or row.agency or ""),
        (env._("Number"), lambda row: row.number),
        (env._("Valid until"), lambda row: date_text(env, row.valid_to)),
        (
            env._("Last check"),
            lambda row: date_text(env, row.checked_at) or env._("never"),
        ),
    ]
    licenses = env["dscsa.license"].search(
        [("company_id", "=", company.id), ("is_own", "=", True)]
    )
    yield table_of(licenses, columns, env._("None is on file."))


def release(facts, _rows):
    """Roles as they really are, and the last releases."""
    env = facts.env
    words = role_names(env)
    yield Text(
        env._(
            "Goods that wait for data are released by a pharmacist, or by themselves "
            "when the seller's data come and match. Suspect goods are released by a "
            "named pharmacist only. Each release is kept with its reason."
        )
    )
    roles = [
        (env._("Role"), lambda row: words[row[0]]),
        (
            env._("People"),
            lambda row: ", ".join(row[1].mapped("name")) or env._("nobody"),
        ),
    ]
    yield table_of(people_of(env, facts.company), roles, widths=[55, 45])
    yield Text(env._("The last releases"), True)
    yield _last_releases(facts)


def _last_releases(facts):
    env = facts.env
    last = env["dscsa.release"].search(
        [("company_id", "=", facts.company.id)], limit=30
    )
    reasons = dict(last._fields["reason"]._description_selection(env))
    by_itself = env._("matched by itself")
    columns = [
        (env._("Number"), lambda row: row.name),
        (env._("Day"), lambda row: date_text(env, row.released_at)),
        (env._("Packages"), lambda row: str(len(row.epc_ids))),
        (env._("Reason"), lambda row: reasons[row.reason]),
        (env._("By"), lambda row: by_itself if row.is_automatic else row.user_id.name),
    ]
    return table_of(last, columns, env._("Nothing was released yet."))


def procedures(facts, _rows):
    """The approved texts; where there is none, the shipped text, said to be one."""
    env, company, sops = facts.env, facts.company, facts.env["dscsa.sop"]
    approved = sops.search(
        [("company_id", "=", company.id), ("state", "=", "approved")]
    )
    texts_of = [
        (sop.display_name, _approval(sop), sop.approved_text) for sop in approved
    ]
    words = env._(
        "NOT APPROVED. This is a text to start from; it becomes a procedure of the "
        "company when somebody approves it."
    )
    for sop in sops.search([("state", "=", "template")]):
        if sop.code not in approved.mapped("code"):
            texts_of.append((sop.name, words, filled(company, sop.body)))
    for number, (name, standing, html) in enumerate(texts_of):
        yield Text(name, True, number > 0)
        yield Text(standing)
        yield Html(html)


def _approval(sop):
    return sop.env._(
        "Approved by %(name)s on %(day)s.",
        name=sop.approved_by_id.name,
        day=date_text(sop.env, sop.approved_at),
    )


def training(facts, _rows):
    """Marks, those of people who left too."""
    env = facts.env(context={**facts.env.context, "active_test": False})
    columns = [
        (env._("Who"), lambda mark: mark.user_name),
        (env._("On what"), lambda mark: mark.topic),
        (env._("Day"), lambda mark: date_text(env, mark.date)),
        (env._("Trainer"), lambda mark: mark.trainer or ""),
        (
            env._("Signed"),
            lambda mark: date_text(env, mark.signed_at) or env._("not signed"),
        ),
    ]
    marks = env["dscsa.training"].search([("company_id", "=", facts.company.id)])
    yield table_of(marks, columns, env._("No training is on record."))


def self_audit(facts, _rows):
    """The last finished self-audit; without one, the questions to answer."""
    env = facts.env
    audit = env["dscsa.self.audit"].search(
        [("company_id", "=", facts.company.id), ("state", "=", "done")], limit=1
    )
    if not audit:
        yield from _questions(facts)
        return
    answers = dict(audit.line_ids._fields["answer"]._description_selection(env))
    yield Text(env._("%(name)s by %(who)s.", name=audit.name, who=audit.user_id.name))
    columns = [
        (env._("Question"), lambda line: line.name),
        (env._("Answer"), lambda line: answers.get(line.answer, "")),
        (env._("Shown, or missing"), lambda line: line.note or ""),
    ]
    yield table_of(audit.line_ids, columns, widths=[50, 15, 35])
    yield from texts((audit.summary or "").splitlines())


def _questions(facts):
    env = facts.env
    yield Text(env._("None was finished yet. These are the questions."))
    columns = [
        (env._("Question"), lambda each: each.name),
        (env._("Where to look"), lambda each: each.hint or ""),
        (env._("Answer"), lambda each: ""),
    ]
    questions = env["dscsa.audit.question"].search(
        [("company_id", "in", (False, facts.company.id))]
    )
    yield table_of(
        questions, columns, env._("There are no questions."), widths=[45, 40, 15]
    )
