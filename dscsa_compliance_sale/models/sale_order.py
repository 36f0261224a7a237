from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
)
from odoo.addons.dscsa_compliance_license.models.selections import (
    PARTNER_STATUSES,
)
from odoo.addons.dscsa_compliance_license.services.partner_status import words_of

from ..services.sale_gate import SaleGate

# a change of these asks the question again
_ASKING = ("state", "partner_id", "partner_shipping_id", "company_id")
_OPEN = ("draft", "sent")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    dscsa_purpose = fields.Selection(
        [
            ("patient", "A named patient needs it"),
            ("office", "Office use by a practitioner"),
            ("emergency", "Emergency medical reasons"),
            ("stock", "Stock of another pharmacy"),
            ("trade", "Ordinary trade"),
        ],
        string="Sold for",
        help="A sale to another pharmacy for a named patient owes no TI/TS; one for "
        "its stock may be wholesale distribution.",
    )
    dscsa_gate_status = fields.Selection(
        PARTNER_STATUSES, string="Customer's Proof", compute="_compute_dscsa_gate"
    )
    dscsa_gate_level = fields.Selection(
        [("ok", "Fine"), ("info", "Note"), ("warn", "Warning"), ("stop", "Stop")],
        compute="_compute_dscsa_gate",
    )
    dscsa_gate_sentence = fields.Char(compute="_compute_dscsa_gate")
    dscsa_gate_next_step = fields.Char(compute="_compute_dscsa_gate")
    dscsa_transfer_sentence = fields.Char(compute="_compute_dscsa_gate")
    dscsa_is_pharmacy_sale = fields.Boolean(compute="_compute_dscsa_gate")

    def _dscsa_sale_gate(self):
        return SaleGate(self.env, self)

    @api.depends(*_ASKING, "dscsa_purpose", "order_line.product_id")
    @api.depends_context("lang", "uid")
    def _compute_dscsa_gate(self):
        gate = self._dscsa_sale_gate()
        for order in self:
            over = order.state == "cancel"
            answer = None if over else gate.answer(order)
            what, step = words_of(self.env, answer) if answer else ("", "")
            order.dscsa_gate_status = answer.status if answer else False
            order.dscsa_gate_level = order._dscsa_gate_level(answer)
            order.dscsa_gate_sentence, order.dscsa_gate_next_step = what, step
            transfer = None if over else gate.transfer(order)
            order.dscsa_is_pharmacy_sale = bool(answer)
            order.dscsa_transfer_sentence = transfer and " ".join(
                words(self.env, transfer.code, dict(transfer.facts))
                for words in (message_of, next_step_of)
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
        gate = self._dscsa_sale_gate()
        if message := gate.message(gate.refused()):
            raise UserError(message)

    def _confirmation_error_message(self):
        """Add the customer's missing proof to what else speaks against it."""
        message = super()._confirmation_error_message()
        if message:
            return message
        gate = self._dscsa_sale_gate()
        return gate.message(gate.refused()) or message

    def action_confirm(self):
        """Ask for the whole selection first, so that one answer names every order."""
        self.filtered(lambda order: order.state in _OPEN)._dscsa_refuse()
        return super().action_confirm()

    @api.model_create_multi
    def create(self, vals_list):
        """An order can be made as a confirmed one, by import or by program."""
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "sale")._dscsa_refuse()
        return orders

    def write(self, vals):
        """Confirming by writing, and changing the customer of a confirmed order."""
        if not vals.keys() & set(_ASKING):
            return super().write(vals)
        before = {order.id: [order[name] for name in _ASKING] for order in self}
        result = super().write(vals)
        self.filtered(
            lambda order: (
                order.state == "sale"
                and before[order.id] != [order[name] for name in _ASKING]
            )
        )._dscsa_refuse()
        return result

    def action_dscsa_prove(self):
        """Add proof for the customer of this order: one minute."""
        self.ensure_one()
        site = self._dscsa_sale_gate().site(self)
        action = site.action_dscsa_prove()
        action["context"] |= {"default_company_id": self.company_id.id}
        if not (site.dscsa_role or site.dscsa_license_count):
            pharmacy = self.env.ref("dscsa_compliance_license.license_type_pharmacy")
            action["context"]["default_type_id"] = pharmacy.id
        return action

    def action_dscsa_override(self):
        """Ask the manager to let this order through without proof."""
        self.ensure_one()
        action = self._dscsa_sale_gate().site(self).action_dscsa_override()
        action["context"] |= {
            "default_scope": "order",
            "default_sale_order_id": self.id,
            "default_company_id": self.company_id.id,
        }
        return action
