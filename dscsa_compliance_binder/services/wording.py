"""Names put into the texts of procedures, and who has which role."""

from markupsafe import Markup, escape

_ROLES = (
    "group_dscsa_manager",
    "group_dscsa_pharmacist",
    "group_dscsa_technician",
    "group_dscsa_auditor",
)


def role_names(env):
    """{group: what it is called and may do}"""
    return {
        "group_dscsa_manager": env._(
            "Compliance manager: settings, deadlines, exceptions for sellers, and all "
            "of the below"
        ),
        "group_dscsa_pharmacist": env._(
            "Pharmacist: releases goods on hold, decides on suspect goods, adds proof "
            "of sellers"
        ),
        "group_dscsa_technician": env._(
            "Technician: receives, scans, keeps apart what is on hold"
        ),
        "group_dscsa_auditor": env._("Auditor: reads, changes nothing"),
    }


def people_of(env, company):
    """[(group, active users of the company whose highest role it is)]"""
    # who has which role is asked as superuser: not everybody may read users
    seen = env["res.users"].sudo()
    found = []
    for name in _ROLES:
        group = env.ref(f"dscsa_compliance.{name}").sudo()
        users = group.all_user_ids.filtered(
            lambda user: (
                user.active and company in user.company_ids and not user._is_superuser()
            )
        )
        found.append((name, users - seen))
        seen |= users
    return found


def releasers_of(env, company):
    """Users who may release goods on hold in a company."""
    people = dict(people_of(env, company))
    return people["group_dscsa_manager"] | people["group_dscsa_pharmacist"]


def filled(company, body):
    """A text of a procedure with the names of a company in it, as safe HTML."""
    text = Markup(body or "")
    for word, value in _names(company.sudo()).items():
        text = Markup(text.replace(f"{{{word}}}", value))
    return text


def _names(company):
    env = company.env
    pic, deputy = company.dscsa_pic_id.name, company.dscsa_deputy_id.name
    unnamed = env._("nobody named yet")
    return {
        "company": escape(company.name),
        "pic": escape(pic or env._("the pharmacist in charge (not named yet)")),
        "deputy": escape(deputy or env._("the deputy (not named yet)")),
        "phones": _lines(phone_tree(company)),
        "portals": _lines(portal_lines(company)),
        "releasers": escape(
            ", ".join(releasers_of(env, company).mapped("name")) or unnamed
        ),
    }


def _lines(lines):
    items = Markup("").join(Markup("<li>%s</li>") % line for line in lines)
    return Markup("<ul>%s</ul>") % items


def phone_tree(company):
    """Lines of the phone tree: pharmacist in charge, deputy, then what was typed."""
    env = company.env
    lines = []
    for role, user in (
        (env._("Pharmacist in charge"), company.dscsa_pic_id),
        (env._("Deputy"), company.dscsa_deputy_id),
    ):
        phone = user.partner_id.phone or env._("no telephone on file")
        name = user.name or env._("not named yet")
        lines.append(f"{role}: {name}, {phone}")
    binder = env["dscsa.binder"].search([("company_id", "=", company.id)], limit=1)
    typed = (binder.phone_tree or "").splitlines()
    return lines + [line.strip() for line in typed if line.strip()]


def portal_lines(company):
    """One line for each seller whose TI/TS lies in a portal."""
    env = company.env
    lines = []
    for partner in portal_partners(env, company):
        parts = (
            partner.name,
            partner.dscsa_portal_name,
            partner.dscsa_portal_url,
            partner.dscsa_desk_phone,
        )
        lines.append(", ".join(part for part in parts if part))
    return lines or [env._("No seller with a portal is noted.")]


def portal_partners(env, company):
    """Sellers whose TI/TS is said to come by portal, or did so here."""
    said = env["res.partner"].search(
        [("dscsa_intake", "=", "portal"), ("company_id", "in", (False, company.id))]
    )
    seen = env["dscsa.transaction"]._read_group(
        [
            ("company_id", "=", company.id),
            ("proof", "=", "portal"),
            ("seller_id", "!=", False),
        ],
        ["seller_id"],
    )
    return said.union(*(row[0] for row in seen)).sorted("name")
