from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..services.license_lookup import LicenseLookup


class DscsaSourceDryRun(models.TransientModel):
    """Try a look-up with one license: question and answer are shown, none recorded."""

    _name = "dscsa.source.dry.run"
    _description = "Dry Run of a Look-up"

    source_id = fields.Many2one("dscsa.source", required=True)
    license_id = fields.Many2one("dscsa.license", required=True)
    request = fields.Text(string="Question", readonly=True)
    answer = fields.Text(readonly=True)
    meaning = fields.Text(readonly=True)

    def action_show(self):
        """Put the question together without sending it."""
        return self._run(send=False)

    def action_ask(self):
        """Send the question and show the answer; nothing is written down."""
        if self.source_id.mode == "off":
            raise UserError(
                self.env._(
                    "%(name)s is switched off, so nothing goes out. Choose «When "
                    "somebody presses a button» first.",
                    name=self.source_id.name,
                )
            )
        return self._run(send=True)

    def _run(self, *, send):
        self.ensure_one()
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("Look-ups are tried by the compliance manager.")
            )
        self.license_id.check_access("read")
        self._check_stays_inside(send)
        with LicenseLookup(self.source_id) as lookup:
            answer = lookup.ask(self.license_id, send=send)
        exchange = answer.exchange
        self.write(
            {
                "request": exchange.request if exchange else False,
                "answer": exchange.answer if exchange else False,
                "meaning": self._meaning(answer, send),
            }
        )
        if send:
            self._log(answer)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Dry run"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _check_stays_inside(self, send):
        """A WSDL at an address is fetched even to show the question."""
        source = self.source_id
        outside = source.kind == "soap" and not source.sudo().wsdl_file
        if outside and not send and source.mode == "off":
            raise UserError(
                self.env._(
                    "The WSDL of %(name)s has to be fetched, but the source is "
                    "switched off. Upload the WSDL, or switch the source on.",
                    name=source.name,
                )
            )

    def _meaning(self, answer, send):
        if answer.error:
            return " ".join(self.source_id._error_texts(answer.error))
        if not send:
            return self.env._("Not sent yet.")
        field = self.env["dscsa.license.check"]._fields["result"]
        labels = dict(field._description_selection(self.env))
        told = "\n".join(f"{k}: {v}" for k, v in answer.reading.facts.items() if v)
        if not answer.outcome:
            label = self.env._(
                "The status is not in the table «Meaning»: add it, or it counts as "
                "not checked."
            )
        else:
            label = labels[answer.outcome]
        return f"{label}\n{told}"

    def _log(self, answer):
        message = self._meaning(answer, True).splitlines()[0]
        result = "unreachable" if answer.error else "done"
        self.source_id._log("dry_run", result, message, seconds=answer.seconds)
