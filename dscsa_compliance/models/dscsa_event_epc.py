from odoo import api, fields, models
from odoo.exceptions import UserError

from .link import Link

# one letter: this is the largest table of all
ROLES = [
    ("e", "Object"),
    ("p", "Parent"),
    ("c", "Child"),
    ("i", "Input"),
    ("o", "Output"),
]


class DscsaEventEpc(models.Model):
    """Which thing took part in which event, and as what."""

    _name = "dscsa.event.epc"
    _description = "Thing in a DSCSA Event"
    _dscsa_left_out = "has a table of its own shape"
    _order = "id desc"
    _log_access = False
    _event_index = models.Index("(event_id)")
    _epc_index = models.Index("(epc_id)")

    event_id = Link("dscsa.event", required=True)
    epc_id = Link("dscsa.epc", required=True)
    role = fields.Selection(ROLES, required=True)

    # which things took part in an event is told once -----------------------------
    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(
            self.env._("Which packages took part in an event is never changed.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Which packages took part in an event is never deleted.")
        )
