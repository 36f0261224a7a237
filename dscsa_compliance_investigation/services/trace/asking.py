"""One tracing: what is asked of whom, and the chain of owners known so far."""

from dataclasses import dataclass
from datetime import UTC, datetime

from dscsa_core.errors import CoreError
from dscsa_core.investigation.trace.answers import (
    UNANSWERED,
    answers,
    chain,
    faults_of,
    firms,
    is_same,
)
from dscsa_core.investigation.trace.message import (
    AnswerTo,
    Contact,
    Item,
    License,
    Request,
    Requester,
)
from dscsa_core.investigation.trace.shapes import FOUND
from dscsa_core.investigation.trace.wire import read_response
from dscsa_core.numbers import gtins_of_ndc

from odoo import fields

from .parties import papers_of, party_of


def item_of(row):
    """A row of the tracing as the message names it."""
    return Item(
        row.serial or "",
        row.gtin or "",
        row.ndc or "" if not row.gtin else "",
        row.lot or "",
        row.expiry or None,
    )


def request_of(hop):
    """``Request`` of one hop; ``hop`` is a superuser's."""
    trace = hop.trace_id
    company, user = trace.company_id, trace.user_id
    ours = party_of(company)
    mail = company.email or user.email or ""
    return Request(
        request_id=hop.request_uuid,
        sent_at=_moment(hop.asked_at or fields.Datetime.now()),
        requester=Requester(
            ours.name,
            Contact(user.name or "", "mail", mail, company.phone or ""),
            ours.address,
            ours.gln,
            licenses=_licenses(company),
        ),
        answer_to=AnswerTo(mail),
        reason=trace.reason,
        items=tuple(map(item_of, trace.item_ids)),
        is_test=trace.is_test,
        wanted=trace.wanted,
        own_number=trace.name,
        fda_incident_number=trace.investigation_id.incident_number or "",
        circumstances=(trace.circumstances or "")[:4000],
    )


def _licenses(company):
    own = company.env["dscsa.license"].search(
        [("partner_id", "=", company.partner_id.id), ("company_id", "=", company.id)]
    )
    return tuple(
        License(
            each.state_id.code or "US",
            each.number,
            fields.Date.to_string(each.valid_until) or "",
        )
        for each in own
        if each.number
    )


def response_in(hop):
    """The stored ``Response`` of a hop, or None."""
    return read_response(hop.response.encode()) if hop.response else None


@dataclass(frozen=True, slots=True)
class Path:
    """What is known of one item: hops of the core, firms in order, what was said."""

    row: object
    hops: tuple
    firms: tuple
    results: tuple


def paths_of(trace):
    """``Path`` of each item by our own papers and all answers."""
    said = [
        (hop, answers(request_of(hop), response))
        for hop in trace.hop_ids
        if (response := response_in(hop))
    ]
    for number, row in enumerate(trace.item_ids):
        gtins = [row.gtin] if row.gtin else gtins_of_ndc(row.ndc or "")
        told = list(papers_of(trace.company_id, gtins, row.serial))
        results = []
        for hop, found in said:
            told += found[number].transactions
            results.append((hop, found[number].result, found[number].why))
        hops = chain(_merged(told))
        yield Path(row, hops, firms(hops), tuple(results))


def _merged(told):
    """Both ends tell of one sale in their own words: it is one hop."""
    kept = []
    for each in told:
        same = (
            one
            for one in kept
            if is_same(one.seller, each.seller) and is_same(one.buyer, each.buyer)
        )
        if next(same, None) is None:
            kept.append(each)
    return kept


def first_of(path):
    """The earliest owner known of an item, or None."""
    return path.hops[0].transaction.seller if path.hops else None


def is_origin(path, asked):
    """Whether the earliest owner was asked, found it, and names nobody before."""
    first = first_of(path)
    if not first or any(hop.gap for hop in path.hops):
        return False
    return any(
        result == FOUND and is_same(first, asked[hop.id])
        for hop, result, _w in path.results
    )


def checked(request, content):
    """(``Response``, codes of why it answers nothing); CoreError for odd bytes."""
    response = read_response(content)
    return response, faults_of(request, response)


def unanswered(request, response):
    """How many of the items asked about it does not answer."""
    found = answers(request, response)
    return sum(each.result == UNANSWERED for each in found)


def is_readable(content):
    """Whether bytes are an answer at all."""
    try:
        return bool(read_response(content))
    except CoreError:
        return False


def _moment(at):
    return at.replace(tzinfo=UTC) if at.tzinfo is None else datetime.now(UTC)
