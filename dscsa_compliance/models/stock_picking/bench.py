from odoo import fields, models

from ...services.receiving.facts import ReceiptFacts
from ...services.scanning.box import recount
from ...services.scanning.locks import take
from ...services.scanning.progress import version_of
from ...services.scanning.receipt_press import ReceiptPress
from ...services.scanning.signing import check_signed, signer_id

_VERSION = """
    SELECT p.write_date, p.state,
        (SELECT concat(count(*), '.', max(id), '.', max(undone_at), '.', sum(quantity))
           FROM dscsa_scan WHERE picking_id = p.id),
        (SELECT concat(count(*), '.', max(t.id), '.', max(t.write_date))
           FROM dscsa_transaction_picking_rel r
           JOIN dscsa_transaction t ON t.id = r.dscsa_transaction_id
          WHERE r.stock_picking_id = p.id),
        (SELECT concat(count(*), '.', max(write_date)) FROM dscsa_discrepancy
          WHERE picking_id = p.id),
        (SELECT concat(count(*), '.', max(write_date)) FROM dscsa_release
          WHERE picking_id = p.id)
      FROM stock_picking p WHERE p.id = %s
"""


class StockPicking(models.Model):
    """Receipts and returns as benches of the scan station."""

    _inherit = "stock.picking"

    _bench_scans = ("dscsa_scan", "picking_id")
    _bench_version = _VERSION

    dscsa_signed_by_id = fields.Many2one(
        "res.users", string="Validated and signed by", copy=False, readonly=True
    )

    def dscsa_poll(self, version=None):
        """The overview, or False when nothing changed since ``version``: one query."""
        self.ensure_one()
        self.check_access("read")
        if version and version == version_of(self):
            return False
        return self.dscsa_overview()

    def dscsa_press(self, key, values=None):
        """Do what one of the overview's buttons says."""
        self.ensure_one()
        self._dscsa_check_receiver()
        return ReceiptPress(self).run(key, values).as_dict()

    def _dscsa_begin_validation(self):
        """Signed where that is required, and with every scan that was sent.

        Returns those whose validation is an act of the records kept here.
        """
        ours = self.filtered(lambda each: each._dscsa_has_bench())
        for company in ours.company_id:
            check_signed(self.env, company)
        for picking in ours:
            take(picking)
            recount(ReceiptFacts(picking))
        return ours

    def _dscsa_note_signer(self):
        for picking in self.filtered(lambda each: each.state == "done"):
            signer = signer_id(self.env, picking.company_id)
            if signer:
                # whoever may validate need not be allowed to edit what is done
                picking.sudo().dscsa_signed_by_id = signer

    def _dscsa_has_bench(self):
        """Transfers whose validation is an act of the records kept here."""
        self.ensure_one()
        if self.state in ("done", "cancel"):
            return False
        return self._dscsa_is_ours() or (
            self.dscsa_is_return
            and bool(self.dscsa_in_scope or self._dscsa_has_scans())
        )
