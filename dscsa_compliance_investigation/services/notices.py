"""Whom the law wants told of an illegitimate product, computed from the register.

FD&C Act 582(d)(4)(B)(ii): FDA, and the immediate trading partners believed to have
received it. The seller it came from is told as well: he asks his own sources.
"""


def prepare_notices(case):
    """One row for FDA, each seller it came from and each buyer it went to."""
    rows = [{"recipient": "FDA (Form FDA 3911)", "why": case.env._("by law")}]
    told = case.env["res.partner"]
    for partners, why in (
        (_sellers(case), case.env._("it came from there")),
        (_buyers(case), case.env._("the same lot went there")),
    ):
        new = partners - told
        told |= new
        rows += [
            {"partner_id": each.id, "recipient": each.name, "why": why} for each in new
        ]
    case.env["dscsa.investigation.notice"].create(
        [{"investigation_id": case.id, **row} for row in rows]
    )


def _alike(case):
    """Packages of the same product and lots; without a lot, of the product."""
    domain = [("company_id", "=", case.company_id.id), ("kind", "=", "package")]
    if case.gtin:
        domain.append(("gtin", "=", case.gtin))
    else:
        domain.append(("product_id", "=", case.product_id.id or 0))
    items = case.item_ids
    if all(items.mapped("lot")):
        # as printed, and as announced: the two can differ, and that is the doubt
        lots = {*items.mapped("lot"), *filter(None, items.epc_id.mapped("lot"))}
        domain.append(("lot", "in", sorted(lots)))
    return domain


def _sellers(case):
    """Archived ones too: they sold it all the same."""
    papers = case._packages().transaction_id.with_context(active_test=False)
    return papers.seller_id.commercial_partner_id


def _buyers(case):
    groups = case.env["dscsa.epc"]._read_group(
        [*_alike(case), ("status", "=", "shipped")], ["left_picking_id"]
    )
    pickings = case.env["stock.picking"].union(*(picking for (picking,) in groups))
    return pickings.with_context(active_test=False).partner_id.commercial_partner_id
