"""Parts of the binder about the company and its people."""

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from .blocks import Html, Table, Text, texts
from .size import memo as memo_lines
from .wording import filled, people_of, phone_tree, role_names


def memo(facts, _rows):
    """The size memo: number of people, both dates, the one relied on."""
    return texts(memo_lines(facts.binder))


def who(facts, _rows):
    """Name, address, profile, phone tree and our own licenses."""
    env, company = facts.env, facts.company
    profile = dict(company._fields["dscsa_profile"]._description_selection(env))
    partner = company.partner_id
    lines = [
        f"{company.name}, {partner._dscsa_one_line_address()}",
        env._("Recorded as: %(profile)s", profile=profile[company.dscsa_profile]),
    ]
    if partner.global_location_number:
        lines.append(env._("Location number (GLN): %(gln)s",
                           gln=partner.global_location_number))  # fmt: skip
    licenses = env["dscsa.license"].search(
        [("company_id", "=", company.id), ("is_own", "=", True)]
    )
    return [
        *texts(lines),
        Text(env._("Whom to call"), True),
        *texts(phone_tree(company)),
        Text(env._("Our licenses"), True),
        Table(
            [
                env._("License"),
                env._("State or agency"),
                env._("Number"),
                env._("Valid until"),
                env._("Last check"),
            ],
            [
                [
                    row.type_id.name,
                    row.state_id.name or row.agency or "",
                    row.number,
                    date_text(env, row.valid_to),
                    date_text(env, row.checked_at) or env._("never"),
                ]
                for row in licenses
            ],
            env._("None is on file."),
        ),
    ]


def release(facts, _rows):
    """Roles as they really are, and the last releases."""
    env, company = facts.env, facts.company
    words = role_names(env)
    people = [
        [words[group], ", ".join(users.mapped("name")) or env._("nobody")]
        for group, users in people_of(env, company)
    ]
    last = env["dscsa.release"].search([("company_id", "=", company.id)], limit=30)
    reasons = dict(last._fields["reason"]._description_selection(env))
    return [
        Text(
            env._(
                "Goods that wait for data are released by a pharmacist, or by "
                "themselves when the seller's data come and match. Suspect goods are "
                "released by a named pharmacist only. Each release is kept with its "
                "reason."
            )
        ),
        Table([env._("Role"), env._("People")], people, "", [55, 45]),
        Text(env._("The last releases"), True),
        Table(
            [
                env._("Number"),
                env._("Day"),
                env._("Packages"),
                env._("Reason"),
                env._("By"),
            ],
            [
                [
                    row.name,
                    date_text(env, row.released_at),
                    str(len(row.epc_ids)),
                    reasons[row.reason],
                    env._("matched by itself")
                    if row.is_automatic
                    else row.user_id.name,
                ]
                for row in last
            ],
            env._("Nothing was released yet."),
        ),
    ]


def procedures(facts, _rows):
    """The approved texts; where there is none, the shipped text, said to be one."""
    env, company = facts.env, facts.company
    sops = env["dscsa.sop"]
    approved = sops.search(
        [("company_id", "=", company.id), ("state", "=", "approved")]
    )
    blocks = []
    for sop in approved:
        blocks += [
            Text(sop.display_name, True, bool(blocks)),
            Text(
                env._(
                    "Approved by %(name)s on %(day)s.",
                    name=sop.approved_by_id.name,
                    day=date_text(env, sop.approved_at),
                )
            ),
            Html(sop.approved_text),
        ]
    for sop in sops.search([("state", "=", "template")]):
        if sop.code not in approved.mapped("code"):
            blocks += [
                Text(sop.name, True, bool(blocks)),
                Text(
                    env._(
                        "NOT APPROVED. This is a text to start from; it becomes a "
                        "procedure of the company when somebody approves it."
                    )
                ),
                Html(filled(company, sop.body)),
            ]
    return blocks


def training(facts, _rows):
    """Marks, those of people who left too."""
    env = facts.env(context={**facts.env.context, "active_test": False})
    marks = env["dscsa.training"].search([("company_id", "=", facts.company.id)])
    return [
        Table(
            [
                env._("Who"),
                env._("On what"),
                env._("Day"),
                env._("Trainer"),
                env._("Signed"),
            ],
            [
                [
                    mark.user_name,
                    mark.topic,
                    date_text(env, mark.date),
                    mark.trainer or "",
                    date_text(env, mark.signed_at) or env._("not signed"),
                ]
                for mark in marks
            ],
            env._("No training is on record."),
        )
    ]


def self_audit(facts, _rows):
    """The last finished self-audit; without one, the questions to answer."""
    env = facts.env
    audit = env["dscsa.self.audit"].search(
        [("company_id", "=", facts.company.id), ("state", "=", "done")], limit=1
    )
    if not audit:
        questions = env["dscsa.audit.question"].search(
            [("company_id", "in", (False, facts.company.id))]
        )
        return [
            Text(env._("None was finished yet. These are the questions.")),
            Table(
                [env._("Question"), env._("Where to look"), env._("Answer")],
                [[each.name, each.hint or "", ""] for each in questions],
                env._("There are no questions."),
                [45, 40, 15],
            ),
        ]
    answers = dict(audit.line_ids._fields["answer"]._description_selection(env))
    return [
        Text(env._("%(name)s by %(who)s.", name=audit.name, who=audit.user_id.name)),
        Table(
            [env._("Question"), env._("Answer"), env._("Shown, or missing")],
            [
                [line.name, answers.get(line.answer, ""), line.note or ""]
                for line in audit.line_ids
            ],
            "",
            [50, 15, 35],
        ),
        *texts((audit.summary or "").splitlines()),
    ]
