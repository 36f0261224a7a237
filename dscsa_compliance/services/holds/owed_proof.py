"""TI/TS that is still owed for packages a pharmacist released without it."""

from odoo import fields


class OwedProof:
    """One release on judgement, and whether its data came in the meantime."""

    def __init__(self, release):
        self.release, self.env = release, release.env

    def missing(self):
        """Packages of the release no TI/TS stands for yet."""
        return self.release.epc_ids.filtered(lambda epc: not self._proof_of(epc))

    def settle(self):
        """Note the arrival once every package has its TI/TS; True when it has."""
        if self.missing():
            return False
        proofs = self.env["dscsa.transaction"].union(
            *(self._proof_of(epc) for epc in self.release.epc_ids)
        )
        self.release.write(
            {"proof_state": "arrived", "proof_arrived_at": fields.Datetime.now()}
        )
        self.release.message_post(
            body=self.env._(
                "TI/TS arrived: %(names)s.", names=", ".join(proofs.mapped("name"))
            )
        )
        for epc in self.release.epc_ids:
            if epc.picking_id:
                epc.picking_id.dscsa_transaction_ids |= self._proof_of(epc)
        return True

    def _proof_of(self, epc):
        """The TI/TS that names a package: by serial, else by lot on paper or portal."""
        named = epc.transaction_id
        if epc.withdrawn_by_id:
            return named.browse()
        if named._live():
            return named
        for transaction in epc.picking_id.dscsa_transaction_ids:
            if not transaction._live():
                continue
            by_serial = transaction.proof == "file" and epc.serial
            if not by_serial and self._lists(transaction, epc):
                return transaction
        return self.env["dscsa.transaction"]

    def _lists(self, transaction, epc):
        """A portal or paper noted without lines stands for the whole delivery."""
        lines = transaction.line_ids
        if not lines:
            return transaction.proof != "file"
        return any(
            line.lot == epc.lot
            and (line.product_id == epc.product_id or line.gtin == epc.gtin)
            for line in lines
        )
