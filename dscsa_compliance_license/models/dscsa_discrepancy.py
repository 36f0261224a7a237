from dscsa_core.rules.seller import SELLER_CODES

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.holds.severity import HELD, RANK

from ..services.seller_standing import SellerStanding


class DscsaDiscrepancy(models.Model):
    """Goods whose seller has no proof: the way out is the proof of a minute."""

    _inherit = "dscsa.discrepancy"

    is_seller_proof = fields.Boolean(compute="_compute_is_seller_proof")
    seller_picking_ids = fields.Many2many(
        "stock.picking",
        "dscsa_discrepancy_seller_picking_rel",
        "discrepancy_id",
        "picking_id",
        string="Came again with",
        readonly=True,
        copy=False,
    )

    @api.depends("code", "picking_id")
    def _compute_is_seller_proof(self):
        for row in self:
            row.is_seller_proof = row.code in SELLER_CODES and bool(row.picking_id)

    @api.depends("severity", "picking_id")
    def _compute_words(self):
        result = super()._compute_words()
        for row in self.filtered("is_seller_proof"):
            if row.severity in HELD:
                more = self.env._(
                    "Add the proof, then the goods on hold are released; or a "
                    "pharmacist releases them with a reason."
                )
            elif row.sudo().picking_id.purchase_id:
                more = self.env._("The goods were ordered before and may go up.")
            else:
                more = self.env._(
                    "The goods may go up; the proof is owed all the same."
                )
            row.next_step = f"{row.next_step} {more}"
        return result

    @api.model
    def _report_seller(self, picking, found, severity, epc_ids):
        """The one open row of this seller and reason: made, or brought up to date."""
        table, seller = self.sudo(), picking._dscsa_seller()
        values = self._values_of(found, severity, epc_ids)
        row = table._open_of(picking.company_id, seller, found.code)
        if not row:
            return table.create(
                {
                    **values,
                    "company_id": picking.company_id.id,
                    "picking_id": picking.id,
                    "partner_id": seller.id,
                    "user_id": self._default_owner(picking).id,
                }
            )
        again = picking - row.picking_id - row.seller_picking_ids
        row._bring_up_to_date(
            {
                "facts": values["facts"],
                "severity": max(row.severity, severity, key=RANK.get),
                "epc_ids": values["epc_ids"],
                "seller_picking_ids": [Command.link(each.id) for each in again],
            },
            is_whole=False,
        )
        if again:
            row.message_post(body=self.env._("Goods came again: %s.", again.name))
        return row

    def _open_of(self, company, seller, code):
        return self.search(
            [
                ("state", "=", "open"),
                ("company_id", "=", company.id),
                ("code", "=", code),
                ("partner_id", "child_of", seller.commercial_partner_id.ids),
                ("picking_id", "!=", False),
            ],
            limit=1,
        )

    def _is_proven(self):
        """Whether proof on file covers each sale by which these goods came."""
        self.ensure_one()
        goods = self.sudo().epc_ids.grouped("picking_id")
        receipts = self.sudo().picking_id | self.sudo().seller_picking_ids
        for picking in receipts:
            named = goods.get(picking, self.env["dscsa.epc"]).product_id
            products = named or picking.move_ids.product_id
            if SellerStanding(picking).findings(products):
                return False
        return True

    def action_dscsa_prove(self):
        """Add proof for the seller of these goods: one minute."""
        self.ensure_one()
        seller = self.picking_id._dscsa_seller() or self.partner_id
        action = seller.action_dscsa_prove()
        action["context"] |= {"default_company_id": self.company_id.id}
        return action
