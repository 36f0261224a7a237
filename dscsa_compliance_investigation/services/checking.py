"""What the law asks of a suspect product, prefilled with what the register knows.

FD&C Act 582(d)(4)(A)(ii): (I) the lot corresponds, (II) the identifiers of a sample of
packages, three or one in ten whichever is more, (III) the TI and TS in possession.
"""

from dscsa_core.investigation.sample import draw, sample_size

from odoo.addons.dscsa_compliance.services.words.messages import date_text


def proposed(case):
    """Values of the lines to look at, results open."""
    items = case.item_ids
    lines = [
        {"kind": "lot", "item_id": item.id, "recorded": _lot_words(case, item)}
        for item in _one_a_lot(items)
    ]
    # by the number of the case: anybody can draw the same sample again
    drawn = draw(map(str, items.ids), sample_size(len(items)), case.name)
    lines += [
        {"kind": "sample", "item_id": item.id, "recorded": _print_words(case, item)}
        for item in items.browse(map(int, drawn))
    ]
    lines += [
        {"kind": "ti", "item_id": item.id, "recorded": _ti_words(case, item)}
        for item in _one_a_proof(items)
    ]
    return lines


def _one_a_lot(items):
    return [group[0] for group in items.grouped("lot").values()]


def _one_a_proof(items):
    proofs = items.grouped(lambda item: item.epc_id.transaction_id)
    return [group[0] for group in proofs.values()]


def _lot_words(case, item):
    epc = item.epc_id
    if not epc:
        return case.env._("Nothing on record: it is not of our stock.")
    if not epc.transaction_id:
        return case.env._("No TI/TS on record names this package.")
    return case.env._("The seller told lot %(lot)s.", lot=epc.lot or "—")


def _print_words(case, item):
    parts = (item.serial, item.lot, item.expiry and date_text(case.env, item.expiry))
    return " · ".join(filter(None, parts)) or case.env._("Compare all that is printed.")


def _ti_words(case, item):
    papers = item.epc_id.transaction_id
    if not papers:
        return case.env._("No TI/TS on record.")
    return case.env._(
        "%(papers)s of %(seller)s",
        papers=papers.name,
        seller=papers.seller_id.name or papers.seller_name or "—",
    )
