"""Cards of a company on its way: it tries, and the head count a letter asks for."""

from odoo.addons.dscsa_compliance.services.words.messages import date_text

COUNTED = "edds"


def trial_cards(env):
    """The card that records are not protected yet."""
    trial = env.companies.sudo().filtered(lambda one: not one.dscsa_live_date)
    if not trial:
        return []
    return [
        env["dscsa.today"]._card(
            "trial",
            5,
            env._("Trial"),
            count=False,
            sentence=env._(
                "Records of %(names)s are not protected yet. Walk through the first "
                "hour, then go live.",
                names=", ".join(trial.mapped("name")),
            ),
            level="amber",
            icon="fa-flag-o",
            action="dscsa_compliance_start.dscsa_first_hour_server_action",
        )
    ]


def count_cards(env, today):
    """At most one card: the head count of one of the user's companies."""
    for company in env.companies:
        if row := _uncounted(env, company, today):
            return [_count_card(env, row)]
    return []


def _uncounted(env, company, today):
    """The row whose letter counts on a day for which no count is on file."""
    table = env["dscsa.deadline"]
    if company.sudo().dscsa_profile != "pharmacy_small":
        return table
    counted = company.sudo().dscsa_licensed_date
    return table._of_company(company).filtered(
        lambda row: (
            row.code == COUNTED
            and row.count_day
            and row.count_day <= today
            and counted != row.count_day
        )
    )[:1]


def _count_card(env, row):
    return env["dscsa.today"]._card(
        "head_count",
        66,
        env._("Head count"),
        count=1,
        sentence=env._(
            "The exemption for small dispensers counts your full-time pharmacists "
            "and qualified technicians as of %(day)s. Write down that number and "
            "that day.",
            day=date_text(env, row.count_day),
        ),
        level="amber",
        icon="fa-users",
        action="dscsa_compliance_start.dscsa_first_hour_server_action",
    )
