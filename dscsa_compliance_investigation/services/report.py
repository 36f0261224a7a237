"""A case as Form FDA 3911 and the notices tell it: ``Report`` of the core."""

from zoneinfo import ZoneInfo

from dscsa_core.investigation.form3911.report import (
    CODES,
    Address,
    Contact,
    Product,
    Report,
)

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from .facts import moment

_CATEGORY = {"wholesaler": "wholesaler", "repackager": "repackager"}


def report_of(case, **more):
    """``Report`` of a case and of those reported with it; ``case`` may be several.

    ``more`` are facts a person gave on the sheet; they stand before those of records.
    """
    first = case[:1].sudo()
    known = {
        "products": tuple(product_of(each.sudo()) for each in case),
        # of several the first: FDA's 24 hours run from it
        "determined_at": local(first, _earliest(case.sudo())),
        "classification": first.classification or "",
        "incident_number": first.incident_number or "",
        "termination_reason": first.termination_why or "",
        "initial_date": initial_date(first),
        "company": address_of(first.company_id.partner_id),
        "incident_location": place_of(first.company_id.partner_id),
        "company_category": _CATEGORY.get(first.company_id.dscsa_profile, "dispenser"),
        "contact": contact_of(case.env.user, first.company_id),
    }
    return Report(**known | more)


def _earliest(cases):
    return min(filter(None, cases.mapped("determined_at")), default=False)


def local(case, at):
    """A stored time on the clock of the pharmacy; None without one."""
    if not at:
        return None
    return moment(at).astimezone(zone_of(case))


def zone_of(case):
    """The clock of the pharmacy: of the company's address, else of the user."""
    name = case.company_id.partner_id.tz or case.env.user.tz or "UTC"
    return ZoneInfo(name)


def initial_date(case):
    """The day FDA was first told, or today: the sheet is filled in to be sent."""
    told = case._notices_of("illegitimate").filtered("is_fda")[:1].told_at
    return local(case, told).date() if told else today_of(case.company_id)


def product_of(case):
    """What is reported of one product, as printed where nothing is on record."""
    product, items = case.product_id, case.item_ids
    return Product(
        name=product.name or case.product_name or "",
        strength=product.dscsa_strength or "",
        dosage_form=product.dscsa_dosage_form or "",
        ndc=product.dscsa_ndc or ndc_of(case.gtin),
        quantity=len(items),
        unit="package" if len(items) == 1 else "packages",
        lots=_texts(items, "lot"),
        serials=_texts(items, "serial"),
        expiries=tuple(sorted({day for day in items.mapped("expiry") if day})),
    )


def ndc_of(code):
    """The NDC in a typed code or a drug's GTIN; empty when there is none."""
    digits = (code or "").strip()
    if "-" in digits:
        return digits
    if len(digits) == 14 and digits[1:3] == "03":
        return digits[3:13]
    return digits if len(digits) in (10, 11) else ""


def _texts(items, name):
    return tuple(sorted({text for text in items.mapped(name) if text}))


def address_of(partner):
    return Address(
        name=partner.name or "",
        address1=partner.street or "",
        address2=partner.street2 or "",
        city=partner.city or "",
        state=partner.state_id.code or "",
        zip=partner.zip or "",
        country=partner.country_id.code or "US",
    )


def place_of(partner):
    parts = (partner.city, partner.state_id.code, partner.country_id.code)
    return ", ".join(filter(None, parts))


def contact_of(user, company):
    """The person at the desk; FDA's number comes by mail to this address."""
    person = user.partner_id
    return Contact(
        name=person.name or "",
        telephone=person.phone or company.phone or "",
        email=person.email or company.email or "",
    )


def labels(name):
    """[(key, label)] of a list of the form."""
    return [(key, choice.label) for key, choice in CODES[name].items()]
