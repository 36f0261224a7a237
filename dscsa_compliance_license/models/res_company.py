from odoo import fields, models

from .selections import GATES


class ResCompany(models.Model):
    _inherit = "res.company"

    # what decides whether goods may be ordered is noted with the other settings
    _ledger_fields = ("dscsa_gate", "dscsa_gate_user_id")

    dscsa_gate = fields.Selection(
        GATES,
        string="Orders without Proof",
        default="warn",
        required=True,
        help="Binds every profile: section 582(d)(3) frees nobody who buys drugs.",
    )
    dscsa_gate_since = fields.Datetime(string="Stop since", copy=False)
    dscsa_gate_user_id = fields.Many2one(
        "res.users", string="Switched to Stop by", copy=False
    )

    def write(self, vals):
        """Who switched the gate to stop, and when, is kept."""
        switched = self.filtered(
            lambda company: (
                vals.get("dscsa_gate") == "stop" and company.dscsa_gate != "stop"
            )
        )
        result = super().write(vals)
        if switched and "dscsa_gate_since" not in vals:
            switched.write(
                {
                    "dscsa_gate_since": fields.Datetime.now(),
                    "dscsa_gate_user_id": self.env.uid,
                }
            )
        return result

    def _dscsa_responsible(self):
        """Who switched the gate looks after licenses, and what is kept."""
        user = self.dscsa_gate_user_id
        return user if user.active else super()._dscsa_responsible()

    def _dscsa_own_licenses(self):
        """Licenses of this company that are in force, for its page for sellers."""
        self.ensure_one()
        rows = self.env["dscsa.license"].search(
            [("company_id", "=", self.id), ("is_own", "=", True)], order="type_id, id"
        )
        return rows.filtered(lambda row: row.status not in ("expired", "revoked"))
