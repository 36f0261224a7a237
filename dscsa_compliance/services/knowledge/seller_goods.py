"""Goods of a seller of whom something is missing: kept apart, noted, reported.

What is missing says ``stock.picking._dscsa_seller_findings``; where nobody judges
sellers nothing is, and nothing says that they are in order either.
"""

from dscsa_core.rules.seller import SELLER_CODES, hits

from ..holds.severity import HELD


def held_for_seller(picking, product, weights):
    """Findings about the seller that hold goods of ``product`` at this company.

    Where its table holds nothing for them, nothing is asked: a scan stays quick.
    """
    weights.learn(SELLER_CODES)
    if not any(weights.of(code, product) in HELD for code in SELLER_CODES):
        return []
    found = picking._dscsa_seller_findings(product)
    return [each for each in found if weights.of(each.code, product) in HELD]


class UnprovenGoods:
    """The goods of one receipt that a seller's missing proof hits: nothing is asked
    or added for each package."""

    def __init__(self, picking, weights, decisions):
        products = picking.env["product.product"].browse(
            {each.product.id for each in decisions if each.product}
        )
        drugs = products.filtered(lambda each: hits(each.dscsa_scope))
        hit = drugs or products.filtered(lambda each: each.dscsa_scope != "excluded")
        self.decisions = [
            each for each in decisions if each.product in hit or not each.product
        ]
        self.picking = picking
        found = picking._dscsa_seller_findings(products)
        weights.learn({each.code for each in found})
        self.weighed = [(each, weights.of(each.code, hit[:1])) for each in found]

    def hold(self):
        """Keep the goods apart where the company's table says so."""
        if any(severity in HELD for _each, severity in self.weighed):
            for decision in self.decisions:
                if decision.product:
                    decision.hold = decision.hold or "data"

    def report(self):
        """Put on the work list what is no note, once the register is written."""
        weighed = [pair for pair in self.weighed if pair[1] != "note"]
        epc_ids = [epc_id for each in self.decisions for epc_id in each.epc_ids]
        if weighed:
            self.picking._dscsa_report_seller(weighed, epc_ids)

    def notes(self):
        """Findings that are said on the receipt only."""
        return [each for each, severity in self.weighed if severity == "note"]
