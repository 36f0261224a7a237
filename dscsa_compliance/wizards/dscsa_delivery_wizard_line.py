from dscsa_core.numbers import ndc_text

from odoo import api, fields, models
from odoo.exceptions import UserError


class DscsaDeliveryWizardLine(models.TransientModel):
    """One line of a paper invoice: drug, lot, expiration and number of packages."""

    _name = "dscsa.delivery.wizard.line"
    _inherit = ["dscsa.guess.mixin"]
    _description = "Line of a Paper Invoice"

    wizard_id = fields.Many2one(
        "dscsa.delivery.wizard", required=True, ondelete="cascade"
    )
    ndc = fields.Char(string="NDC")
    product_id = fields.Many2one(
        "product.product",
        string="Drug",
        compute="_compute_product_id",
        store=True,
        readonly=False,
    )
    name = fields.Char(
        string="Name as printed", compute="_compute_name", store=True, readonly=False
    )
    lot = fields.Char()
    expiry = fields.Date(string="Expires")
    quantity = fields.Integer(string="Packages", default=1)

    @api.depends("ndc")
    def _compute_product_id(self):
        numbers = {line: ndc_text(line.ndc) for line in self if line.ndc}
        found = self.env["product.template"]._dscsa_by_ndc(set(numbers.values()))
        for line in self:
            nothing = self.env["product.product"]
            line._guess("product_id", found.get(numbers.get(line)) or nothing)

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            line._guess("name", line.product_id.name)

    def _line_values(self):
        """The same as a TI line. Raises UserError for a line that names no drug."""
        self.ensure_one()
        product = self.product_id
        if not product and not self.name and not self.ndc:
            raise UserError(
                self.env._("Each line needs an NDC or the name of the drug as printed.")
            )
        gtin = self.env["dscsa.gtin"].search(
            [
                ("product_id", "=", product.id),
                ("level", "=", "package"),
                ("company_id", "=", self.wizard_id.company_id.id),
            ],
            limit=1,
        )
        return {
            "product_id": product.id,
            "gtin_id": gtin.id if product else False,
            "gtin": gtin.gtin if product else False,
            "ndc": ndc_text(self.ndc) or product.dscsa_ndc,
            "name": self.name or product.name,
            "strength": product.dscsa_strength,
            "dosage_form": product.dscsa_dosage_form,
            "container_size": product.dscsa_container_size,
            "manufacturer": product.dscsa_manufacturer,
            "lot": self.lot,
            "expiry": self.expiry,
            "quantity": max(1, self.quantity),
        }
