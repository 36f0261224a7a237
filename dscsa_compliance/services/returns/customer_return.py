"""What a customer brought back: saleable again only with its TI/TS.

FD&C Act, section 582(g)(1)(F): who accepts a return must be able to associate it with
the TI and TS of that product. A wholesaler also verifies the product identifier of each
returned package before it sells it again, section 582(c)(4)(D).
"""

from dscsa_core.catalogue import finding


class CustomerReturn:
    """Packages that just came back with one transfer."""

    def __init__(self, picking, epcs):
        self.picking, self.env = picking, picking.env
        self.epcs = epcs.filtered(lambda epc: epc.kind == "package")

    def judge(self):
        """Hold those whose TI/TS is not known; the others are on the shelf."""
        lost = self.epcs.filtered(
            lambda epc: (
                not epc._has_live_proof()
                and not self._by_lot(epc)
                and epc.product_id.dscsa_scope == "in_scope"
            )
        )
        if not lost:
            return
        found = [finding("RETURN_NOT_LINKED", epc.key) for epc in lost]
        table = self.env["dscsa.discrepancy"]
        rows = table._report(
            found,
            company=self.picking.company_id,
            picking=self.picking,
            partner=self.picking.partner_id,
            epcs_by_index=dict(enumerate(lost)),
            about=frozenset({"RETURN_NOT_LINKED"}),
        )
        holding = rows.filtered(lambda row: row.severity in ("hold", "stop"))
        for row in holding:
            row.sudo().epc_ids._hold("data", row)

    def _by_lot(self, epc):
        """TI/TS at lot level of the receipt it came in with (s.582(d)(1)(A)(iii))."""
        if epc.withdrawn_by_id:
            return False
        proofs = epc.picking_id.dscsa_transaction_ids._live()
        if any(proof.proof != "file" for proof in proofs):
            return True
        return epc.lot in proofs.line_ids.mapped("lot")
