from odoo import fields, models


class DscsaScan(models.Model):
    """What was not read with a scanner; lots lead to the deliveries they came by."""

    _inherit = "dscsa.scan"

    is_announced = fields.Boolean(
        string="Taken as announced",
        help="Nobody read a code: received as the seller listed them.",
    )

    _gtin_lot_index = models.Index(
        "(company_id, gtin, lot) WHERE gtin IS NOT NULL AND lot IS NOT NULL"
    )
