import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...services.numbers import gtin14_of, gtins_of_ndc
from ...services.recall.goods import products_of

_BETWEEN = re.compile(r"[,;\n]+")


class DscsaRecallLine(models.Model):
    """One drug of a recall notice with its lots, as printed on the notice."""

    _name = "dscsa.recall.line"
    _description = "Recalled Drug"
    _order = "recall_id, id"
    _rec_name = "code"

    recall_id = fields.Many2one(
        "dscsa.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="recall_id.company_id")
    code = fields.Char(string="NDC or GTIN", required=True, copy=False)
    lots = fields.Char(
        copy=False,
        help="As printed, with commas between them. Empty: every lot of this drug.",
    )
    product_name = fields.Char(string="Drug", compute="_compute_product_name")

    @api.depends("code", "recall_id.company_id")
    def _compute_product_name(self):
        for line in self:
            # people who run a recall need no right to product settings
            products = line.sudo()._products()
            line.product_name = ", ".join(products.mapped("display_name"))

    @api.constrains("code")
    def _check_code(self):
        for line in self:
            if not line._gtins():
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is neither an NDC nor a GTIN. Copy it from the "
                        "notice: 10 or 11 digits with hyphens, or 14 digits.",
                        code=line.code,
                    )
                )

    def _gtins(self):
        """GTIN-14s the code stands for, on every packing level."""
        self.ensure_one()
        gtin = gtin14_of(self.code)
        if gtin:
            body = gtin[1:13]
            return [gtin14_of(f"{level}{body}?") for level in range(9)]
        return gtins_of_ndc(self.code)

    def _lots(self):
        """Lots in upper case; empty for every lot."""
        self.ensure_one()
        texts = (text.strip().upper() for text in _BETWEEN.split(self.lots or ""))
        return sorted({text for text in texts if text})

    def _products(self):
        """Products of the company that the code means."""
        self.ensure_one()
        return products_of(
            self.env, self.recall_id.company_id, self.code, self._gtins()
        )
