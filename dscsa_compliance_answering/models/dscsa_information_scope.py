from dscsa_core.answering import is_code
from dscsa_core.numbers import (
    gtin14_of,
    gtins_of_ndc,
    ndc_text,
)
from dscsa_core.recall.lots import Names
from dscsa_core.recall.notice import read_lots

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_ASKED = ("code", "lot", "serial", "date_from", "date_to", "partner_id")


class DscsaInformationScope(models.Model):
    """One line of what is asked: everything on it holds together; lines add up."""

    _name = "dscsa.information.scope"
    _description = "Asked about"
    _order = "request_id, id"

    request_id = fields.Many2one(
        "dscsa.information.request", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True
    )
    code = fields.Char(
        string="NDC or GTIN", help="As asked: NDC with or without hyphens, or GTIN."
    )
    lot = fields.Char()
    serial = fields.Char(string="Serial Number")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    partner_id = fields.Many2one("res.partner", string="Bought from")

    @api.depends(*_ASKED)
    @api.depends_context("lang")
    def _compute_display_name(self):
        for scope in self:
            scope.display_name = scope._words()

    def _words(self):
        """What is asked on this line, in words."""
        env = self.env
        day = self.env["ir.qweb.field.date"].value_to_html
        parts = [
            self.code or "",
            self.lot and env._("lot %(lot)s", lot=self.lot),
            self.serial and env._("serial %(serial)s", serial=self.serial),
            self.partner_id and env._("from %(name)s", name=self.partner_id.name),
            self.date_from
            and env._("from %(day)s", day=day(self.date_from, {"format": "d MMM y"})),
            self.date_to
            and env._("until %(day)s", day=day(self.date_to, {"format": "d MMM y"})),
        ]
        return ", ".join(part for part in parts if part)

    @api.constrains(*_ASKED)
    def _check_scope(self):
        for scope in self:
            if not any(scope[name] for name in _ASKED):
                raise ValidationError(
                    self.env._(
                        "A line without anything on it would ask for everything. "
                        "Enter what they named: NDC, lot, serial, dates or seller."
                    )
                )
            if scope.code and not is_code(scope.code.strip()):
                raise ValidationError(
                    self.env._(
                        "%(code)s is neither an NDC nor a GTIN with a right check "
                        "digit. Compare with what they asked.",
                        code=scope.code,
                    )
                )
            dates = (scope.date_from, scope.date_to)
            if all(dates) and dates[0] > dates[1]:
                raise ValidationError(
                    self.env._("The days run backwards. Look at From and Until.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        scopes = super().create([self._tidy(vals) for vals in vals_list])
        scopes._check_open()
        # an empty line sets no field, so that nothing would check it
        scopes._check_scope()
        return scopes

    def write(self, vals):
        self._check_open()
        return super().write(self._tidy(dict(vals)))

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        self._check_open()

    def _check_open(self):
        """What was asked stays as it was once it is answered."""
        if not self.env.su and any(
            request.state in ("answered", "closed") for request in self.request_id
        ):
            raise UserError(
                self.env._(
                    "This request was answered: what was asked stays as it was. Take "
                    "a further question in as a request of its own."
                )
            )

    @api.model
    def _tidy(self, vals):
        """Texts without blanks around them and signs no database keeps."""
        for name in ("code", "lot", "serial"):
            if isinstance(vals.get(name), str):
                vals[name] = vals[name].replace("\x00", "").strip()
        return vals

    def _lot_names(self):
        """The lots asked for, as typed or copied; false when none was."""
        found = read_lots(self.lot or "").lots
        return found or Names((self.lot,) if self.lot else ())

    def _gtins(self):
        """GTIN-14s the code may stand for; empty when none was asked."""
        code = (self.code or "").strip()
        found = set(gtins_of_ndc(code))
        if not found and gtin14_of(code):
            found = {gtin14_of(code)}
        return sorted(found)

    def _ndc(self):
        """The NDC asked for, with hyphens where they are certain."""
        code = (self.code or "").strip()
        return ndc_text(code) if gtins_of_ndc(code) else ""
