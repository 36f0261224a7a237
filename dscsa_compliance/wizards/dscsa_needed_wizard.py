from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.dscsa_release.dscsa_release import REASONS
from ..services.deliveries.delivery import Delivery

_JUDGEMENT = ("patient_need", "seller_confirmed", "manufacturer_confirmed")


class DscsaNeededWizard(models.TransientModel):
    """Held goods are needed today: show the proof, or release on judgement."""

    _name = "dscsa.needed.wizard"
    _inherit = ["dscsa.sign.mixin"]
    _description = "Needed today"

    epc_ids = fields.Many2many(
        "dscsa.epc", string="Packages", domain="[('hold', '!=', False)]"
    )
    package_count = fields.Integer(compute="_compute_package_count", string="Count")
    way = fields.Selection(
        [
            ("paper", "I have TI/TS on paper, PDF or e-mail"),
            ("portal", "It is in the seller's portal"),
            ("judgement", "Release on pharmacist's judgment"),
        ],
        required=True,
        default="paper",
    )
    file = fields.Binary(string="Scan, PDF or mail")
    file_name = fields.Char()
    reference = fields.Char(string="Where it is", help="Invoice, folder or portal.")
    has_statement = fields.Boolean(string="The Transaction Statement is on it")
    is_seen = fields.Boolean(string="I see it now")
    reason = fields.Selection(
        [each for each in REASONS if each[0] in _JUDGEMENT], default="patient_need"
    )
    call_note = fields.Char(string="Who was called, and what was said")
    note = fields.Text()

    @api.depends("epc_ids")
    def _compute_package_count(self):
        for wizard in self:
            wizard.package_count = len(wizard.epc_ids)

    def action_release(self):
        """Release the packages in the chosen way; opens the release."""
        self.ensure_one()
        self._check_signed()
        held = self.epc_ids.filtered("hold")
        if self.way == "judgement":
            release = self._on_judgement(held)
        else:
            release = self._by_proof(held)
        return release._get_records_action(name=self.env._("Release"))

    def _on_judgement(self, held):
        if not self.reason or not self.call_note:
            raise UserError(
                self.env._(
                    "Choose the reason, and note whom you called at the seller or "
                    "maker. If nobody was reached, write that."
                )
            )
        return self.env["dscsa.release"]._release(
            held, self.reason, note=self.note, call_note=self.call_note
        )

    def _by_proof(self, held):
        if self.way == "portal" and not self.is_seen:
            raise UserError(self.env._("Tick that you see it in the portal now."))
        if self.way == "paper" and not (self.file or self.reference):
            raise UserError(
                self.env._("Attach the paper, or say where the original lies.")
            )
        reason = "portal" if self.way == "portal" else "proof_elsewhere"
        release = self.env["dscsa.release"]._release(
            held, reason, note=self.note or self.reference
        )
        for picking, epcs in held.sudo().grouped("picking_id").items():
            if picking:
                release.sudo().transaction_id = self._note_proof(picking, epcs)
        return release

    def _note_proof(self, picking, epcs):
        """The TI/TS that was shown, with the packages it was shown for."""
        picking = picking.with_env(self.env)
        desk = Delivery(
            picking.with_company(picking.company_id).env,
            picking.partner_id,
            picking.dscsa_invoice,
        )
        transaction = desk.note_proof(
            picking,
            self.way,
            statement=self.has_statement or self.way == "portal",
            reference=self.reference,
            lines=self._lines(epcs),
        )
        if self.file:
            transaction._keep_evidence(self.file_name, self.file)
        return transaction

    def _lines(self, epcs):
        groups = epcs.grouped(lambda epc: (epc.product_id, epc.gtin, epc.lot))
        return [
            {
                "product_id": product.id,
                "gtin": gtin,
                "ndc": product.dscsa_ndc,
                "name": product.name,
                "lot": lot,
                "expiry": group[:1].expiry,
                "quantity": len(group),
            }
            for (product, gtin, lot), group in groups.items()
        ]
