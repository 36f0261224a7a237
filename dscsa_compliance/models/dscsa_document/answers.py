from dscsa_core.errors import CoreError
from dscsa_core.pdg.response import MAX_BYTES, looks_like_response, read_response

from odoo import fields, models

from ..dscsa_case_message import PDG


class DscsaDocument(models.Model):
    """A seller's answer may come like any other file: dropped, or by mail."""

    _inherit = "dscsa.document"

    def _take_answer(self):
        """Answers to our own reports go to their discrepancies; whether it is one."""
        if self.direction == "out" and self.format == PDG:
            return True
        content = self._answer_content()
        if content is None:
            return False
        document = self.sudo().with_company(self.company_id)
        try:
            with self.env.cr.savepoint():
                response = read_response(content)
                self.env["dscsa.case.message"].sudo()._record_answer(document, response)
        except CoreError as error:
            document._fail(error.code, error.facts)
            return True
        document.write(
            {
                "state": "processed",
                "format": PDG,
                "failure_code": False,
                "failure": False,
                "processed_at": fields.Datetime.now(),
            }
        )
        return True

    def _answer_content(self):
        """The bytes, if this file is an answer to a report; None for all others."""
        if self.size > MAX_BYTES or not self.attachment_id:
            return None
        try:
            with self._open() as stream:
                start = stream.read(64)
                if not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
                    return None
                content = start + stream.read()
        except FileNotFoundError:
            return None
        return content if looks_like_response(content) else None
