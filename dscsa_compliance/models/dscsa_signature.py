from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

_LATER = frozenset({"until", "ended_at"})


class DscsaSignature(models.Model):
    """Somebody signed at a bench with initials and PIN, for the acts that follow."""

    _name = "dscsa.signature"
    _inherit = ["dscsa.ledger.mixin"]
    _description = "Bench Signature"
    _order = "id desc"
    _rec_name = "signer_id"

    _ledger_fields = ("signer_id", "user_id", "signed_at", "until", "ended_at")
    _ledger_kept = True

    company_id = fields.Many2one("res.company", required=True, index=True)
    signer_id = fields.Many2one("res.users", string="Signed by", required=True)
    user_id = fields.Many2one("res.users", string="Login at the bench", required=True)
    signed_at = fields.Datetime(required=True, default=fields.Datetime.now)
    until = fields.Datetime(string="Signed until", required=True)
    ended_at = fields.Datetime(string="Signed out at")
    session_key = fields.Char(
        required=True, index=True, groups="base.group_system", copy=False
    )

    def write(self, vals):
        """A signature is a fact: only its end can be added."""
        if not self.env.su or not vals.keys() <= _LATER:
            raise UserError(self.env._("Signatures are never changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Signatures stay on record."))

    def _ledger_kind(self, is_new, before):
        if is_new or not before:
            return "signed"
        return super()._ledger_kind(is_new, before)

    @api.model
    def _current(self, company, key):
        """The signature that counts now in this session for this login."""
        # the session's key is not for users to read
        return self.sudo().search(
            [
                ("session_key", "=", key),
                ("user_id", "=", self.env.uid),
                ("company_id", "=", company.id),
                ("ended_at", "=", False),
                ("until", ">", fields.Datetime.now()),
                ("signer_id.active", "=", True),
            ],
            limit=1,
        )

    @api.model
    def _sign(self, signer, company, key):
        """End what was signed in this session before, and sign anew."""
        self._end(key)
        minutes = max(1, company.sudo().dscsa_pin_minutes)
        # signatures are made by signing, not typed
        return self.sudo().create(
            {
                "company_id": company.id,
                "signer_id": signer.id,
                "user_id": self.env.uid,
                "until": fields.Datetime.now() + timedelta(minutes=minutes),
                "session_key": key,
            }
        )

    @api.model
    def _end(self, key):
        """Sign out of this session."""
        # as above
        open_ones = self.sudo().search(
            [("session_key", "=", key), ("ended_at", "=", False)]
        )
        open_ones.write({"ended_at": fields.Datetime.now()})
