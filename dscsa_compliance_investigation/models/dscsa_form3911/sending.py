import base64

from odoo import fields, models
from odoo.exceptions import UserError

_LATER = frozenset({"incident_number", "evidence_upload", "evidence_upload_name"})
# which row of the case's list a sheet is the notice of
_PURPOSE = {"initial": "illegitimate", "termination": "termination"}


class DscsaForm3911(models.Model):
    """Sent by a person: from then on it is as it was given, with its SHA-256."""

    _inherit = "dscsa.form3911"

    def write(self, vals):
        if not self.env.su and self.filtered("sent_at") and set(vals) - _LATER:
            raise UserError(
                self.env._(
                    "This sheet was sent and stays as it was given. Make a follow-up."
                )
            )
        fixed = {"sent_at", "sent_by_id", "case_ids", "investigation_id"}
        if not self.env.su and fixed & set(vals):
            raise UserError(self.env._("Press “It was sent”."))
        result = super().write(vals)
        if vals.get("incident_number"):
            self._hand_on_number()
        return result

    def _hand_on_number(self):
        """FDA's number is the case's from then on: all later papers bear it."""
        for form in self:
            cases = form.case_ids.filtered(
                lambda case, form=form: case.incident_number != form.incident_number
            )
            cases.incident_number = form.incident_number

    def action_sent(self):
        """It was sent just now: keep it as given, and note on the case that it was."""
        self.ensure_one()
        self.check_access("write")
        if self.sent_at:
            raise UserError(self.env._("This sheet is marked as sent already."))
        if not (self.how or "").strip():
            raise UserError(self.env._("Write how it was sent."))
        # the time and the person are taken from here, not from the caller
        self.sudo().write(
            {"sent_at": fields.Datetime.now(), "sent_by_id": self.env.uid}
        )
        text = self._as_text()
        self._keep_evidence(self._file_name(), base64.b64encode(text.encode()))
        self._note_told()
        return True

    def _note_told(self):
        purpose = _PURPOSE.get(self.kind)
        for case in self.case_ids:
            rows = case._notices_of(purpose).filtered(
                lambda each: each.is_fda and not each.told_at
            )
            how = ("Form FDA 3911", self.how, self.incident_number)
            rows[-1:].write(
                {
                    "how": ", ".join(filter(None, how)),
                    "told_at": fields.Datetime.now(),
                }
            )

    def _file_name(self):
        number = self.investigation_id.name.replace("/", "-")
        return f"FDA-3911-{number}-{self.kind}-{self.id}.txt"

    def _as_text(self):
        """The sheet as it was given, line by line, with what was not whole."""
        words = dict(self._fields["kind"].selection)
        head = f"Form FDA 3911 ({self.version}), {words[self.kind]}"
        at = fields.Datetime.to_string(self.sent_at)
        lines = [head, f"Sent: {at} UTC, {self.sent_by_id.name}, {self.how}", ""]
        for each in self._sheet():
            code = f" [{each.code}]" if each.code else ""
            lines.append(f"{each.item}. {each.label}: {each.value}{code}")
        if self.problems_text:
            lines += ["", "Not whole when sent:", self.problems_text]
        return "\n".join(lines) + "\n"
