from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..services.station.known_uses import lots_read, uses_of


class DscsaEpc(models.Model):
    """Packages get an internal label, and are used up at a bench."""

    _inherit = "dscsa.epc"

    def _dscsa_noted_use(self):
        scan = self.env["dscsa.bench.scan"].search(
            [
                ("epc_id", "=", self.id),
                ("bench_id.kind", "!=", "count"),
                ("undone_at", "=", False),
                ("is_partial", "=", False),
            ],
            order="id desc",
            limit=1,
        )
        if not scan:
            return super()._dscsa_noted_use()
        return scan.bench_id.kind, scan.signed_by_id or scan.user_id, scan.scanned_at

    @api.model
    def _dscsa_more_lots(self, goods):
        return [*super()._dscsa_more_lots(goods), lots_read(goods)]

    @api.model
    def _dscsa_uses(self, goods, lots_sql):
        uses = uses_of(self.env, goods, lots_sql)
        return [*super()._dscsa_uses(goods, lots_sql), *uses]

    @api.model
    def _dscsa_prints_labels(self):
        return True

    @api.model
    def _dscsa_label_action(self, epcs, others=()):
        packages = epcs.filtered(lambda epc: epc.kind == "package")
        if not packages and not others:
            return super()._dscsa_label_action(epcs, others)
        form = self.env["dscsa.label.wizard"].create(
            {"epc_ids": [Command.set(packages.ids)], "others": list(others)}
        )
        return form.action_print()

    def action_print_labels(self):
        """Open the label form with these packages."""
        packages = self.filtered(lambda epc: epc.kind == "package")
        if not packages:
            raise UserError(
                self.env._("Labels are for packages. Open the package first.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_station.dscsa_label_wizard_action"
        )
        return action | {"context": {"default_epc_ids": [Command.set(packages.ids)]}}
