import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..models.dscsa_license import number_key_of
from ..models.selections import METHODS, RESULTS
from ..services.partner_status import GRAVE

# looks that leave something to show
_SHOWN = ("board_site", "copy")
# of a partner's role, the paper asked for first
_TYPES = {
    "manufacturer": "fda_registration",
    "repackager": "fda_repackager",
    "3pl": "3pl",
    "dispenser": "pharmacy",
    "practitioner": "practitioner",
}


class DscsaLicenseCheckWizard(models.TransientModel):
    """The one-minute proof: number, State, screenshot. Also “Check now”.

    The file is a plain binary column: an attachment of the web client would be made
    smaller on the way when it is a large picture.
    """

    _name = "dscsa.license.check.wizard"
    _description = "Check a License"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    order_id = fields.Many2one("purchase.order")
    partner_id = fields.Many2one("res.partner", string="Partner or Site", required=True)
    license_id = fields.Many2one(
        "dscsa.license",
        compute="_compute_license_id",
        store=True,
        precompute=True,
        readonly=False,
        string="License on File",
        domain="[('partner_id.commercial_partner_id', '=', commercial_id), "
        "('company_id', '=', company_id)]",
    )
    commercial_id = fields.Many2one(related="partner_id.commercial_partner_id")
    type_id = fields.Many2one(
        "dscsa.license.type",
        compute="_compute_from_license",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    is_state = fields.Boolean(related="type_id.is_state")
    number = fields.Char(
        compute="_compute_from_license",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    state_id = fields.Many2one(
        "res.country.state",
        compute="_compute_from_license",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('country_id.code', '=', 'US')]",
    )
    activity = fields.Char(
        compute="_compute_from_license", store=True, precompute=True, readonly=False
    )
    valid_from = fields.Date(help="Empty: known from today on.")
    valid_to = fields.Date(string="Valid until", help="As the site or license shows.")
    result = fields.Selection(RESULTS, required=True, default="confirmed")
    method = fields.Selection(METHODS, required=True, default="board_site")
    effective_date = fields.Date(string="In Effect from")
    file = fields.Binary(attachment=False, string="Screenshot or Copy")
    file_name = fields.Char()
    note = fields.Text()
    ships_from_id = fields.Many2one(
        "res.country.state",
        string="Ships from",
        compute="_compute_ships_from",
        readonly=False,
        store=True,
        precompute=True,
        domain="[('country_id.code', '=', 'US')]",
    )
    same_number = fields.Char(compute="_compute_same_number")
    is_grave = fields.Boolean(compute="_compute_is_grave")

    @api.depends("partner_id", "company_id")
    def _compute_license_id(self):
        for wizard in self:
            whole = wizard.partner_id.commercial_partner_id
            if wizard.license_id.commercial_partner_id == whole:
                continue
            rows = self.env["dscsa.license"].search(
                [
                    ("company_id", "=", wizard.company_id.id),
                    ("partner_id", "in", (wizard.partner_id | whole).ids),
                    ("track", "=", "authorised"),
                ]
            )
            # the one whose renewal is most likely meant
            wizard.license_id = rows.sorted(
                lambda row: row.valid_to or fields.Date.today()
            )[-1:]

    @api.depends("license_id", "partner_id")
    def _compute_from_license(self):
        for wizard in self:
            row = wizard.license_id
            partner = wizard.partner_id
            role = partner.dscsa_role or partner.commercial_partner_id.dscsa_role
            wizard.type_id = row.type_id or self._type_of(role)
            wizard.number = row.number
            wizard.activity = row.activity
            wizard.state_id = row.state_id or wizard._known_ship_from()

    @api.model
    def _type_of(self, role):
        code = _TYPES.get(role, "wholesale")
        return self.env["dscsa.license.type"].search([("code", "=", code)], limit=1)

    @api.depends("partner_id")
    def _compute_ships_from(self):
        for wizard in self:
            wizard.ships_from_id = wizard._known_ship_from()

    def _known_ship_from(self):
        partner, whole = self.partner_id, self.partner_id.commercial_partner_id
        for each in (partner, whole):
            if state := each.dscsa_ship_from_state_id or each.state_id:
                return state
        return self.env["res.country.state"]

    @api.depends("number", "type_id", "state_id", "partner_id")
    def _compute_same_number(self):
        for wizard in self:
            others = self.env["dscsa.license"]
            if key := number_key_of(wizard.number):
                others = others.search(
                    [
                        ("company_id", "=", wizard.company_id.id),
                        ("number_key", "=", key),
                        ("type_id", "=", wizard.type_id.id),
                        ("state_id", "=", wizard.state_id.id),
                    ]
                ).filtered(
                    lambda row, wizard=wizard: (
                        row.commercial_partner_id != wizard.commercial_id
                    )
                )
            names = ", ".join(others.commercial_partner_id.mapped("display_name"))
            wizard.same_number = names and self.env._(
                "The same number is on file for %(names)s. One business twice? Then "
                "merge the two; else look at the number again.",
                names=names,
            )

    @api.depends("license_id")
    def _compute_is_grave(self):
        for wizard in self:
            wizard.is_grave = wizard.license_id.status in GRAVE

    def action_check(self):
        """Record what was seen, and go back to the order if it came from there."""
        self.ensure_one()
        self._check_complete()
        if self.ships_from_id != self._known_ship_from():
            self.partner_id.sudo().dscsa_ship_from_state_id = self.ships_from_id
        row = self._license()
        dated = self.result in ("confirmed", "expired")
        seen = {"valid_from": self.valid_from, "valid_to": self.valid_to}
        row._record_check(
            self.result,
            self.method,
            evidence=self._files(),
            lifts=self.result == "confirmed" and row.status in GRAVE,
            effective_date=False if dated else self.effective_date,
            note=self.note,
            **(seen if dated else {}),
        )
        return {"type": "ir.actions.act_window_close"}

    def _license(self):
        """The license that was looked at; a new one when number or State are others."""
        row = self.license_id
        same = (
            row
            and row.type_id == self.type_id
            and row.state_id == self._issuer()
            and row.number_key == number_key_of(self.number)
        )
        if same:
            return row
        return self.env["dscsa.license"].create(
            {
                "company_id": self.company_id.id,
                "partner_id": self.partner_id.id,
                "type_id": self.type_id.id,
                "number": self.number,
                "state_id": self._issuer().id,
                "activity": self.activity,
                "class_ids": [Command.set(row.class_ids.ids)],
            }
        )

    def _issuer(self):
        return self.state_id if self.is_state else self.env["res.country.state"]

    def _files(self):
        content = self.with_context(bin_size=False).file
        if not content:
            return ()
        name = self.file_name or self.env._("Screenshot")
        return ((name, base64.b64decode(content)),)

    def _check_complete(self):
        if self.method in _SHOWN and not self.file and self.result == "confirmed":
            raise UserError(
                self.env._(
                    "Add the screenshot or copy: it is what you show when somebody "
                    "asks how you knew."
                )
            )
        if self.method == "call" and not self.note:
            raise UserError(self.env._("Write down who was called and what was said."))
        self._check_last_day()

    def _check_last_day(self):
        """The last day fits the result: past when expired, ahead when confirmed."""
        ended = self.valid_to or self.license_id.valid_to
        today = fields.Date.context_today(self)
        if self.result == "expired" and self.valid_to and self.valid_to >= today:
            raise UserError(
                self.env._(
                    "%(day)s is not past: until then it is valid. Type the last day "
                    "that was shown.",
                    day=date_text(self.env, self.valid_to),
                )
            )
        if self.result == "confirmed" and ended and ended < today:
            raise UserError(
                self.env._(
                    "It would end on %(day)s, which is past. Type the new last day, or "
                    "choose “Expired”.",
                    day=date_text(self.env, ended),
                )
            )
