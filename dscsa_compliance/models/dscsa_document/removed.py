from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...services.ingest.removal import Removal


class DscsaDocument(models.Model):
    """A misdirected or private file can lose its bytes; a tombstone stays.

    Kept: hash, size, sender, dates, who asked, who confirmed, when and why.
    """

    _inherit = "dscsa.document"

    removal_reason = fields.Selection(
        [
            ("misdirected", "Meant for somebody else"),
            ("private", "Holds private data, for example of a patient"),
            ("test", "Test file"),
        ],
        readonly=True,
        copy=False,
    )
    removal_note = fields.Text(string="Why it goes", readonly=True, copy=False)
    removal_asked_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    removal_asked_at = fields.Datetime(readonly=True, copy=False)
    removed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    removed_at = fields.Datetime(readonly=True, copy=False)

    def _check_remover(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._(
                    "Only the compliance manager removes a file. Ask the pharmacist in "
                    "charge."
                )
            )

    def _dscsa_check_removal(self):
        """Hook: raise UserError where this file has to stay."""

    def _ask_removal(self, reason, note):
        """First step: say why. Nothing is removed yet."""
        self.ensure_one()
        self._check_remover()
        Removal(self.sudo()).check()
        self.sudo().write(
            {
                "removal_reason": reason,
                "removal_note": note,
                "removal_asked_by_id": self.env.uid,
                "removal_asked_at": fields.Datetime.now(),
            }
        )

    def action_take_removal_back(self):
        """Forget the first step; the file stays."""
        self._check_remover()
        asked = self.filtered(lambda d: d.removal_asked_at and d.state != "removed")
        asked.sudo().write(
            {
                "removal_reason": False,
                "removal_note": False,
                "removal_asked_by_id": False,
                "removal_asked_at": False,
            }
        )
        return True

    def action_confirm_removal(self):
        """Second step: the bytes and what was read from them go for good."""
        self._check_remover()
        for document in self:
            if not document.removal_asked_at or document.state == "removed":
                raise UserError(
                    self.env._(
                        "%(name)s: say first why it goes, with Remove the file.",
                        name=document.name,
                    )
                )
            same = document.removal_asked_by_id == self.env.user
            if same and document.company_id.dscsa_removal_by_two:
                raise UserError(
                    self.env._(
                        "In your company a second person confirms: you asked for it "
                        "yourself."
                    )
                )
            Removal(document.sudo()).run(self.env.user)
        return True
