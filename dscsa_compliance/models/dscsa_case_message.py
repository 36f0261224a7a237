from datetime import UTC, datetime

from dscsa_core.errors import CoreError
from dscsa_core.pdg.response import looks_like_response

from odoo import api, fields, models

from ..services.deliveries.case_report import CaseReport

PDG = "pdg"


class DscsaCaseMessage(models.Model):
    """One PDG message of a case: our report or the seller's answer, kept as it was."""

    _name = "dscsa.case.message"
    _description = "Message of a Case with a Seller"
    _order = "sent_at desc, id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    direction = fields.Selection(
        [("out", "Report"), ("in", "Answer")], required=True, index=True
    )
    case_uuid = fields.Char(string="Case Number", required=True, index=True)
    message_uuid = fields.Char(string="Message Number", required=True)
    sent_at = fields.Datetime(string="Written on", required=True)
    sender = fields.Char(string="Written by")
    document_id = fields.Many2one(
        "dscsa.document", string="Original", required=True, ondelete="restrict"
    )
    discrepancy_ids = fields.Many2many(
        "dscsa.discrepancy", "dscsa_case_message_rel", string="Discrepancies"
    )
    items = fields.Json(help="{number of an item: id of its discrepancy}")
    notes = fields.Text()

    _message_unique = models.UniqueIndex("(company_id, direction, message_uuid)")

    @api.model
    def _record_report(self, rows, message):
        """Keep the report that went out with a letter, byte by byte."""
        table = self.sudo()
        for attachment in message.sudo().attachment_ids:
            content = attachment.raw or b""
            if not looks_like_response(content):
                continue
            report = CaseReport(rows.sudo())
            try:
                report.bytes_of()  # names the items once more, for the answers
            except CoreError:
                report.row_of = {}
            document = self._keep(rows, attachment.name, content)
            number = f"{rows[:1].case_uuid}/{message.id}"
            table.create(
                {
                    "company_id": rows[:1].company_id.id,
                    "direction": "out",
                    "case_uuid": rows[:1].case_uuid,
                    "message_uuid": number,
                    "sent_at": fields.Datetime.now(),
                    "sender": self.env.user.name,
                    "document_id": document.id,
                    "discrepancy_ids": [fields.Command.set(rows.ids)],
                    "items": report.row_of,
                }
            )

    @api.model
    def _keep(self, rows, name, content):
        documents = self.env["dscsa.document"].sudo().with_company(rows.company_id)
        document, is_new = documents._take_in(
            name, content, channel="manual", partner=rows.partner_id
        )
        if is_new:
            document.write(
                {
                    "direction": "out",
                    "state": "processed",
                    "format": PDG,
                    "processed_at": fields.Datetime.now(),
                }
            )
        return document

    @api.model
    def _record_answer(self, document, response):
        """Store an answer and show it on the discrepancies it is about.

        Raises CoreError ``pdg.case`` when no case of the company has its number.
        """
        company = document.company_id
        case = [("company_id", "=", company.id), ("case_uuid", "=", response.case)]
        rows = self.env["dscsa.discrepancy"].search(case)
        if not rows:
            raise CoreError("pdg.case", case=response.case)
        if before := self._answer_numbered(response.message, company):
            return before
        items = self._items_of(case)
        answer = self.create(
            {
                "company_id": company.id,
                "direction": "in",
                "case_uuid": response.case,
                "message_uuid": response.message,
                "sent_at": _utc(response.timestamp),
                "sender": response.email,
                "document_id": document.id,
                "discrepancy_ids": [fields.Command.set(rows.ids)],
                "items": items,
                "notes": response.notes or False,
            }
        )
        rows._take_answers(response, items)
        return answer

    @api.model
    def _answer_numbered(self, number, company):
        return self.search(
            [
                ("company_id", "=", company.id),
                ("direction", "=", "in"),
                ("message_uuid", "=", number),
            ]
        )

    @api.model
    def _items_of(self, case):
        """{number of an item: id of its discrepancy}, as our reports named them."""
        items = {}
        for report in self.search([*case, ("direction", "=", "out")]).sorted("id"):
            items.update(report.items or {})
        return items


def _utc(timestamp):
    """Seconds as a time of Odoo; what no calendar knows is now."""
    try:
        return datetime.fromtimestamp(timestamp, UTC).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        return fields.Datetime.now()
