from dscsa_core.numbers import order_tail

from odoo import api, fields, models
from odoo.fields import Domain

from ..services.keeping.pointing import check_named


class PurchaseOrder(models.Model):
    """Orders that were allowed without proof stay."""

    _inherit = "purchase.order"

    dscsa_transaction_ids = fields.Many2many(
        "dscsa.transaction",
        "dscsa_transaction_purchase_rel",
        string="TI/TS",
        copy=False,
        readonly=True,
    )
    dscsa_transaction_count = fields.Integer(
        string="TI/TS Count", compute="_compute_dscsa_sentence"
    )
    dscsa_held_count = fields.Integer(
        string="Packages on Hold", compute="_compute_dscsa_held_count"
    )
    dscsa_sentence = fields.Char(
        string="TI/TS in Words", compute="_compute_dscsa_sentence"
    )

    def _create_picking(self):
        """The file may have come before the order or its receipt was made."""
        result = super()._create_picking()
        self._dscsa_match_transactions()
        return result

    def _dscsa_match_transactions(self):
        """Offer TI/TS that name these orders and have no receipt yet."""
        for company, orders in self.sudo().grouped("company_id").items():
            tails = {order_tail(order.name) for order in orders}
            tails |= {order_tail(order.partner_ref) for order in orders}
            named = Domain.OR(
                Domain("po_numbers", "ilike", tail) for tail in tails if tail
            )
            waiting = (
                self.env["dscsa.transaction"]
                .sudo()
                .search(
                    named
                    & Domain("company_id", "=", company.id)
                    & Domain("direction", "=", "in")
                    & Domain("picking_ids", "=", False),
                    limit=100,
                )
            )
            waiting._match_orders()

    @api.depends("dscsa_transaction_ids", "picking_ids.state", "state")
    @api.depends_context("lang")
    def _compute_dscsa_sentence(self):
        for order in self:
            found = order.dscsa_transaction_ids._live()
            order.dscsa_transaction_count = len(found)
            order.dscsa_sentence = order._dscsa_sentence(found)

    def _compute_dscsa_held_count(self):
        for order in self:
            receipts = order.sudo().picking_ids
            order.dscsa_held_count = self.env["dscsa.epc"].search_count(
                [("picking_id", "in", receipts.ids), ("hold", "!=", False)]
            )

    def _dscsa_sentence(self, transactions):
        """Whether the proof of this order is here; empty where none is due."""
        self.ensure_one()
        if transactions:
            count = sum(transactions.mapped("package_count"))
            if all(t.statement == "yes" for t in transactions):
                return self.env._(
                    "TI/TS is here: %(count)s packages, statement given.", count=count
                )
            return self.env._(
                "TI/TS is here: %(count)s packages. The Transaction Statement was not "
                "given with it.",
                count=count,
            )
        receipts = self.sudo().picking_ids
        came = any(receipt.state == "done" for receipt in receipts)
        scopes = self.order_line.product_id.mapped("dscsa_scope")
        if came and "in_scope" in scopes:
            return self.env._("Goods came, but no TI/TS yet. Ask the seller for it.")
        return False

    def action_dscsa_view_held(self):
        """The packages of this order that are not on the shelf yet."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_hold_action"
        )
        receipts = self.sudo().picking_ids.ids
        action["domain"] = [("hold", "!=", False), ("picking_id", "in", receipts)]
        return action

    def action_dscsa_view_transactions(self):
        """The TI/TS of this order."""
        return self.dscsa_transaction_ids._get_records_action(name=self.env._("TI/TS"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_named(self):
        # raw SQL looks for them below
        self.env.flush_all()
        check_named(self)
