"""A tracing message that came to us → a request in the register, and its answer."""

import uuid
from datetime import UTC

from dscsa_core.investigation.trace.answers import status_of
from dscsa_core.investigation.trace.message import Answered, Item, Party, Response
from dscsa_core.investigation.trace.shapes import (
    FOUND,
    NOT_FOUND,
    NOT_LOOKED_UP,
)
from dscsa_core.investigation.trace.wire import read_request

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of
from odoo.addons.dscsa_compliance_license.services.partner_status import (
    GOOD,
    GRAVE,
    PartnerStatus,
)

from .parties import papers_of, partner_of, party_of

_REASONS = {"audit": "other"}
# what is on file says no; anything less certain is for a person to look at
_REFUSED = GRAVE | {"expired"}


def values_of(env, company, content):
    """Values of a ``dscsa.information.request``; CoreError for what is none."""
    message = read_request(content)
    who, authority = message.requester, message.authority
    partner = partner_of(company, Party(who.name, who.address, who.gln))
    values = {
        "company_id": company.id,
        "asker": "partner",
        "partner_id": partner.id,
        "agency": who.name,
        "contact": ", ".join(filter(None, (who.contact.name, who.department))),
        "email": message.answer_to.mail or who.contact.mail,
        "phone_given": who.contact.telephone,
        "reason": _REASONS.get(message.reason, message.reason),
        "subject": _subject(env, message),
        "channel": "mail",
        "trace_request": content.decode("utf-8-sig"),
        "trace_uuid": message.request_id,
        "is_test": message.is_test,
        "scope_ids": [
            fields.Command.create(
                {"code": item.gtin or item.ndc, "serial": item.serial}
            )
            for item in message.items
        ],
    }
    return values | (_of_authority(authority) if authority else {})


def _of_authority(authority):
    is_fda = "FDA" in authority.agency.upper().split()
    return {
        "asker": "fda" if is_fda else "state",
        "agency": authority.agency,
        "contact": ", ".join(filter(None, (authority.officer, authority.badge))),
        # never the number to call back: that one is found by oneself
        "phone_given": authority.call_back,
    }


def _subject(env, message):
    lines = [
        env._("DRILL: this is an exercise.") if message.is_test else "",
        env._("Their number: %(number)s", number=message.own_number)
        if message.own_number
        else "",
        message.circumstances,
        env._("Asked by %(firm)s", firm=message.requester.name),
    ]
    return "\n".join(filter(None, lines))


def refusal_of(request):
    """Why the requester is refused, in words; empty when it may be answered.

    UserError when a person has to look at its license first: no refusal and no answer
    by a guess. ``request`` is a superuser's.
    """
    if request.asker != "partner":
        return ""
    env, today = request.env, today_of(request.company_id)
    said = read_request(request.trace_request.encode()).requester.licenses
    days = [each.valid_until for each in said if each.valid_until]
    if days and max(days) < today.isoformat():
        return env._(
            "The license you name was valid until %(day)s. We answer authorized "
            "trading partners.",
            day=max(days),
        )
    partner = request.partner_id
    if not partner:
        raise UserError(
            env._("Choose which trading partner asks, and check its license first.")
        )
    found = PartnerStatus(env, request.company_id, partner).answer(partner)
    if found.status in GOOD:
        return ""
    if found.status in _REFUSED:
        return env._("By our records your license is not in force.")
    raise UserError(
        env._(
            "No license of %(partner)s is on file that was checked. Look it up, enter "
            "it, then answer.",
            partner=partner.display_name,
        )
    )


def response_of(request):
    """``Response`` to a request that came as a message; forty items, forty answers.

    ``request`` is a superuser's. Errors as ``refusal_of``.
    """
    message = read_request(request.trace_request.encode())
    refusal = refusal_of(request)
    items = () if refusal else tuple(_answers(request, message))
    status = "refused" if refusal else status_of(items)
    return Response(
        response_id=str(uuid.uuid4()),
        request_id=message.request_id,
        sent_at=fields.Datetime.now().replace(tzinfo=UTC),
        responder=party_of(request.company_id),
        status=status,
        items=items,
        is_test=message.is_test,
        refusal=refusal,
    )


def _answers(request, message):
    company, scopes = request.company_id, request.scope_ids.sorted("id")
    by_serial = {(scope.code, scope.serial): scope for scope in scopes}
    listed = request.item_ids.filtered("line_ids").line_ids
    for item in message.items:
        scope = by_serial.get((item.gtin or item.ndc, item.serial))
        gtins = scope._gtins() if scope else [item.gtin]
        asked = Item(item.serial, item.gtin, item.ndc)
        papers = papers_of(company, gtins, item.serial)
        if papers:
            yield Answered(asked, FOUND, "", papers)
        elif listed.filtered(lambda line, gtins=gtins: line.gtin in gtins):
            why = request.env._(
                "We had this product; the serial numbers were not given to us."
            )
            yield Answered(asked, NOT_LOOKED_UP, why)
        else:
            yield Answered(asked, NOT_FOUND)
