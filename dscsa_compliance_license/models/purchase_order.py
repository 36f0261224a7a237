from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.gate import Gate
from ..services.partner_status import notes_of, proven, words_of
from .selections import PARTNER_STATUSES

# a change of these asks the question again; a new price does not
_ASKING = ("state", "partner_id", "dest_address_id", "company_id", "picking_type_id")
_OPEN = ("draft", "sent", "to approve")


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    dscsa_gate_status = fields.Selection(
        PARTNER_STATUSES, string="Seller's Proof", compute="_compute_dscsa_gate"
    )
    dscsa_gate_level = fields.Selection(
        [("ok", "Fine"), ("info", "Note"), ("warn", "Warning"), ("stop", "Stop")],
        compute="_compute_dscsa_gate",
    )
    dscsa_gate_sentence = fields.Char(compute="_compute_dscsa_gate")
    dscsa_gate_next_step = fields.Char(compute="_compute_dscsa_gate")
    dscsa_gate_notes = fields.Text(compute="_compute_dscsa_gate")
    dscsa_override_ids = fields.One2many(
        "dscsa.license.override", "order_id", readonly=True, copy=False
    )
    dscsa_seller_sentence = fields.Char(
        string="How the Seller Does", compute="_compute_dscsa_seller_sentence"
    )

    @api.depends(
        *_ASKING,
        "order_line.product_id",
        "partner_id.dscsa_license_ids",
    )
    @api.depends_context("lang", "uid")
    def _compute_dscsa_gate(self):
        gate = Gate(self.env, self)
        for order in self:
            answer = None if order.state == "cancel" else gate.answer(order)
            order.dscsa_gate_status = answer.status if answer else False
            order.dscsa_gate_level = order._dscsa_gate_level(answer)
            what, step = words_of(self.env, answer) if answer else ("", "")
            if answer and answer.is_good and not what:
                what = proven(self.env, order.partner_id.display_name)
            if answer and not answer.is_good and order.state == "purchase":
                what = self.env._("Ordered already. %(what)s", what=what)
            order.dscsa_gate_sentence, order.dscsa_gate_next_step = what, step
            order.dscsa_gate_notes = (
                "\n".join(notes_of(self.env, answer)) if answer else False
            )

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_dscsa_seller_sentence(self):
        for order in self:
            # buyers order without reading deliveries of others: they see a sentence
            seller = order.sudo().with_company(order.company_id).partner_id
            order.dscsa_seller_sentence = (
                seller.dscsa_score_sentence if order.state != "cancel" else False
            )

    def _dscsa_gate_level(self, answer):
        if answer is None:
            return False
        if answer.is_good:
            return "info" if answer.status == "override" else "ok"
        stops = self.company_id.sudo().dscsa_gate == "stop"
        return "stop" if stops and self.state in _OPEN else "warn"

    def _dscsa_refuse(self):
        """Raise UserError with the reasons for all of these orders together."""
        gate = Gate(self.env, self)
        if message := gate.message(gate.refused()):
            raise UserError(message)

    def _confirmation_error_message(self):
        """Add the seller's missing proof to what else speaks against it."""
        message = super()._confirmation_error_message()
        if message:
            return message
        gate = Gate(self.env, self)
        return gate.message(gate.refused()) or message

    def button_confirm(self):
        """Ask for the whole selection first, so that one answer names every order."""
        asked = self.filtered(lambda order: order.state in ("draft", "sent"))
        asked._dscsa_refuse()
        result = super().button_confirm()
        asked._dscsa_tell_warnings()
        return result

    def button_approve(self, force=False):
        """The second step comes later: the proof may have ended since the first."""
        self.filtered(lambda order: order.state in _OPEN)._dscsa_refuse()
        return super().button_approve(force=force)

    @api.model_create_multi
    def create(self, vals_list):
        """An order can be made as a confirmed one, by import or by program."""
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "purchase")._dscsa_refuse()
        return orders

    def write(self, vals):
        """Confirming by writing, and changing the vendor of a confirmed order."""
        if not vals.keys() & set(_ASKING):
            return super().write(vals)
        before = {order.id: [order[name] for name in _ASKING] for order in self}
        result = super().write(vals)
        self.filtered(
            lambda order: (
                order.state == "purchase"
                and before[order.id] != [order[name] for name in _ASKING]
            )
        )._dscsa_refuse()
        return result

    def _dscsa_tell_warnings(self):
        """Before the gate stops anything, the order keeps what was known."""
        for order, answer in Gate(self.env, self).warned().items():
            what, step = words_of(self.env, answer)
            order.message_post(
                body=self.env._("Ordered with a warning. %(what)s %(step)s",
                                what=what, step=step)
            )  # fmt: skip

    def action_dscsa_prove(self):
        """Add proof for the seller of this order: one minute."""
        self.ensure_one()
        action = self.partner_id.action_dscsa_prove()
        action["context"] |= {
            "default_order_id": self.id,
            "default_company_id": self.company_id.id,
        }
        return action

    def action_dscsa_override(self):
        """Ask the manager to let this order through without proof."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_license.dscsa_override_wizard_action"
        )
        action["context"] = {
            "default_partner_id": self.partner_id.id,
            "default_order_id": self.id,
            "default_company_id": self.company_id.id,
        }
        return action
