from odoo import fields, models


class DscsaRemovalWizard(models.TransientModel):
    """First step of removing a file: which, and why."""

    _name = "dscsa.removal.wizard"
    _description = "Remove a File"

    document_id = fields.Many2one("dscsa.document", required=True)
    reason = fields.Selection(
        [
            ("misdirected", "Meant for somebody else"),
            ("private", "Holds private data, for example of a patient"),
            ("test", "Test file"),
        ],
        required=True,
        default="misdirected",
    )
    note = fields.Text(string="Why it goes", required=True)

    def action_ask(self):
        """Note the wish; the file goes with the second step, on its form."""
        self.ensure_one()
        self.document_id._ask_removal(self.reason, self.note)
        return {"type": "ir.actions.act_window_close"}
