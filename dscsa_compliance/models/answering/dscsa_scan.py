from odoo import models


class DscsaScan(models.Model):
    """Scans of a lot lead to the deliveries a bottle of it can have come by."""

    _inherit = "dscsa.scan"

    _gtin_lot_index = models.Index(
        "(company_id, gtin, lot) WHERE gtin IS NOT NULL AND lot IS NOT NULL"
    )
