from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.holds.hold_codes import SUSPECT_CODES


class DscsaRelease(models.Model):
    """Suspect goods are let go by what was found out, never by a word."""

    _inherit = "dscsa.release"

    @api.model
    def _check_releasable(self, held, reason):
        result = super()._check_releasable(held, reason)
        suspect = held.filtered(lambda epc: epc.hold == "suspect")
        # whoever releases may not open every case, and each of them counts, also of
        # what came on hold for something else meanwhile
        self._check_cases(held.sudo().investigation_item_ids.investigation_id)
        without = suspect.filtered(lambda epc: not epc.sudo().investigation_item_ids)
        if without or (suspect and reason != "case_cleared"):
            raise UserError(
                self.env._(
                    "Suspect goods are let go by what was found out. Press “I have a "
                    "doubt”, note what you find, and clear the case."
                )
            )
        return result

    @api.model
    def _check_cases(self, cases):
        """Each is cleared, and about goods that may be sold again."""
        undecided = cases.filtered("is_held")
        if undecided:
            raise UserError(
                self.env._(
                    "%(case)s is about these packages and they are not cleared. Decide "
                    "the case: it lets them go.",
                    case=undecided[0].name,
                )
            )
        foreign = cases.filtered(lambda case: not case._may_return_to_stock())
        if foreign:
            raise UserError(
                self.env._(
                    "%(case)s: it was brought back or is not ours, and never goes back "
                    "to stock, whatever was found. Record under What became of it "
                    "where it goes.",
                    case=foreign[0].name,
                )
            )

    @api.model
    def _check_settled(self, held, reason, causes):
        """A cleared case was judged above, by what was found out."""
        if reason == "case_cleared":
            return None
        return super()._check_settled(held, reason, causes)

    @api.model
    def _settled(self, held, reason, chosen):
        if reason != "case_cleared":
            return super()._settled(held, reason, chosen)
        causes = held._dscsa_held_causes()
        return causes.filtered(lambda row: row.code in SUSPECT_CODES)
