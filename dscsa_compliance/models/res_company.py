from dscsa_core.recall.opened import OpenRecalls

from odoo import fields, models

from .selections import PROFILES


class ResCompany(models.Model):
    _inherit = "res.company"

    dscsa_profile = fields.Selection(
        PROFILES, string="DSCSA Profile", default="pharmacy_small", required=True
    )
    dscsa_live_date = fields.Date(
        string="Live since", help="Goods received before this day are never held."
    )
    dscsa_scan_depth = fields.Selection(
        [
            ("announced", "Scanning is optional: receive as announced"),
            ("case", "A scanned case or pallet brings its contents"),
            ("package", "Every package is scanned"),
        ],
        string="Scan Depth",
        default="case",
        required=True,
    )
    dscsa_short_dated_days = fields.Integer(string="Short-dated below", default=180)
    dscsa_separators = fields.Char(
        string="Scanner Separators",
        help="Characters the scanners send instead of the GS1 separator.",
    )
    dscsa_auto_put_back = fields.Boolean(
        string="Put released goods back without a task"
    )

    def _dscsa_open_recalls(self):
        """``OpenRecalls`` of this company: what may not leave now, and why. A hook."""
        return OpenRecalls(())

    def _dscsa_responsible(self):
        """Who looks after records and sellers: a manager, a pharmacist, or admin."""
        self.ensure_one()
        for group in ("group_dscsa_manager", "group_dscsa_pharmacist"):
            users = self.env.ref(f"dscsa_compliance.{group}").all_user_ids
            here = users.filtered(
                lambda user: user.active and self in user.company_ids and user.id > 1
            )
            if here:
                return here.sorted("id")[:1]
        return self.env.ref("base.user_admin")
