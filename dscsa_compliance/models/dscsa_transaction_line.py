from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..services.keeping.frozen import check_frozen, check_kept

_GIVEN = frozenset(
    {
        "transaction_id",
        "gtin",
        "ndc",
        "lot",
        "expiry",
        "name",
        "strength",
        "dosage_form",
        "container_size",
        "manufacturer",
    }
)


class DscsaTransactionLine(models.Model):
    """One line of Transaction Information: so many containers of one lot."""

    _name = "dscsa.transaction.line"
    _description = "TI Line"
    _order = "transaction_id, id"

    transaction_id = fields.Many2one(
        "dscsa.transaction", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="transaction_id.company_id", store=True, index=True
    )
    gtin_id = fields.Many2one("dscsa.gtin", ondelete="restrict")
    product_id = fields.Many2one("product.product", index="btree_not_null")
    gtin = fields.Char(string="GTIN", index="btree_not_null")
    ndc = fields.Char(string="NDC")
    name = fields.Char(string="Drug Name")
    strength = fields.Char()
    dosage_form = fields.Char()
    container_size = fields.Char()
    manufacturer = fields.Char()
    lot = fields.Char(index="btree_not_null")
    expiry = fields.Date(string="Expiration Date")
    quantity = fields.Integer(string="Containers")
    taken_back = fields.Integer(
        help="Containers without a serial that the seller took back.",
    )

    @api.depends("name", "gtin", "lot")
    def _compute_display_name(self):
        for line in self:
            parts = (line.name or line.gtin, line.lot)
            line.display_name = " ".join(part for part in parts if part)

    def _corrected_counts(self):
        """{id: packages of the line that its seller gave another lot or date since}."""
        self.env.flush_all()
        query = SQL(
            """
            SELECT h.line_id, count(*) FROM dscsa_epc_transaction h
              JOIN dscsa_epc e ON e.id = h.epc_id
               AND e.transaction_id = h.transaction_id AND e.line_id <> h.line_id
             WHERE h.line_id = ANY(%s) GROUP BY 1
            """,
            list(self.ids),
        )
        return dict(self.env.execute_query(query))

    @api.model_create_multi
    def create(self, vals_list):
        """Lines of a portal or paper proof may be typed, those of a file not."""
        lines = super().create(vals_list)
        lines._check_typed()
        lines.transaction_id._ledger_touch()
        return lines

    def write(self, vals):
        """Goods a file announced stay as the seller gave them, for everybody."""
        self._check_typed()
        check_frozen(self.filtered("transaction_id.document_id"), vals, _GIVEN)
        before = self.transaction_id
        result = super().write(vals)
        (before | self.transaction_id)._ledger_touch()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_from_file(self):
        self._check_typed()

    def _check_typed(self):
        if not self.env.su and self.transaction_id.document_id:
            raise UserError(
                self.env._(
                    "These lines came in a file and stay as the seller gave them. Ask "
                    "the seller for a corrected file."
                )
            )

    def action_view_packages(self):
        """The packages of this line in the register."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Packages of lot %(lot)s", lot=self.lot or "?"),
            "res_model": "dscsa.epc",
            "view_mode": "list,form",
            "domain": [
                ("transaction_id", "=", self.transaction_id.id),
                ("line_id", "=", self.id),
                ("kind", "=", "package"),
            ],
        }

    # lines are noted with their TI/TS --------------------------------------------
    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger_kept(self):
        check_kept(self.filtered("transaction_id.document_id"))

    def unlink(self):
        transactions = self.transaction_id
        result = super().unlink()
        transactions._ledger_touch()
        return result
