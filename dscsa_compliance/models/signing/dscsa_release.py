from odoo import api, fields, models

from ...services.scanning.signing import check_signed, signer_id

_PHARMACIST = "dscsa_compliance.group_dscsa_pharmacist"


class DscsaRelease(models.Model):
    """A release at a shared bench names the pharmacist who signed."""

    _inherit = "dscsa.release"

    _ledger_fields = ("signed_by_id",)

    signed_by_id = fields.Many2one("res.users", string="Signed by", copy=False)

    @api.model
    def _release(self, epcs, reason, *, note=None, call_note=None, discrepancies=None):
        """See the release itself; login and signer both have to be pharmacists."""
        check_signed(self.env, epcs.sudo().company_id[:1] or None, _PHARMACIST)
        return super()._release(
            epcs,
            reason,
            note=note,
            call_note=call_note,
            discrepancies=discrepancies,
        )

    @api.model
    def _let_go(self, held, values, causes):
        if not values.get("is_automatic"):
            values = {**values, "signed_by_id": signer_id(self.env, held.company_id)}
        return super()._let_go(held, values, causes)
