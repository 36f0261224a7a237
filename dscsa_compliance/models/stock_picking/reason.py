import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...services.deliveries.exemption import PRACTITIONER
from ...services.deliveries.office_use import OFFICE_USE, OfficeUse
from ...services.receiving.facts import today_of
from ...services.receiving.plan import units_of
from ...services.words.messages import date_text


class StockPicking(models.Model):
    """A receipt or delivery for which no TI/TS is owed, with why and until when."""

    _inherit = "stock.picking"

    dscsa_reason_id = fields.Many2one(
        "dscsa.reason",
        string="No TI/TS because",
        copy=False,
        tracking=True,
        index="btree_not_null",
        domain="[('direction', 'in', ('both', 'in' if picking_type_code == 'incoming'"
        " else 'out')), ('company_id', 'in', (False, company_id))]",
    )
    dscsa_reason_until = fields.Date(string="Holds until", copy=False)
    dscsa_reason_note = fields.Char(
        string="In words", copy=False, help="Never the name of a patient."
    )
    dscsa_reason_problem = fields.Char(compute="_compute_dscsa_reason_problem")
    dscsa_owes_no_ti = fields.Boolean(compute="_compute_dscsa_owes_no_ti")
    dscsa_office_use = fields.Char(
        string="Office Use this Year", compute="_compute_dscsa_office_use"
    )
    dscsa_evidence_ids = fields.Many2many(
        "dscsa.document",
        "dscsa_picking_evidence_rel",
        string="Evidence",
        copy=False,
        readonly=True,
    )
    dscsa_evidence_upload = fields.Binary(
        string="Add Evidence",
        compute="_compute_dscsa_evidence_upload",
        inverse="_inverse_dscsa_evidence_upload",
    )
    dscsa_evidence_upload_name = fields.Char(
        compute="_compute_dscsa_evidence_upload",
        inverse="_inverse_dscsa_evidence_upload_name",
    )

    @api.depends("dscsa_reason_id", "move_ids.product_qty", "state")
    @api.depends_context("lang")
    def _compute_dscsa_office_use(self):
        for picking in self:
            share = False
            code = picking.dscsa_reason_id.code
            if code == OFFICE_USE and picking.picking_type_code == "outgoing":
                more = 0
                if picking.state != "done":
                    moves = picking.move_ids.filtered(
                        lambda move: move.product_id.dscsa_scope == "in_scope"
                    )
                    more = sum(
                        move.product_qty / units_of(move.product_id) for move in moves
                    )
                share = OfficeUse(picking.company_id).sentence(round(more))
            picking.dscsa_office_use = share

    def _compute_dscsa_evidence_upload(self):
        self.dscsa_evidence_upload = False
        self.dscsa_evidence_upload_name = False

    def _inverse_dscsa_evidence_upload(self):
        for picking in self.filtered("dscsa_evidence_upload"):
            picking._dscsa_keep_evidence(
                picking.dscsa_evidence_upload_name, picking.dscsa_evidence_upload
            )

    def _inverse_dscsa_evidence_upload_name(self):
        """The name is taken together with the bytes."""

    def _dscsa_keep_evidence(self, name, content):
        """Keep base64 ``content`` unchanged beside this transfer."""
        self.ensure_one()
        document = (
            self.with_company(self.company_id)
            .env["dscsa.document"]
            ._take_in_evidence(name, base64.b64decode(content), partner=self.partner_id)
        )
        self.sudo().dscsa_evidence_ids |= document

    @api.depends(
        "dscsa_reason_id",
        "dscsa_reason_until",
        "dscsa_reason_note",
        "dscsa_evidence_ids",
    )
    @api.depends_context("lang")
    def _compute_dscsa_reason_problem(self):
        for picking in self:
            picking.dscsa_reason_problem = (
                " ".join(picking._dscsa_reason_problems()) or False
            )

    def _dscsa_reason_problems(self):
        """What keeps the chosen reason from counting, in sentences; all at once."""
        self.ensure_one()
        reason = self.dscsa_reason_id.sudo()
        if not reason:
            return []
        side = "in" if self.picking_type_code == "incoming" else "out"
        day = today_of(self.company_id)
        until = self.dscsa_reason_until
        found = []
        if reason.direction not in ("both", side):
            found.append(self.env._("This reason is not for this kind of transfer."))
        if reason.needs_evidence and not self.sudo().dscsa_evidence_ids:
            found.append(self.env._("Add the letter or license it rests on."))
        if reason.needs_end_date and not until:
            found.append(self.env._("Note until when it holds."))
        if until and until < day:
            found.append(
                self.env._("It ended on %(date)s.", date=date_text(self.env, until))
            )
        if reason.needs_note and not self.dscsa_reason_note:
            found.append(self.env._("Say in words which case it is."))
        if (reason.valid_to and reason.valid_to < day) or (
            reason.valid_from and reason.valid_from > day
        ):
            found.append(self.env._("This reason is not in force today."))
        return found

    def _dscsa_needs_no_ti(self):
        """Whether a reason that counts, or what we are, lifts the duty of TI/TS."""
        self.ensure_one()
        return self._dscsa_of_practitioner() or self._dscsa_reason_lifts()

    @api.depends("dscsa_reason_id", "company_id", "dscsa_reason_problem")
    def _compute_dscsa_owes_no_ti(self):
        for picking in self:
            picking.dscsa_owes_no_ti = picking._dscsa_needs_no_ti()

    def _dscsa_why_no_ti(self):
        """Why this transfer owes no TI/TS, with its source; empty when it owes it."""
        self.ensure_one()
        if not self._dscsa_needs_no_ti():
            return ""
        reason = self.dscsa_reason_id.sudo()
        if not reason:
            reason = self.env["dscsa.reason"].sudo()._of(PRACTITIONER)
        return f"{reason.name}, {reason.source}."

    def _dscsa_of_practitioner(self):
        """A practitioner's receipt: FD&C Act, 582(d)(5) lifts what (d)(1) asks."""
        practitioner = self.company_id.sudo().dscsa_profile == "practitioner"
        return practitioner and self._dscsa_is_receipt()

    def _dscsa_note_exemption(self):
        """Put on record why a practitioner's receipt without TI/TS owes none."""
        why = self.env["dscsa.reason"].sudo()._of(PRACTITIONER)
        bare = self.sudo().filtered(
            lambda each: (
                each._dscsa_of_practitioner()
                and not each.dscsa_reason_id
                and not each.dscsa_transaction_ids
            )
        )
        bare.dscsa_reason_id = why

    def _dscsa_reason_lifts(self):
        """Whether a reason that counts lifts the duty to have TI/TS."""
        self.ensure_one()
        reason = self.dscsa_reason_id.sudo()
        return bool(reason.lifts_ti and not self._dscsa_reason_problems())

    def _dscsa_settle_owner(self):
        """Goods held for somebody are addressed to their owner: that is no fault."""
        documents = self.filtered("owner_id").sudo().dscsa_transaction_ids.document_id
        rows = self.env["dscsa.discrepancy"].sudo()
        rows = rows.search(
            [
                ("document_id", "in", documents.ids),
                ("code", "=", "SHIPTO_NOT_OURS"),
                ("state", "=", "open"),
            ]
        )
        rows._resolve(
            "master_data", note=self.env._("We hold these goods for their owner.")
        )

    def action_dscsa_apply_reason(self):
        """Let go what was held for want of TI/TS alone, now that none is owed."""
        releases = self.env["dscsa.release"]
        for picking in self:
            problems = picking._dscsa_reason_problems()
            if problems or not picking._dscsa_reason_lifts():
                raise UserError(
                    " ".join(problems) or self.env._("Choose the reason first.")
                )
            held = picking._dscsa_held_for_ti()
            if held:
                releases |= self.env["dscsa.release"]._release(
                    held, "proof_elsewhere", note=picking.dscsa_reason_id.display_name
                )
        return releases._get_records_action(name=self.env._("Release"))

    def _dscsa_held_for_ti(self):
        """Held packages of this receipt against which nothing else is open."""
        held = self.env["dscsa.epc"].search(
            [("picking_id", "=", self.id), ("hold", "=", "data")]
        )
        return held.filtered(
            lambda epc: (
                not epc.sudo().discrepancy_ids.filtered(
                    lambda row: row.state == "open" and row.code != "NO_TI"
                )
            )
        )
