"""The cards about proof: sellers without it, and licenses that end."""

from datetime import date, timedelta

from odoo import fields

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from .partner_status import GOOD, PartnerStatus
from .suppliers import supplier_ids

LIMIT = 1000


def seller_cards(env):
    """Cards of what the user may read."""
    cards = []
    if env["dscsa.partner.status"].has_access("read"):
        cards.append(_unproven(env))
    if env["dscsa.license"].has_access("read"):
        cards.append(_licenses(env))
    return cards


def _unproven(env):
    """Businesses that sold to us and of whom no proof in force is on file."""
    asked, found, stops = 0, 0, False
    for company in env.companies.sudo().filtered(lambda one: one.dscsa_gate != "off"):
        ids = supplier_ids(company.env, company)[:LIMIT]
        partners = company.env["res.partner"].browse(ids)
        status = PartnerStatus(company.env, company, partners)
        bad = [each for each in partners if status.answer(each).status not in GOOD]
        asked += len(partners)
        found += len(bad)
        stops = stops or bool(bad and company.dscsa_gate == "stop")
    level = "red" if stops else "amber" if found else "green"
    sentence = env._("Nobody sells to us without proof in force.")
    if found:
        sentence = env._("They sell to us, and no proof in force is on file: add it.")
    elif not asked:
        level = "grey"
        sentence = env._("No seller whose proof is asked for is on record.")
    return env["dscsa.today"]._card(
        "unproven",
        48,
        env._("Sellers without proof"),
        count=found,
        sentence=sentence,
        level=level,
        icon="fa-handshake-o",
        action="dscsa_compliance_license.dscsa_partner_status_server_action",
        context={"dscsa_unproven": True},
    )


def _licenses(env):
    today = today_of(env.company.sudo())
    domain = [
        ("company_id", "in", env.companies.ids),
        "|",
        ("valid_to", "<=", today + timedelta(days=60)),
        ("standing", "in", ("suspended", "revoked")),
    ]
    found = env["dscsa.license"].search(domain, limit=LIMIT)
    bad = found.filtered(
        lambda row: (
            (row.valid_to and row.valid_to < today)
            or row.standing in ("suspended", "revoked")
        )
    )
    return env["dscsa.today"]._card(
        "licenses",
        50,
        env._("Licenses"),
        count=len(found),
        sentence=_end_words(env, found, bad),
        level="red" if bad else "amber" if found else "green",
        icon="fa-id-card-o",
        action="dscsa_compliance_license.dscsa_license_action_ending",
        domain=_plain(domain),
        of=("dscsa.license",),
    )


def _end_words(env, found, bad):
    if bad:
        return env._(
            "%(count)s not in force any more: add proof of the renewal.", count=len(bad)
        )
    if found:
        return env._("They end within 60 days.")
    return env._("No license ends within 60 days.")


def _plain(domain):
    """The same domain with dates as texts, as a client can take it."""
    return [
        (*leaf[:2], fields.Date.to_string(leaf[2]))
        if isinstance(leaf, tuple) and isinstance(leaf[2], date)
        else leaf
        for leaf in domain
    ]
