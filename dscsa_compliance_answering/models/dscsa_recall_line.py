from dscsa_core.recall.goods import Goods
from dscsa_core.recall.lots import Names
from dscsa_core.recall.notice import read_lots, read_notice, read_serials

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.dscsa_compliance.services.knowledge.goods import (
    EVERY,
    goods_of,
    gtins_of,
)


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
    lots = fields.Text(
        copy=False,
        help="Copy it from the notice, words and dates too. Empty: every lot.",
    )
    serials = fields.Text(
        string="Serial Numbers",
        copy=False,
        help="Only where the notice names packages: single ones or from – to.",
    )
    product_name = fields.Char(string="Drug", compute="_compute_product_name")
    read_as = fields.Char(compute="_compute_read_as")
    asked = fields.Char(string="Not understood", compute="_compute_read_as")

    @api.depends("code", "recall_id.company_id")
    def _compute_product_name(self):
        for line in self:
            # people who run a recall need no right to product settings
            products = line.sudo()._products()
            line.product_name = ", ".join(products.mapped("display_name"))

    @api.depends("code", "lots", "serials")
    @api.depends_context("lang")
    def _compute_read_as(self):
        for line in self:
            goods, asked = line._printed()
            line.read_as = "; ".join(map(line._words, goods))
            line.asked = ", ".join(asked)

    def _words(self, goods):
        """How one drug of the line was understood."""
        parts = [", ".join(goods.codes)]
        if goods.lots.every:
            parts.append(self.env._("every lot"))
        elif goods.lots:
            lots = ", ".join(goods.lots.shown())
            parts.append(self.env._("lot %(lots)s", lots=lots))
        if goods.serials:
            serials = ", ".join(goods.serials.shown())
            parts.append(self.env._("serial %(serials)s", serials=serials))
        return ": ".join(filter(None, (parts[0], ", ".join(parts[1:]))))

    @api.constrains("code", "lots", "serials")
    def _check_code(self):
        for line in self:
            goods, asked = line._printed()
            if not line._gtins():
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is neither an NDC nor a GTIN. Copy it from the "
                        "notice: 10 or 11 digits with hyphens, or 14 digits.",
                        code=", ".join(asked) or line.code,
                    )
                )
            line._check_names(goods)

    def _check_names(self, goods):
        """Text that names no lot is asked about, never taken for none."""
        for text, is_read in (
            (self.lots, any(each.lots or each.serials for each in goods)),
            (self.serials, any(each.serials for each in goods)),
        ):
            if (text or "").strip() and not is_read:
                raise ValidationError(
                    self.env._(
                        "No lot or serial number can be read in “%(text)s”. Enter the "
                        "numbers alone, or leave it empty for every lot.",
                        text=text,
                    )
                )

    def _printed(self):
        """([goods as printed], [pieces of the text that are not certain])."""
        self.ensure_one()
        head = read_notice(self.code or "")
        body, tail = read_lots(self.lots or ""), read_serials(self.serials or "")
        asked = [*head.asked, *body.asked, *tail.asked]
        codes = [code for each in head.goods for code in each.codes]
        found = (*head.goods, *body.goods)
        named = [each for each in found if each.lots or each.serials]
        if len(named) == 1 and not set(named[0].codes) <= set(codes):
            codes += [code for code in named[0].codes if code not in codes]
            named = [Goods((), named[0].lots, named[0].serials)]
        serials = Names(
            tuple(name for each in tail.goods for name in each.serials.names),
            tuple(found for each in tail.goods for found in each.serials.ranges),
        )
        if not named:
            is_every = not (self.lots or "").strip()
            lots = EVERY if is_every and not serials else Names()
            return [Goods(tuple(codes), lots, serials)], asked
        return [
            Goods(
                each.codes or tuple(codes),
                each.lots,
                Names(
                    each.serials.names + serials.names,
                    each.serials.ranges + serials.ranges,
                ),
            )
            for each in named
        ], asked

    def _goods(self):
        """What is recalled, as records name it: one ``Goods`` a drug of the line."""
        company = self.recall_id.company_id
        return [
            goods_of(self.env, company, each.codes, each.lots, each.serials)
            for each in self._printed()[0]
            if gtins_of(each.codes)
        ]

    def _gtins(self):
        """GTIN-14s the codes stand for, on every packing level."""
        codes = [code for each in self._printed()[0] for code in each.codes]
        return gtins_of(dict.fromkeys(codes))

    def _products(self):
        """Products of the company that the codes mean."""
        none = self.env["product.product"].with_context(active_test=False)
        return none.union(*(each.products for each in self._goods()))
