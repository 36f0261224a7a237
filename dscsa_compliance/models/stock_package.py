from odoo import fields, models
from odoo.fields import Domain

from ..services.receiving.quant_batch import QuantCollector


class StockPackage(models.Model):
    """What the seller announced inside a case or pallet that stands here."""

    _inherit = "stock.package"

    dscsa_key = fields.Char(
        string="GS1 Key",
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="Key of the case or pallet as the seller announced it.",
    )
    dscsa_package_count = fields.Integer(
        string="Packages Announced Inside", compute="_compute_dscsa_package_count"
    )

    def _apply_dest_to_package(self, processed_package_ids=None):
        """Where packages stand follows from their quants, so those come first."""
        collector = self.env.context.get("dscsa_quant_collector")
        if isinstance(collector, QuantCollector):
            collector.flush()
        return super()._apply_dest_to_package(processed_package_ids)

    def _dscsa_contents(self):
        """Domain of the packages announced in these, directly or in their cases."""
        keys = [key for key in self.mapped("dscsa_key") if key]
        inside = Domain("parent_id.key", "in", keys)
        deeper = Domain("parent_id.parent_id.key", "in", keys)
        return Domain("kind", "=", "package") & (inside | deeper)

    def _compute_dscsa_package_count(self):
        register = self.env["dscsa.epc"]
        for package in self:
            package.dscsa_package_count = (
                register.search_count(package._dscsa_contents())
                if package.dscsa_key
                else 0
            )

    def action_dscsa_view_packages(self):
        """The packages the seller announced in it."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_action"
        )
        return action | {"domain": list(self._dscsa_contents()), "context": {}}
