from odoo import fields, models

from ..services.receiving.quant_batch import QuantCollector


class StockPackage(models.Model):
    _inherit = "stock.package"

    dscsa_key = fields.Char(
        string="GS1 Key",
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="Key of the case or pallet as the seller announced it.",
    )

    def _apply_dest_to_package(self, processed_package_ids=None):
        """Where packages stand follows from their quants, so those come first."""
        collector = self.env.context.get("dscsa_quant_collector")
        if isinstance(collector, QuantCollector):
            collector.flush()
        return super()._apply_dest_to_package(processed_package_ids)
