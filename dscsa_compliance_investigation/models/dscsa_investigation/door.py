from dscsa_core.investigation.signs import SIGNS

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.scanning.pictures import clean_photo
from odoo.addons.dscsa_compliance.services.scanning.signing import check_signed

from ...services.put_aside import PutAside
from ...services.sign_hints import SignHints
from ...services.signs_page import SignsPage, sign_text
from .selections import UNDECIDED

_TECHNICIAN = "dscsa_compliance.group_dscsa_technician"
_LONGEST = 500


class DscsaInvestigation(models.Model):
    """The door in: signs to tap, a photo, a sentence, the label."""

    _inherit = "dscsa.investigation"

    sign_ids = fields.One2many("dscsa.investigation.sign", "investigation_id")

    # what the page calls -------------------------------------------------------------
    def dscsa_doubt(self):
        """The page of the doubt; docs/contract.md says what is in it."""
        self.ensure_one()
        self.check_access("read")
        return SignsPage(self).told().as_dict()

    def dscsa_tick(self, code):
        """Somebody sees this sign; a second tap takes it back. The page."""
        self._check_may_say()
        if code not in SIGNS:
            raise UserError(self.env._("This sign is not known. Load the page again."))
        before = self._sign(code)
        if before:
            before.sudo().write(
                {"undone_at": fields.Datetime.now(), "undone_by_id": self.env.uid}
            )
        else:
            self._note_sign(code=code, told=SignHints(self).told().get(code))
        return self.dscsa_doubt()

    def dscsa_say(self, sentence):
        """What is odd, in words. The page."""
        self._check_may_say()
        sentence = str(sentence or "").strip()[:_LONGEST]
        if not sentence:
            raise UserError(self.env._("Say in a few words what is odd."))
        self._note_sign(note=sentence)
        return self.dscsa_doubt()

    def dscsa_photo(self, image, code=None):
        """Keep a picture (base64), freed of what a camera adds; of a sign. The page.

        Names of patients were covered before it was sent: what comes is kept.
        """
        self._check_may_say()
        name = " ".join(filter(None, (self.name, code if code in SIGNS else "")))
        photo = self._keep_evidence(f"{name}.jpg", clean_photo(self.env, image))
        if sign := self._sign(code):
            sign.sudo().evidence_ids |= photo
        return self.dscsa_doubt()

    # buttons -------------------------------------------------------------------------
    def action_say_why(self):
        """Open where the signs are tapped."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "dscsa_doubt",
            "target": "new",
            "name": self.env._("What is odd?"),
            "params": {"investigation_id": self.id},
            "context": {"dialog_size": "large", "footer": False},
        }

    def action_label(self):
        """Print the quarantine labels; nothing where nobody prints labels."""
        self.check_access("read")
        return PutAside(self).label

    # inside --------------------------------------------------------------------------
    def _check_may_say(self):
        """Whoever puts aside may say why, until it is decided."""
        self.ensure_one()
        check_signed(self.env, self.company_id, _TECHNICIAN)
        self.check_access("write")
        if not self.env.user.has_group(_TECHNICIAN):
            raise AccessError(self.env._("Only DSCSA users say what is odd."))
        if self.state not in UNDECIDED:
            raise UserError(
                self.env._(
                    "%(name)s is decided. Correct the decision first.", name=self.name
                )
            )

    def _sign(self, code):
        return self.sign_ids.filtered(
            lambda row: code and row.code == code and not row.undone_at
        )

    def _note_sign(self, **values):
        # nobody writes signs by RPC: who saw it, and when, are taken from here
        self.env["dscsa.investigation.sign"].sudo().create(
            {"investigation_id": self.id, "user_id": self.env.uid, **values}
        )

    def _why_words(self):
        """The sentence it was opened with, and what was seen since."""
        said = [
            row.note or sign_text(self.env, row.code)
            for row in self.sign_ids.filtered(lambda row: not row.undone_at)
        ]
        return "; ".join(filter(None, (super()._why_words(), *said)))
