from odoo import api, fields, models

from ...services.receiving.facts import ReceiptFacts
from ...services.receiving.late_booking import LateBooking, booked_words
from ...services.scanning.scanned import gtins_without_product
from ...services.scanning.signing import check_signed


class StockPicking(models.Model):
    """What came before its drug had a product: made and booked, one tap each."""

    _inherit = "stock.picking"

    dscsa_bookable_count = fields.Integer(
        string="Packages to book", compute="_compute_dscsa_late"
    )
    dscsa_nameless_count = fields.Integer(
        string="Drugs without a product", compute="_compute_dscsa_late"
    )

    @api.depends("state")
    def _compute_dscsa_late(self):
        for picking in self:
            done = picking._origin.state == "done" and picking._dscsa_is_receipt()
            late = LateBooking(picking._origin) if done else None
            picking.dscsa_bookable_count = len(late.ready) if done else 0
            picking.dscsa_nameless_count = len(late.nameless) if done else 0

    def action_dscsa_make_products(self):
        """A product for each drug of these receipts that has none; the receipts stay.

        Raises AccessError for people who may not confirm drugs.
        """
        for picking in self:
            table = self.env["dscsa.gtin"].with_company(picking.company_id)
            missing = picking._dscsa_nameless()
            table._check_receiver()
            known = table._map_gtins(missing)
            # who receives notes what came; of the number alone, as no file named it
            table.sudo()._propose(
                missing - known.keys(), {}, self.env["dscsa.document"], {}
            )
            found = table._map_known(missing).values()
            waiting = table.union(*found).filtered(lambda gtin: not gtin.product_id)
            waiting.sudo(self.env.su).action_create_products()
        self.invalidate_recordset()
        return True

    def _dscsa_nameless(self):
        """GTINs of drugs here for which a product is still to be made."""
        self.ensure_one()
        if self.state == "done":
            return LateBooking(self).nameless
        return gtins_without_product(ReceiptFacts(self))

    def action_dscsa_book_late(self):
        """Book in stock what has a product by now; says how much, also if nothing."""
        booked = self.env["dscsa.epc"]
        for picking in self:
            picking._dscsa_check_receiver()
            check_signed(self.env, picking.company_id)
            # whoever receives books what he received; lots and moves are Odoo's
            booked |= LateBooking(picking.sudo()).book()
        self.invalidate_recordset()
        words = self.env._("Nothing waits to be booked here.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if booked else "info",
                "message": booked_words(self.env, booked) if booked else words,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
