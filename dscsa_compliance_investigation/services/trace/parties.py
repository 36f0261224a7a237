"""Firms and transactions of our records as tracing messages name them."""

from dscsa_core.investigation.trace.answers import is_same
from dscsa_core.investigation.trace.message import Party, Transaction


def party_of(company):
    """``Party`` of one of our companies."""
    partner = company.partner_id
    address = partner._display_address(without_company=True) or ""
    lines = ", ".join(filter(None, (line.strip() for line in address.splitlines())))
    known = company.env["dscsa.party"].search(
        [("company_id", "=", company.id), ("partner_id", "=", partner.id)]
    )
    gln = next(filter(None, known.mapped("gln")), "")
    return Party(company.name or "", lines[:500], gln)


def transaction_of(transaction, line):
    """A TI/TS as it was given, with one of its lines."""
    ours = party_of(transaction.company_id)
    seller = Party(
        transaction.seller_name or transaction.seller_id.name or "",
        _one_line(transaction.seller_address),
        transaction.seller_gln or "",
    )
    buyer = Party(
        transaction.buyer_name or transaction.buyer_id.name or "",
        _one_line(transaction.buyer_address),
        transaction.buyer_gln or "",
    )
    is_in = transaction.direction == "in"
    shipped = transaction.shipment_at
    return Transaction(
        seller=seller if is_in or seller.name else ours,
        buyer=buyer if buyer.name else ours,
        product=(line.name or line.product_id.name or "")[:500],
        strength=line.strength or "",
        dosage_form=line.dosage_form or "",
        ndc=line.ndc or "",
        container_size=(line.container_size or "")[:200],
        containers=line.quantity or None,
        lot=line.lot or "",
        expiry=line.expiry or None,
        transaction_date=transaction.transaction_date or None,
        shipment_date=shipped.date() if shipped else None,
        statement={"yes": True, "no": False}.get(transaction.statement),
        direct_purchase=bool(transaction.direct_purchase) or None,
    )


def partner_of(company, party):
    """The contact of ours that a message calls so, or none; never a guess by half."""
    env = company.env
    if party.gln:
        known = env["dscsa.party"].search(
            [("company_id", "=", company.id), ("gln", "=", party.gln)]
        )
        if known.partner_id:
            return known.partner_id[:1].commercial_partner_id
    found = env["res.partner"].search(
        [
            ("name", "=ilike", party.name),
            ("parent_id", "=", False),
            ("company_id", "in", (False, company.id)),
        ]
    )
    found = found.filtered(lambda each: is_same(Party(each.name), Party(party.name)))
    return found if len(found) == 1 else env["res.partner"]


def papers_of(company, gtins, serial):
    """``Transaction``s of one package by every live TI/TS that names it."""
    env = company.env
    epcs = env["dscsa.epc"].search(
        [("company_id", "=", company.id), ("serial", "=", serial)]
    )
    epcs = epcs.filtered(lambda epc: not gtins or epc.gtin in gtins)
    earlier = env["dscsa.epc.transaction"].search([("epc_id", "in", epcs.ids)])
    given = (epcs.transaction_id | earlier.transaction_id)._live()
    lines = epcs.line_id
    found = []
    for transaction in given:
        mine = transaction.line_ids & lines or transaction.line_ids.filtered(
            lambda line: line.gtin in epcs.mapped("gtin")
        )
        found += [transaction_of(transaction, line) for line in mine[:1]]
    return tuple(dict.fromkeys(found))


def _one_line(text):
    return ", ".join(filter(None, map(str.strip, (text or "").splitlines())))[:500]
