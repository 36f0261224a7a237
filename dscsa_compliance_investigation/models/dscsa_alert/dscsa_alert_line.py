from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.dscsa_compliance.services.knowledge.goods import gtins_of

from ...services.alert.lines import watched_of

_SHOWN = 8


class DscsaAlertLine(models.Model):
    """Goods of a warning: a product and its lots, serials or expiries, or all of it."""

    _name = "dscsa.alert.line"
    _description = "Goods of a Warning"
    _order = "alert_id, id"
    _rec_name = "code"

    alert_id = fields.Many2one(
        "dscsa.alert", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="alert_id.company_id", store=True)
    code = fields.Char(
        string="NDC or GTIN",
        help="Empty: the warning does not say which product. Enter it from the "
        "warning; until then every package with these numbers is looked at.",
    )
    named = fields.Json(readonly=True)
    names = fields.Char(string="Lots, Serials, Expiries", compute="_compute_names")
    product_name = fields.Char(string="Drug", compute="_compute_product_name")
    is_meant = fields.Boolean(
        string="Watched",
        default=True,
        help="Off: a pharmacist compared it with the warning, and it was misread.",
    )

    @api.depends("named")
    @api.depends_context("lang")
    def _compute_names(self):
        for line in self:
            goods = watched_of(line)
            parts = [self.env._("all lots")] if goods.lots.every else []
            if goods.is_bare:
                parts = [self.env._("nothing but the product")]
            if goods.lots.shown():
                parts.append(self.env._("lot %(lots)s", lots=_some(goods.lots)))
            if goods.serials.shown():
                words = self.env._("serial %(serials)s", serials=_some(goods.serials))
                parts.append(words)
            if goods.expiries:
                days = ", ".join(map(fields.Date.to_string, goods.expiries[:_SHOWN]))
                parts.append(self.env._("expiry %(days)s", days=days))
            line.names = " · ".join(parts)

    @api.depends("code")
    def _compute_product_name(self):
        for line in self:
            # who enters a warning needs no right to product settings
            products = line.sudo()._products() if line.code else ()
            line.product_name = ", ".join(each.display_name for each in products)

    @api.constrains("code")
    def _check_code(self):
        """A code nobody can read would watch every product."""
        for line in self.filtered("code"):
            if not gtins_of(watched_of(line).codes):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is neither an NDC nor a GTIN. Copy it from the "
                        "warning: 10 or 11 digits with hyphens, or 14 digits.",
                        code=line.code,
                    )
                )

    def _products(self):
        return self.alert_id._goods_of(watched_of(self)).products

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.alert_id._watch_anew()
        return lines

    def write(self, vals):
        """What the warning named stays; a product is added, a misreading is struck."""
        if not self.env.su and vals.keys() - {"code", "is_meant"}:
            raise UserError(self.env._("What the warning names is not typed."))
        self.alert_id._check_open()
        # another code takes the goods of the first out of the watch
        is_struck = "is_meant" in vals or ("code" in vals and any(self.mapped("code")))
        if is_struck and not self.env.su:
            self.alert_id._check_role("pharmacist")
        result = super().write(vals)
        self.alert_id._watch_anew()
        return result


def _some(names):
    shown = names.shown()
    more = len(shown) - _SHOWN
    return ", ".join(shown[:_SHOWN]) + (f" … (+{more:,})" if more > 0 else "")
