"""Whether goods go back to whom they were bought from: only records of ours decide.

Not what a transfer calls itself: its fields are written by whoever makes it.
"""

from odoo.fields import Domain


def seller_of(epc):
    """Of whom a package was bought: of the receipt, else of its TI/TS."""
    partner = epc.picking_id.partner_id or epc.transaction_id.seller_id
    return partner.commercial_partner_id


def receiver_of(line):
    """To whom a move line takes its goods, if that is a seller's place; else nobody."""
    nobody = line.env["res.partner"]
    if line.location_dest_id.usage != "supplier":
        return nobody
    move = line.move_id
    return (move.picking_id.partner_id or move.partner_id).commercial_partner_id


def goes_back(line):
    """Whether a move line takes goods of a lot to a seller they came from."""
    receiver = receiver_of(line)
    return bool(receiver) and receiver in _sellers_of_goods(line)


def going_back(epcs, receiver):
    """Those of ``epcs`` that were bought of ``receiver``."""
    if not receiver:
        return epcs.browse()
    return epcs.filtered(lambda epc: seller_of(epc) == receiver)


def is_end(line):
    """Whether a move line scraps its goods, as its scrap order says."""
    scrap = line.move_id.scrap_id
    return bool(
        scrap
        and line.location_dest_id.usage == "inventory"
        and scrap.product_id == line.product_id
        and scrap.lot_id == line.lot_id
    )


def _sellers_of_goods(line):
    """Of whom goods of this product and lot came, by receipts and the register."""
    env = line.sudo().env
    same = Domain("product_id", "=", line.product_id.id) & Domain(
        "lot_id", "=", line.lot_id.id
    )
    same &= Domain("company_id", "=", line.company_id.id)
    came = env["stock.move.line"].search(
        same & Domain("state", "=", "done") & Domain("location_usage", "=", "supplier")
    )
    found = came.picking_id.partner_id.commercial_partner_id
    for epc in env["dscsa.epc"].search(same & Domain("status", "=", "in_stock")):
        found |= seller_of(epc)
    return found
