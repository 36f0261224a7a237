"""Who counts as a small dispenser, until when, and from which letter we know it."""

from odoo.addons.dscsa_compliance.services.words.messages import date_text

LIMIT = 25
DISPENSERS = frozenset({"pharmacy_small", "pharmacy", "hospital", "chain"})


def few(company):
    """Whether the company says that it is a small dispenser."""
    return company.dscsa_profile == "pharmacy_small"


def dates(env, company):
    """The rows of the deadline table on package-level data that a company looks at."""
    return env["dscsa.deadline"].search(
        [
            ("profile", "=", company.dscsa_profile),
            ("code", "=like", "edds%"),
            ("company_id", "in", (False, company.id)),
        ],
        order="effective_date",
    )


def reminder(binder):
    """What is still open in the size memo, in one sentence; empty when nothing is."""
    env, company = binder.env, binder.company_id.sudo()
    if company.dscsa_profile not in DISPENSERS:
        return ""
    if not company.dscsa_licensed_count or not company.dscsa_licensed_date:
        return env._(
            "Count the full-time pharmacists and qualified technicians of the whole "
            "entity, and note the day: first hour, first question."
        )
    if few(company) and company.dscsa_licensed_count > LIMIT:
        return env._(
            "%(count)s licensed people are more than 25: the profile for small "
            "pharmacies does not fit.",
            count=company.dscsa_licensed_count,
        )
    if few(company) and not binder.size_choice:
        return env._("Two dates are known. Tick which one you rely on.")
    return ""


def memo(binder):
    """The paragraphs of the size memo, from the table of deadlines."""
    env, company = binder.env, binder.company_id.sudo()
    if company.dscsa_profile not in DISPENSERS:
        return [
            env._(
                "The exemption for small dispensers is for pharmacies. This company is "
                "recorded as: %(profile)s.",
                profile=_profile(company),
            )
        ] + _dates(env, company)
    return [_count(env, company), *_dates(env, company), *_choice(binder)]


def _profile(company):
    names = dict(company._fields["dscsa_profile"]._description_selection(company.env))
    return names[company.dscsa_profile]


def _count(env, company):
    if not company.dscsa_licensed_count or not company.dscsa_licensed_date:
        return env._(
            "The number of full-time pharmacists and qualified technicians is not on "
            "file. FDA's exemption is for entities with 25 or fewer."
        )
    return env._(
        "On %(day)s the entity that owns %(company)s had %(count)s full-time "
        "pharmacists and qualified technicians. FDA's exemption is for 25 or fewer; "
        "full-time is an average of 30 hours a week or 130 hours a month. The company "
        "is recorded as: %(profile)s.",
        day=date_text(env, company.dscsa_licensed_date),
        company=company.name,
        count=company.dscsa_licensed_count,
        profile=_profile(company),
    )


def _dates(env, company):
    return [
        env._(
            "%(day)s: %(duty)s. Source: %(letter)s. %(count)s %(note)s",
            day=date_text(env, row.effective_date),
            duty=row.duty,
            letter=row.source,
            count=_counted_for(env, company, row),
            note=row.note or "",
        ).strip()
        for row in dates(env, company)
    ]


def _counted_for(env, company, row):
    """Whether the count on file is of the day this letter names."""
    if not row.count_day:
        return ""
    if company.dscsa_licensed_date == row.count_day:
        return env._(
            "It counts as of %(day)s, and so does the number above.",
            day=date_text(env, row.count_day),
        )
    return env._(
        "It counts as of %(day)s: no number of that day is on file.",
        day=date_text(env, row.count_day),
    )


def _choice(binder):
    env = binder.env
    if not few(binder.company_id.sudo()):
        return []
    out = [
        env._(
            "Until its day the exemption covers the product identifier steps of an "
            "investigation, section 582(d)(4)(A)(ii)(II) and (B)(iii), and section "
            "582(g)(1). It does not cover the rest: TI/TS with every delivery, "
            "authorized sellers, quarantine, investigation by lot and TI, notification "
            "within 24 hours, and records for six years."
        )
    ]
    if not binder.size_choice:
        out.append(
            env._("Which of the two dates the owner relies on is not ticked yet.")
        )
        return out
    names = dict(binder._fields["size_choice"]._description_selection(env))
    out.append(
        env._(
            "The owner relies on: %(date)s. Ticked by %(name)s on %(day)s. %(note)s",
            date=names[binder.size_choice],
            name=binder.size_chosen_by_id.name,
            day=date_text(env, binder.size_chosen_at),
            note=binder.size_note or "",
        ).strip()
    )
    return out
