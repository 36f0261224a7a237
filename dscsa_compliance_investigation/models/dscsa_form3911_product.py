from dscsa_core.investigation.form3911.report import Product

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.report import labels


class DscsaForm3911Product(models.Model):
    """One product of a sheet, as it is reported: filled in, to be edited."""

    _name = "dscsa.form3911.product"
    _description = "Product on Form FDA 3911"
    _order = "form_id, id"

    form_id = fields.Many2one(
        "dscsa.form3911", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="form_id.company_id", store=True)
    name = fields.Char(string="Name on the label")
    ingredients = fields.Char(string="Primary ingredients")
    strength = fields.Char()
    dosage_form = fields.Char(string="Dosage form")
    description = fields.Selection(labels("drug_description"), default="finished")
    ndc = fields.Char(string="NDC")
    quantity = fields.Integer()
    unit = fields.Char()
    lots = fields.Char(help="Several, separated by commas; “unknown” if not printed.")
    serials = fields.Char(help="Several, separated by commas.")
    expiries = fields.Char(
        string="Expirations",
        help="mm/dd/yyyy, or as printed; “unknown” if not printed.",
    )

    @api.model
    def _values_of(self, product):
        return {
            "name": product.name,
            "ingredients": product.ingredients,
            "strength": product.strength,
            "dosage_form": product.dosage_form,
            "description": product.description,
            "ndc": product.ndc,
            "quantity": product.quantity or 0,
            "unit": product.unit,
            "lots": ", ".join(product.lots),
            "serials": ", ".join(product.serials),
            "expiries": ", ".join(f"{day:%m/%d/%Y}" for day in product.expiries),
        }

    def _product(self):
        return Product(
            name=self.name or "",
            ingredients=self.ingredients or "",
            strength=self.strength or "",
            dosage_form=self.dosage_form or "",
            description=self.description or "",
            ndc=self.ndc or "",
            quantity=self.quantity or None,
            unit=self.unit or "",
            lots=_split(self.lots),
            serials=_split(self.serials),
            expiries=_split(self.expiries),
        )

    def write(self, vals):
        self._check_not_sent()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create(vals_list)
        made._check_not_sent()
        return made

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_not_sent()

    def _check_not_sent(self):
        if self.form_id.filtered("sent_at"):
            raise UserError(
                self.env._("This sheet was sent and stays as it was given.")
            )


def _split(text):
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
