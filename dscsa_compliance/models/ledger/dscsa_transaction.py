from odoo import models

from ...services.ledger.goods import goods_of


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

    def _ledger_contents(self):
        contents, goods = super()._ledger_contents(), goods_of(self)
        return {i: {**content, **goods[i]} for i, content in contents.items()}
