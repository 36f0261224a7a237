from odoo import models

from ...services.keeping.goods import goods_of, sharing


class DscsaTransaction(models.Model):
    """TI/TS: who sold what to whom, its lines, its packages, its statement."""

    _name = "dscsa.transaction"
    _inherit = ["dscsa.transaction", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "name",
        "direction",
        "proof",
        "document_id",
        "transaction_date",
        "shipment_at",
        "seller_id",
        "seller_name",
        "seller_address",
        "seller_gln",
        "buyer_id",
        "buyer_name",
        "buyer_address",
        "buyer_gln",
        "ship_from_text",
        "ship_to_text",
        "po_numbers",
        "invoice_numbers",
        "delivery_numbers",
        "statement",
        "statement_text",
        "direct_purchase",
        "drop_shipment",
        "package_count",
        "reference",
        "portal",
        "seen_by_id",
        "seen_initials",
        "seen_at",
        "agreement_id",
        "evidence_ids",
        "superseded_by_id",
        "withdrawn_by_id",
    )

    _ledger_kept = True
    _ledger_frozen = frozenset({"company_id", "proof", "document_id", "event_id"})

    def _is_received(self):
        return any(
            picking.state == "done" or picking.dscsa_recorded_at
            for picking in self.sudo().picking_ids
        )

    def _ledger_goes(self, kind):  # pylint: disable=missing-return
        """Packages it shares with other TI/TS leave the register: those are told."""
        super()._ledger_goes(kind)
        (sharing(self) - self)._ledger_touch()

    def _ledger_contents(self):
        contents, goods = super()._ledger_contents(), goods_of(self)
        return {i: {**content, **goods[i]} for i, content in contents.items()}
