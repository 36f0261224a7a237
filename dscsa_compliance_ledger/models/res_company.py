from odoo import fields, models


class ResCompany(models.Model):
    """The seal is mailed where a company wants it; a cleared trial is told."""

    _inherit = "res.company"

    _ledger_fields = ("dscsa_ledger_mail",)

    dscsa_disposal_on = fields.Boolean(
        string="Disposal", help="Off: everything is kept, however old it is."
    )
    dscsa_disposal_by_two = fields.Boolean(
        string="Disposal takes two people",
        help="Off: who proposes may also approve, and it is recorded as such.",
    )
    dscsa_ledger_mail = fields.Boolean(
        string="Mail the seal of the ledger every day",
        help="To the compliance managers: a number kept outside this database, by "
        "which a rewritten ledger or an old backup is recognized. No mail on days "
        "without news.",
    )
    dscsa_ledger_mailed = fields.Integer(
        string="Last Entry that was mailed", copy=False, readonly=True
    )

    def _dscsa_clear_trial(self, keep=None):  # pylint: disable=missing-return
        """That a trial was cleared, and how much went, stays in the ledger."""
        counts = {
            words: str(count) for words, count in self._dscsa_trial_counts(keep).items()
        }
        super()._dscsa_clear_trial(keep)
        ledger = self.env["dscsa.ledger"].sudo()
        ledger._note_text("cleared", self.name, counts, self)
        ledger._adopt(self)
