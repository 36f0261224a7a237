from dscsa_core.pdg.response import looks_like_response

from odoo import fields, models

ANSWERS = [
    ("accepted", "Accepted"),
    ("other", "Something else offered"),
    ("partly", "Partly accepted"),
    ("refused", "Refused"),
]


class DscsaDiscrepancy(models.Model):
    """What the seller answered; it is shown and changes nothing by itself."""

    _inherit = "dscsa.discrepancy"

    answer = fields.Selection(
        ANSWERS, string="Seller's Answer", copy=False, readonly=True, tracking=True
    )
    answer_text = fields.Text(string="In Words", copy=False, readonly=True)
    answered_at = fields.Datetime(string="Answered", copy=False, readonly=True)
    case_message_ids = fields.Many2many(
        "dscsa.case.message",
        "dscsa_case_message_rel",
        string="Messages of the Case",
        copy=False,
    )

    def _read_answers(self, message):
        """Take in PDG answers that came attached to a mail or a note."""
        self.ensure_one()
        for attachment in message.sudo().attachment_ids:
            content = attachment.raw or b""
            if content[:1] != b"{" and not attachment.name.endswith(".json"):
                continue
            if looks_like_response(content):
                # whoever may write on the thread may hand in an answer
                documents = self.env["dscsa.document"].sudo()
                document, is_new = documents.with_company(self.company_id)._take_in(
                    attachment.name,
                    content,
                    channel="mail" if message.message_type == "email" else "upload",
                    partner=self.partner_id,
                )
                if is_new:
                    document._process()

    def _take_answers(self, response, items):
        """Show an answer on the rows its items belong to, and its notes on all."""
        for row in self:
            mine = [each for each in response.answers if items.get(each.item) == row.id]
            values = row._answer_values(mine)
            if values:
                row.write(values)
            text = "\n".join(filter(None, [values.get("answer_text"), response.notes]))
            row.message_post(
                body=self.env._(
                    "%(sender)s answered: %(text)s",
                    sender=response.email,
                    text=text or self.env._("no further words"),
                )
            )

    def _answer_values(self, answers):
        if not answers:
            return {}
        accepted = [answer for answer in answers if answer.accepted]
        if len(accepted) == len(answers):
            kind = "accepted"
        elif any(answer.alternative for answer in answers):
            kind = "other"
        else:
            kind = "partly" if accepted else "refused"
        words = dict.fromkeys(self._answer_words(answer) for answer in answers)
        return {
            "answer": kind,
            "answer_text": "\n".join(filter(None, words)),
            "answered_at": fields.Datetime.now(),
        }

    def _answer_words(self, answer):
        parts = [
            self.env._("Accepted.") if answer.accepted else self.env._("Refused."),
            answer.comments,
        ]
        if answer.alternative:
            other = self.env._("Offered instead: %(what)s.", what=answer.alternative)
            parts.append(other)
        if answer.follow_up:
            how = f"{answer.follow_up} {answer.follow_up_details}".strip()
            parts.append(self.env._("Next: %(how)s.", how=how))
        return " ".join(filter(None, parts))
