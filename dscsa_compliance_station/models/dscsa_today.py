from odoo import api, models


class DscsaToday(models.AbstractModel):
    """Scanning is what most people come for."""

    _inherit = "dscsa.today"

    @api.model
    def _buttons(self):
        buttons = super()._buttons()
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            return buttons
        scan = {
            "key": "station",
            "title": self.env._("Scan"),
            "icon": "fa-barcode",
            "action": "dscsa_compliance_station.dscsa_station_action",
            "primary": True,
        }
        return [scan, *buttons]
