from odoo import models
from odoo.exceptions import UserError

from ..services.ingest.foreign_keys import let_go_of

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
        if ours := [name for name in self.mapped("name") if name.startswith(OURS)]:
            let_go_of(self.env, ours)
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
        ours = [name for name in leaving.mapped("name") if name.startswith(OURS)]
        if not ours or "dscsa.document" not in self.env:
            return
        live = self.env["res.company"].sudo().search([("dscsa_live_date", "!=", False)])
        for model in self._dscsa_kept_models(ours):
            kept = model.search([("company_id", "in", live.ids)], limit=1)
            if kept:
                raise UserError(
                    self.env._(
                        "%(company)s has transaction data that must be kept for six "
                        "years (FD&C Act, section 582). Uninstalling would delete "
                        "them, so it is refused.",
                        company=kept.company_id.name,
                    )
                )

    def _dscsa_kept_models(self, names):
        """Models whose records have to be kept and whose tables these addons own."""
        # who uninstalls need not be allowed to read what would go
        owned = self.env["ir.model.data"].sudo()
        domain = [("module", "in", names), ("model", "=", "ir.model")]
        models = (
            self.env["ir.model"].sudo().browse(owned.search(domain).mapped("res_id"))
        )
        for name in models.exists().sorted("model").mapped("model"):
            model = self.env.get(name)
            if model is not None and model._auto and _is_kept(model):
                yield model.sudo().with_context(active_test=False)


def _is_kept(model):
    """Whether records of a model are facts, or kept for years."""
    return "company_id" in model._fields and (
        hasattr(model, "_ledger_fields") or hasattr(model, "_retention_class")
    )
