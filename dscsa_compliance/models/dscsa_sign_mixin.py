from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.scanning.signing import has_to_sign, pin_state, sign_first


class DscsaSignMixin(models.AbstractModel):
    """Initials and PIN on a form that does a regulated act."""

    _name = "dscsa.sign.mixin"
    _description = "Signed Form"

    sign_required = fields.Boolean(compute="_compute_sign")
    signed_as = fields.Char(string="Signed by", compute="_compute_sign")
    sign_initials = fields.Char(string="Initials")
    sign_pin = fields.Char(
        string="PIN",
        compute="_compute_sign_pin",
        inverse="_inverse_sign_pin",
        help="Never stored.",
    )
    sign_message = fields.Char(readonly=True)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_sign(self):
        state = pin_state(self.env)
        for form in self:
            form.signed_as = state.signed_as
            form.sign_required = state.required and not state.signed_as

    def _compute_sign_pin(self):
        """Never shown."""
        self.sign_pin = False

    def _inverse_sign_pin(self):
        """Sign as the form is saved, so that a wrong try counts whatever follows."""
        desk = self.env["dscsa.scan.desk"]
        for form in self.filtered("sign_pin"):
            answer = desk.dscsa_sign(form.sign_initials, form.sign_pin)
            form.sign_message = False if answer["ok"] else answer["sentence"]

    def _check_signed(self):
        """Raise UserError with what is wrong when nobody signed who has to."""
        if has_to_sign(self.env):
            raise UserError(self[:1].sign_message or sign_first(self.env))
