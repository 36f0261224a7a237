from odoo import api, models
from odoo.exceptions import UserError


class DscsaEventEpc(models.Model):
    """Which things took part in an event is told once."""

    _inherit = "dscsa.event.epc"

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(
            self.env._("Which packages took part in an event is never changed.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Which packages took part in an event is never deleted.")
        )
