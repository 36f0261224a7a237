from odoo import fields, models


class ResCompany(models.Model):
    """What recalls and requests mean for a company as a whole."""

    _inherit = "res.company"

    def _dscsa_open_recalls(self):
        """Those of the recalls this company works on."""
        return self.env["dscsa.recall"]._opened(self)

    def _dscsa_trial_models(self):
        return [
            (
                "dscsa.information.request",
                self.env._("requests for information"),
                True,
            ),
            *super()._dscsa_trial_models(),
            ("dscsa.recall", self.env._("recalls"), True),
        ]

    def _dscsa_trial_kept(self, epcs):
        """A recall is no trial, once something real is here."""
        recalls = self.env["dscsa.recall"].search([("company_id", "=", self.id)])
        return super()._dscsa_trial_kept(epcs) | {"dscsa.recall": recalls}

    def _dscsa_forget_recalls(self):  # pylint: disable=missing-return
        super()._dscsa_forget_recalls()
        recalls = self.env["dscsa.recall"]._open_of(self)
        recalls.write({"state": "closed", "closed_at": fields.Datetime.now()})
