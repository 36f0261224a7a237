from odoo import models
from odoo.exceptions import UserError

OURS = "dscsa_compliance"
_OUT = ("to remove", "uninstalled", "uninstallable")


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def button_uninstall(self):
        """Uninstalling drops the tables: refused once records have to be kept."""
        self._dscsa_check_uninstall()
        return super().button_uninstall()

    def module_uninstall(self):
        # the second door: called without the button by upgrades and scripts
        self._dscsa_check_uninstall()
        return super().module_uninstall()

    def write(self, vals):
        # the third door: a state set by hand makes the next start uninstall
        # (those on their way out were asked at the first two; their tables are gone)
        if vals.get("state") in _OUT:
            self.filtered(lambda each: each.state not in _OUT)._dscsa_check_uninstall()
        return super().write(vals)

    def _dscsa_check_uninstall(self):
        """Raise UserError when this would take the records of a live company away."""
        leaving = self | self.downstream_dependencies()
        if OURS not in leaving.mapped("name") or "dscsa.document" not in self.env:
            return
        live = self.env["res.company"].sudo().search([("dscsa_live_date", "!=", False)])
        for model in ("dscsa.document", "dscsa.transaction", "dscsa.ledger"):
            kept = (
                self.env[model].sudo().search([("company_id", "in", live.ids)], limit=1)
            )
            if kept:
                raise UserError(
                    self.env._(
                        "%(company)s has transaction data that must be kept for six "
                        "years (FD&C Act, section 582). Uninstalling would delete "
                        "them, so it is refused.",
                        company=kept.company_id.name,
                    )
                )
