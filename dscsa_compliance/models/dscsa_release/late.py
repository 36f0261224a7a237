from odoo import api, fields, models

from ...services.holds.owed_proof import OwedProof

_KINDS = {
    "data_arrived": "data",
    "proof_elsewhere": "proof",
    "portal": "proof",
    "scan_mistake": "mistake",
    "trial": "mistake",
}


class DscsaRelease(models.Model):
    """Releases counted by kind; TI/TS that a release on judgement still waits for."""

    _inherit = "dscsa.release"

    kind = fields.Selection(
        [
            ("proof", "TI/TS was there in another form"),
            ("data", "Late data"),
            ("mistake", "Mistake"),
            ("judgement", "Pharmacist's judgment"),
        ],
        compute="_compute_kind",
        store=True,
    )
    package_count = fields.Integer(
        string="Packages Released", compute="_compute_package_count", store=True
    )
    transaction_id = fields.Many2one(
        "dscsa.transaction", string="TI/TS shown", copy=False, index="btree_not_null"
    )
    proof_state = fields.Selection(
        [
            ("none", "Nothing owed"),
            ("owed", "TI/TS still owed"),
            ("arrived", "TI/TS arrived since"),
        ],
        string="TI/TS",
        default="none",
        required=True,
        copy=False,
        help="A release on judgment frees the goods, not the seller: its TI/TS is "
        "still to come.",
    )
    proof_arrived_at = fields.Datetime(copy=False)

    _owed_index = models.Index("(company_id, id) WHERE proof_state = 'owed'")

    @api.depends("reason")
    def _compute_kind(self):
        for release in self:
            release.kind = _KINDS.get(release.reason, "judgement")

    @api.depends("epc_ids")
    def _compute_package_count(self):
        for release in self:
            release.package_count = len(release.epc_ids)

    @api.model
    def _note_owed(self):
        """Whether the TI/TS of a release on judgment is still to come."""
        ours = self.sudo()
        exempt = ours.company_id.dscsa_profile == "practitioner"
        if ours.kind == "judgement" and not exempt and OwedProof(ours).missing():
            ours.proof_state = "owed"

    @api.model
    def _settle_owed(self):
        """Close what was owed for releases whose TI/TS is here by now."""
        for release in self.sudo().search([("proof_state", "=", "owed")]):
            OwedProof(release).settle()
