from odoo import api, models

from odoo.addons.dscsa_compliance.services.scanning.contract import Way
from odoo.addons.dscsa_compliance.services.scanning.signing import SIGN_FIRST

from ..services.at_bench import AtBench, names_goods

TECHNICIAN = "dscsa_compliance.group_dscsa_technician"


class DscsaScanDesk(models.AbstractModel):
    """“I have a doubt” on every answer, green ones too: one tap puts aside."""

    _inherit = "dscsa.scan.desk"

    @api.model
    def _dscsa_ways_out(self, answer, seen):
        ways = super()._dscsa_ways_out(answer, seen)
        is_answer = seen["level"] != "choose" and seen["code"] != SIGN_FIRST
        if (
            is_answer
            and self.env.user.has_group(TECHNICIAN)
            and names_goods(self.env, seen)
        ):
            title = self.env._("I have a doubt")
            ways.append(Way("doubt", title, "fa-hand-paper-o", seen))
        return ways

    @api.model
    def _dscsa_take_way(self, key, values):
        if key != "doubt":
            return super()._dscsa_take_way(key, values)
        return AtBench(self.env, values).take()
