from odoo import api, models

from odoo.addons.dscsa_compliance.services.scanning.pictures import (
    read_pictures_text,
)


class DscsaStation(models.AbstractModel):
    """Another way in than a scanner: a picture at the first screen."""

    _inherit = "dscsa.station"

    @api.model
    def dscsa_open_picture(
        self, mode, image, client_uuid=None, choice=None, scanned_at=None
    ):
        """``dscsa_open`` for a picture (base64) of a barcode."""
        self._check("stock.group_stock_user")
        text = read_pictures_text(self.env, image)
        return self.dscsa_open(mode, text, client_uuid, choice, scanned_at)
