from dscsa_core.tabular.fields import words_of

from odoo import api, fields, models

COLUMN_FIELDS = [
    ("barcode", "2D barcode (whole text)"),
    ("gtin", "GTIN"),
    ("ndc", "NDC"),
    ("serial", "Serial number"),
    ("lot", "Lot"),
    ("expiry", "Expiration date"),
    ("quantity", "Number of packages"),
    ("invoice", "Invoice"),
    ("po", "Purchase order"),
    ("delivery", "Delivery or tote"),
    ("day", "Transaction date"),
    ("shipped", "Shipment date"),
    ("seller", "Seller"),
    ("seller_gln", "Seller: GLN"),
    ("buyer", "Buyer (sold to)"),
    ("buyer_gln", "Buyer: GLN"),
    ("ship_from", "Shipped from"),
    ("ship_from_gln", "Shipped from: GLN"),
    ("ship_to", "Shipped to"),
    ("ship_to_gln", "Shipped to: GLN"),
    ("direct_purchase", "Direct purchase"),
    ("name", "Drug name"),
    ("strength", "Strength"),
    ("dosage_form", "Dosage form"),
    ("container_size", "Container size"),
    ("manufacturer", "Manufacturer"),
]


class DscsaImportMappingLine(models.Model):
    """One column and what it means."""

    _name = "dscsa.import.mapping.line"
    _description = "Column of a Seller's Table"
    _dscsa_left_out = "settings"
    _order = "mapping_id, position"

    mapping_id = fields.Many2one(
        "dscsa.import.mapping", required=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(help="Number of the column, from 0.")
    heading = fields.Char()
    key = fields.Char(compute="_compute_key", store=True)
    field = fields.Selection(COLUMN_FIELDS, string="Means", required=True)

    _field_unique = models.UniqueIndex(
        "(mapping_id, field)", "Two columns cannot mean the same."
    )

    @api.depends("heading")
    def _compute_key(self):
        for line in self:
            line.key = words_of(line.heading or "")
