from dscsa_core.recall.notice import read_notice

from odoo import api, fields, models


class DscsaRecall(models.Model):
    """A whole notice copied into one field becomes the lines."""

    _inherit = "dscsa.recall"

    pasted = fields.Text(
        string="Notice",
        store=False,
        help="Goods as copied from the notice; they become the lines below.",
    )

    @api.onchange("pasted")
    def _onchange_pasted(self):
        """One line a drug; what is not certain goes along and is asked there."""
        if not (self.pasted or "").strip():
            return None
        notice = read_notice(self.pasted)
        lines = [self._pasted_values(goods) for goods in notice.goods]
        if lines and notice.asked:
            texts = [lines[-1]["lots"], *map("lot {}?".format, notice.asked)]
            lines[-1]["lots"] = "; ".join(filter(None, texts))
        self.line_ids += self.line_ids.concat(*map(self.line_ids.new, lines))
        is_whole = lines and all(line["code"] for line in lines)
        return None if is_whole else {"warning": self._pasted_warning()}

    @api.model
    def _pasted_values(self, goods):
        """A line; what was read without a code waits for the person to give one."""
        # words of a notice, which the reader knows in English
        lots = ["all lots"] * goods.lots.every + goods.lots.shown()
        return {
            "code": ", ".join(goods.codes),
            "lots": ", ".join(lots) or False,
            "serials": ", ".join(goods.serials.shown()) or False,
        }

    @api.model
    def _pasted_warning(self):
        return {
            "title": self.env._("No NDC found"),
            "message": self.env._(
                "In the pasted text some goods have no NDC or GTIN that can be read. "
                "Enter it in the line below, from the notice or from a bottle, and "
                "compare the lots."
            ),
        }
