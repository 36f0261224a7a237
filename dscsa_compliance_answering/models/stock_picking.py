from odoo import models


class StockPicking(models.Model):
    """What moves changes the answers of open recalls: they are looked up again."""

    _inherit = "stock.picking"

    def _action_done(self):
        result = super()._action_done()
        self._dscsa_rerun_recalls()
        return result

    def _dscsa_record(self):
        result = super()._dscsa_record()
        self._dscsa_rerun_recalls()
        return result

    def _dscsa_rerun_recalls(self):
        recalls = self.env["dscsa.recall"]
        for company in self.company_id:
            here = self.filtered(
                lambda each, company=company: each.company_id == company
            )
            for recall in recalls._open_of(company):
                if recall._concerns(here.sudo()):
                    recall.sudo(self.env.su)._run()
