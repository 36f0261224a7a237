from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..services.keeping.pointing import check_named

_SHORTEST, _LONGEST = 4, 12


class ResUsers(models.Model):
    """Who saw, checked and released stays."""

    _inherit = "res.users"

    dscsa_initials = fields.Char(
        string="Initials", size=6, copy=False, help="As you sign on paper, such as DM."
    )
    dscsa_pin = fields.Char(
        string="Bench PIN",
        compute="_compute_dscsa_pin",
        inverse="_inverse_dscsa_pin",
        copy=False,
        help="Four digits or more. Nobody can read it; only you can set it.",
    )
    dscsa_has_pin = fields.Boolean(
        string="Has a PIN", compute="_compute_dscsa_has_pin", compute_sudo=True
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_named(self):
        # raw SQL looks for them below
        self.env.flush_all()
        check_named(self)

    # initials and PIN with which a person signs at a shared bench ----------------
    @property
    def SELF_READABLE_FIELDS(self):
        return [
            *super().SELF_READABLE_FIELDS,
            "dscsa_initials",
            "dscsa_pin",
            "dscsa_has_pin",
        ]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "dscsa_initials", "dscsa_pin"]

    def _compute_dscsa_pin(self):
        """Never shown."""
        self.dscsa_pin = False

    def _compute_dscsa_has_pin(self):
        known = self.env["dscsa.pin"].search([("user_id", "in", self.ids)]).user_id
        for user in self:
            user.dscsa_has_pin = user in known

    def _inverse_dscsa_pin(self):
        for user in self:
            pin = (user.dscsa_pin or "").strip()
            if pin and user != self.env.user:
                raise UserError(
                    self.env._(
                        "Only %(name)s can set this PIN, under My Preferences: it is a "
                        "signature. You can take it away by leaving it empty.",
                        name=user.name,
                    )
                )
            user._dscsa_check_pin(pin)
            self.env["dscsa.pin"]._keep(user, pin)
            user.invalidate_recordset(["dscsa_pin", "dscsa_has_pin"])

    def _dscsa_check_pin(self, pin):
        if not pin:
            return
        easy = len(set(pin)) == 1 or pin in "01234567890123456789"
        easy = easy or pin in "98765432109876543210"
        fits = _SHORTEST <= len(pin) <= _LONGEST
        if not (pin.isascii() and pin.isdecimal()) or not fits or easy:
            raise ValidationError(
                self.env._(
                    "A PIN has %(least)s to %(most)s digits, not all the same and not "
                    "in a row.",
                    least=_SHORTEST,
                    most=_LONGEST,
                )
            )

    @api.constrains("dscsa_initials", "company_ids", "active")
    def _check_dscsa_initials(self):
        """Two people of one company do not sign with the same letters."""
        for user in self.filtered("dscsa_initials"):
            others = self.sudo()._dscsa_with_initials(
                user.dscsa_initials, user.company_ids
            )
            if others - user:
                raise ValidationError(
                    self.env._(
                        "%(name)s signs with %(initials)s already. Add a letter.",
                        name=(others - user)[:1].name,
                        initials=user.dscsa_initials,
                    )
                )

    @api.model
    def _dscsa_with_initials(self, initials, companies):
        """Active people of these companies who sign with these letters."""
        text = (initials or "").strip()
        if not text:
            return self.browse()
        for sign in "\\%_":
            text = text.replace(sign, f"\\{sign}")
        return self.search(
            [
                ("dscsa_initials", "=ilike", text),
                ("company_ids", "in", companies.ids),
                ("active", "=", True),
            ]
        )
