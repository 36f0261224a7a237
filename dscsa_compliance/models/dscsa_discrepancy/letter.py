import base64

from dscsa_core.pdg.report import case_uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...services.deliveries.case_report import CaseReport
from ...services.deliveries.letter import Letter
from ...services.deliveries.mail_form import mail_form

_LETTERS = (
    "dscsa_compliance.mail_template_letter",
    "dscsa_compliance.mail_template_settled",
)


class DscsaDiscrepancy(models.Model):
    """The letter to the seller: written here, sent by a person."""

    _inherit = "dscsa.discrepancy"

    case_uuid = fields.Char(
        string="Case Number",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="One case for everything that is asked in one letter.",
    )
    asked_at = fields.Datetime(string="Seller asked", copy=False, readonly=True)
    letter_subject = fields.Char(compute="_compute_letter")
    letter_html = fields.Html(compute="_compute_letter", sanitize=False)
    phone_script = fields.Text(compute="_compute_phone_script")
    desk_phone = fields.Char(
        string="DSCSA Desk", related="partner_id.dscsa_desk_phone", readonly=True
    )

    @api.depends("case_uuid", "remedy", "state", "partner_id")
    @api.depends_context("lang", "uid")
    def _compute_letter(self):
        for row in self:
            letter = Letter(row._letter_rows())
            row.letter_subject = self.env._(
                "%(company)s: please help us with %(reference)s",
                company=row.company_id.name or "",
                reference=letter.reference() or self.env._("your delivery"),
            )
            row.letter_html = self.env["ir.qweb"]._render(
                "dscsa_compliance.letter_to_seller",
                {"letter": letter, "points": letter.points(), "row": row},
            )

    @api.depends("remedy", "partner_id")
    @api.depends_context("lang", "uid")
    def _compute_phone_script(self):
        for row in self:
            row.phone_script = Letter(row._letter_rows()).script(self.env.user)

    def _letter_rows(self):
        """What goes into one letter with this row: its case, as far as it is open."""
        self.ensure_one()
        if not self.case_uuid:
            return self
        case = self._case()
        return (case.filtered(lambda row: row.state == "open") or case) | self

    def _case(self):
        """All rows of the same case."""
        self.ensure_one()
        if not self.case_uuid:
            return self
        return self.search(
            [
                ("case_uuid", "=", self.case_uuid),
                ("company_id", "=", self.company_id.id),
            ],
            order="id",
        )

    # writing --------------------------------------------------------------------------
    def action_write_to_seller(self):
        """A letter to the seller, filled in. Nothing is sent before Send is pressed.

        From one discrepancy, the other open ones of the same delivery go into it too.
        """
        rows = self.filtered(lambda row: row.state == "open")
        rows._check_letter()
        if len(rows) == 1:
            rows |= rows._companions()
        rows._open_case()
        return rows[:1]._compose("dscsa_compliance.mail_template_letter")

    def action_tell_settled(self):
        """A letter that everything asked in this case is settled."""
        self.ensure_one()
        self._check_letter()
        if any(row.state == "open" for row in self._case()):
            raise UserError(
                self.env._("Some of what you asked in this case is still open.")
            )
        return self._compose("dscsa_compliance.mail_template_settled")

    def _check_letter(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            raise AccessError(
                self.env._("Only DSCSA users write to sellers. Ask a technician.")
            )
        self.check_access("write")
        if not self:
            raise UserError(self.env._("This is settled already."))
        if len(self.partner_id) != 1 or len(self.company_id) != 1:
            raise UserError(
                self.env._(
                    "One letter goes to one seller. Choose discrepancies of the same "
                    "seller, and set the seller on the receipt where it is missing."
                )
            )

    def _companions(self):
        """Open rows of the same delivery and seller that were not asked about yet."""
        self.ensure_one()
        if not self.picking_id and not self.document_id:
            return self.browse()
        return self.search(
            [
                ("state", "=", "open"),
                ("company_id", "=", self.company_id.id),
                ("partner_id", "=", self.partner_id.id),
                ("picking_id", "=", self.picking_id.id),
                ("document_id", "=", self.document_id.id),
                ("case_uuid", "=", False),
                ("id", "!=", self.id),
            ],
            order="id",
            limit=80,
        )

    def _open_case(self):
        """One case for these rows: the one that is open already, or a new one."""
        number = next((row.case_uuid for row in self if row.case_uuid), False)
        if not number:
            database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
            name = f"{self[:1].company_id.id}/{self[:1].name}"
            number = case_uuid(database or "", name)
        self.filtered(lambda row: not row.case_uuid).sudo().case_uuid = number

    def _compose(self, template):
        """Odoo's mail form with our letter in it."""
        self.ensure_one()
        self._letter_recipient()
        return mail_form(
            self, self.env._("Write to the seller"), template, dscsa_letter=True
        )

    def _letter_recipient(self):
        """The seller, or its DSCSA desk as a contact of its own."""
        self.ensure_one()
        seller = self.partner_id
        email = seller.dscsa_desk_email
        if not email or email == seller.email:
            return seller
        # a technician may not make contacts; this one only holds the desk's address
        desk = seller.sudo().child_ids.filtered(lambda each: each.email == email)[:1]
        if not desk:
            desk = seller.sudo().create(
                {
                    "name": self.env._("DSCSA desk"),
                    "parent_id": seller.id,
                    "type": "other",
                    "email": email,
                    "phone": seller.dscsa_desk_phone,
                    "lang": seller.lang,
                }
            )
        return desk.sudo(self.env.su)

    def _process_attachments_for_template_post(self, mail_template):
        """The letter takes along the same as a PDG exception report."""
        found = super()._process_attachments_for_template_post(mail_template)
        templates = [self.env.ref(name, raise_if_not_found=False) for name in _LETTERS]
        if mail_template not in templates:
            return found
        for row in self.filtered("case_uuid"):
            content = CaseReport(row._letter_rows()).bytes_of()
            if content:
                name = f"exception-{row.name.replace('/', '-')}.json"
                values = found.setdefault(row.id, {})
                values.setdefault("attachments", []).append(
                    (name, base64.b64encode(content))
                )
        return found

    def message_post(self, **kwargs):
        """A letter that went out is noted on all rows of its case; answers are read."""
        message = super().message_post(**kwargs)
        if self.env.context.get("dscsa_letter"):
            self._letter_sent(message)
        elif message.attachment_ids:
            self._read_answers(message)
        return message

    def _letter_sent(self, message):
        self.ensure_one()
        rows = self._letter_rows()
        rows.sudo().asked_at = fields.Datetime.now()
        rows.activity_unlink(["mail.mail_activity_data_todo"])
        self.env["dscsa.case.message"]._record_report(rows, message)
        for row in (rows - self).with_context(dscsa_letter=False):
            row.message_post(
                body=self.env._("Asked together with %(name)s.", name=self.name)
            )

    def _say_settled_by(self, document):
        """Say on the thread what settled it, and that the seller may be told."""
        for row in self:
            body = self.env._("Settled by %(file)s.", file=document.name)
            if row.asked_at:
                body += " " + self.env._("You can tell the seller that it fits now.")
            row.message_post(body=body)
