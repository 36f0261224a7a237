from odoo import fields, models

from ..services.alert.holding import hold_named
from ..services.alert.matching import IS_ODD_SERIAL, SERIAL_KEY
from ..services.at_bench import link_what_came
from ..services.opening import hold_again


class DscsaEpc(models.Model):
    _name = "dscsa.epc"
    _inherit = ["dscsa.epc", "dscsa.doubt.mixin"]

    investigation_item_ids = fields.One2many("dscsa.investigation.item", "epc_id")

    # warnings differ from labels in hyphens, blanks and case; few serials have any
    _odd_serial_index = models.Index(
        f"(company_id, {SERIAL_KEY}) WHERE {IS_ODD_SERIAL}"
    )

    def _dscsa_is_cleared(self, warning):
        """A pharmacist released it after the warning had put it on hold."""
        self.ensure_one()
        rows = self.sudo().discrepancy_ids.filtered(
            lambda row: row.alert_id.id == warning
        )
        is_over = all(
            row.state == "resolved" or self in row.ended_epc_ids for row in rows
        )
        return bool(rows) and is_over and not self.hold

    def _doubt_defaults(self):
        return {"default_epc_ids": self.ids}

    def _dscsa_undecided_cases(self):
        """Cases about these packages that nobody decided."""
        return self.sudo().investigation_item_ids.investigation_id.filtered(
            lambda case: case.state in ("question", "suspect")
        )

    def _dscsa_came(self):
        """Sold, doubted, and here again: the doubt is about what is in stock now."""
        result = super()._dscsa_came()
        link_what_came(self.env, self)
        # whoever moves goods may not be allowed to open cases
        here = self.sudo()
        for case in here.investigation_item_ids.investigation_id:
            if not case._may_return_to_stock():
                hold_again(case, here)
        here._dscsa_hold_warned()
        return result

    def _dscsa_hold_warned(self):
        """Warned of while they were sold or used, and here again: they are held."""
        free = self.filtered(lambda epc: epc.hold != "suspect")
        for company, epcs in free.grouped("company_id").items():
            if watchlist := company._dscsa_watched():
                hold_named(epcs, watchlist)

    def _dscsa_left_holds(self, **how):
        """No hold sinks below a suspicion while a case about the package stands."""
        left = super()._dscsa_left_holds(**how)
        for epc, kind in left.items():
            if kind != "suspect" and not epc._dscsa_may_be_stock():
                left[epc] = "suspect"
        return left

    def _dscsa_may_be_stock(self):
        """Whether every case about this package lets it be sold again."""
        self.ensure_one()
        cases = self.sudo().investigation_item_ids.investigation_id
        return all(case._may_return_to_stock() for case in cases)

    def _dscsa_recorded_ways(self):
        """By the last record of what becomes of a package, unless it is in doubt."""
        found = super()._dscsa_recorded_ways()
        # whoever moves goods may not be allowed to open cases
        for epc in self.sudo().filtered("investigation_item_ids"):
            items = epc.investigation_item_ids
            last = items.disposal_ids.sorted("id")[-1:]
            if last and items.investigation_id._may_leave():
                whom = last.partner_id.commercial_partner_id
                found[epc] = (last.kind, whom)
        return found
