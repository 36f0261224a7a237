from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.deliveries.mail_form import mail_form

# beyond, most mail systems refuse it
MAIL_LIMIT = 20 << 20
_TEMPLATE = "dscsa_compliance_answering.mail_template_information_answer"


class DscsaInformationRequest(models.Model):
    """Give the answer: a draft of the mail, what was really given, and the end."""

    _inherit = "dscsa.information.request"

    answered_at = fields.Datetime(copy=False, readonly=True)

    def _check_giving(self):
        """Somebody who may answer, to a caller who was checked."""
        self.ensure_one()
        self._check_answerer()
        if self.state == "received":
            raise UserError(
                self.env._(
                    "Check first who asks: call back at a number you found yourself, "
                    "then press “Caller checked”."
                )
            )
        if self.state == "closed":
            raise UserError(
                self.env._(
                    "%(name)s is closed. Take a further question in as a request of "
                    "its own.",
                    name=self.name,
                )
            )

    def _answered(self, answer):
        """The first answer stops the clock."""
        # follows from the answer alone
        self.sudo().write(
            {
                "state": "answered",
                "answered_at": self.answered_at or answer.sent_at,
            }
        )
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def action_note_answer(self):
        """Note what was given to whom: by hand, by portal, by telephone."""
        self.ensure_one()
        self._check_giving()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_answering.dscsa_information_answer_action_new"
        )
        return action | {
            "context": {
                "default_request_id": self.id,
                "default_recipient": self.email or self.contact or self.agency,
                "default_channel": self.channel,
            }
        }

    def action_write_answer(self):
        """A mail with the file attached. Nothing is sent before Send is pressed."""
        self.ensure_one()
        self._check_giving()
        bundle = self.bundle_id
        if not bundle:
            raise UserError(self.env._("Make the answer first."))
        if bundle.size > MAIL_LIMIT:
            raise UserError(
                self.env._(
                    "The file has %(size)s MB, too much for a mail. Download it, give "
                    "it another way, and note that with “Note what was given”.",
                    size=bundle.size >> 20,
                )
            )
        return mail_form(
            self,
            self.env._("Answer by mail"),
            _TEMPLATE,
            default_attachment_ids=bundle.attachment_id.ids,
        )

    def message_post(self, **kwargs):
        """A mail that carries the answer's file is an answer given."""
        message = super().message_post(**kwargs)
        for request in self:
            bundle = request.bundle_id.attachment_id
            if bundle and bundle in message.attachment_ids and not message.is_internal:
                request._note_mail(message)
        return message

    def _note_mail(self, message):
        people = message.partner_ids.mapped("email_formatted")
        self.env["dscsa.information.answer"].create(
            {
                "request_id": self.id,
                "sent_at": fields.Datetime.now(),
                "channel": "mail",
                "recipient": ", ".join(people) or self.email or self.agency,
                "note": message.subject or False,
            }
        )

    def _mail_recipient(self):
        """Whom the draft is addressed to: the partner, or a contact with the address.

        Agencies are no partners of ours: an address that was given becomes a contact.
        """
        self.ensure_one()
        if self.partner_id and not self.email:
            return self.partner_id
        if not self.email:
            return self.env["res.partner"]
        # a pharmacist may not make contacts; this one only holds the address
        partners = self.env["res.partner"].sudo()
        found = partners.search(
            [("email_normalized", "=", self.email.lower())], limit=1
        )
        found = found or partners.create(
            {"name": self.contact or self.agency, "email": self.email}
        )
        return found.sudo(self.env.su)

    # the end ----------------------------------------------------------------------
    def action_close(self):
        """Close it as answered; a request that ended otherwise says how."""
        self._check_answerer()
        for request in self:
            if request.state != "answered":
                raise UserError(
                    self.env._(
                        "%(name)s was not answered yet. Send the answer and note it, "
                        "or choose how it ended.",
                        name=request.name,
                    )
                )
        return self._close(False)

    def action_close_withdrawn(self):
        """They took the request back."""
        self._check_answerer()
        return self._close("withdrawn")

    def action_close_false(self):
        """The caller was not who they said; nothing was given out."""
        self._check_answerer()
        return self._close("false")

    def _close(self, ending):
        for request in self.filtered(lambda r: r.state != "closed"):
            here = request.item_ids.filtered(lambda item: item.kind != "missing")
            answered = "answered" if here else "nothing"
            # the end follows from the buttons alone
            request.sudo().write(
                {
                    "state": "closed",
                    "ending": ending or answered,
                    "closed_at": fields.Datetime.now(),
                }
            )
            request.activity_unlink(["mail.mail_activity_data_todo"])
        return True
