from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.dscsa_compliance.services.scanning.signing import check_signed

from ...services.opening import Doubt, Opening
from ...services.put_aside import PutAside
from ...services.traffic import Traffic
from .selections import UNDECIDED

_TECHNICIAN = "dscsa_compliance.group_dscsa_technician"


class DscsaInvestigation(models.Model):
    """What of the same lots is not in the case: it may be the same, and can be sold."""

    _inherit = "dscsa.investigation"

    rest_count = fields.Integer(compute="_compute_rest_count")
    where_text = fields.Char(string="Lay it", compute="_compute_where_text")

    @api.depends("state", "item_ids.lot", "gtin", "product_id")
    def _compute_rest_count(self):
        for case in self:
            is_real = case.ids and case.is_held and case.state != "closed"
            # counted in the whole register, whatever the user may open
            case.rest_count = len(Traffic(case.sudo()).rest()) if is_real else 0

    @api.depends("state", "item_ids.epc_id.hold")
    @api.depends_context("lang")
    def _compute_where_text(self):
        for case in self:
            is_open = case.ids and case.state in UNDECIDED
            case.where_text = PutAside(case).where() if is_open else False

    def action_doubt_rest(self):
        """Put the rest of the lots aside too: a case of its own, of one incident."""
        self.ensure_one()
        self.check_access("write")
        check_signed(self.env, self.company_id, _TECHNICIAN)
        if not self.env.user.has_group(_TECHNICIAN):
            raise AccessError(self.env._("Only DSCSA users put goods aside."))
        why = self.env._("Of the same lot as %(case)s: %(why)s")
        doubt = Doubt(
            why=why % {"case": self.name, "why": self.why},
            # all of the register that is meant, whatever the user may open
            epcs=Traffic(self.sudo()).rest(),
        )
        opened = Opening(self.env, self.company_id).open(doubt)
        (self | opened).sudo().incident = self.incident or self.name
        return opened._get_records_action(name=self.env._("Put aside"))
