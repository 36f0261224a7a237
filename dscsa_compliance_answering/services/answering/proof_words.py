"""One TI/TS as the bottle's page shows it: parties, dates, numbers, statement."""


def proof_of(words, transaction, lines=None):
    """Texts of one TI/TS; ``lines``: TI lines that may be shown of it.

    Keys: name, is_earlier, seller/buyer {name, address, gln}, ship_from, date,
    shipped, numbers, statement, statement_text, where, link, reference, agreement,
    corrected, lines [{name, ndc, lot, expiry}], id. No price is known to TI.
    """
    env = words.env
    return {
        "id": transaction.id,
        "name": transaction.name,
        "proof": words.choice(transaction, "proof"),
        "seller": _party(transaction, "seller"),
        "buyer": _party(transaction, "buyer"),
        "ship_from": transaction.ship_from_text or "",
        "date": words.day(transaction.transaction_date) or env._("not given"),
        "shipped": words.moment(transaction.shipment_at),
        "numbers": _numbers(env, transaction),
        "statement": words.statement(transaction),
        "statement_text": transaction.statement_text or "",
        "drop_shipment": transaction.drop_shipment,
        "where": words.where_it_lies(transaction),
        "papers": transaction.evidence_ids.mapped("name"),
        "corrected": _corrected(env, transaction),
        "lines": [_line(words, line) for line in lines or ()],
        **words.reference(transaction),
    }


def _party(transaction, role):
    """Name and address as given in the TI; of the partner where none were given."""
    partner = transaction[f"{role}_id"]
    if role == "buyer" and not partner:
        partner = transaction.company_id.partner_id
    return {
        "name": transaction[f"{role}_name"] or partner.name or "",
        "address": transaction[f"{role}_address"]
        or (partner._dscsa_one_line_address() if partner else ""),
        "gln": transaction[f"{role}_gln"] or partner.global_location_number or "",
    }


def _numbers(env, transaction):
    found = [
        (env._("Invoice"), transaction.invoice_numbers),
        (env._("Order"), transaction.po_numbers),
        (env._("Delivery"), transaction.delivery_numbers),
    ]
    return [(title, value) for title, value in found if value]


def _corrected(env, transaction):
    if transaction.withdrawn_by_id:
        return env._("The seller declared later that this did not happen.")
    if transaction.doubted_by_id:
        return transaction._doubt_words()
    if transaction.superseded_by_id:
        return env._("The seller corrected this later by another file.")
    return ""


def _line(words, line):
    return {
        "name": line.name or line.sudo().product_id.display_name or "",
        "ndc": line.ndc or "",
        "lot": line.lot or "",
        "expiry": words.day(line.expiry),
    }
