from odoo import fields, models
from odoo.exceptions import UserError

_LOCKED = {
    "name",
    "product_id",
    "company_id",
    "expiration_date",
    "dscsa_gtin",
    "dscsa_lot",
    "dscsa_expiry_date",
}


class StockLot(models.Model):
    _inherit = "stock.lot"

    dscsa_gtin = fields.Char(string="GTIN", index="btree_not_null", copy=False)
    dscsa_lot = fields.Char(string="Manufacturer's Lot", copy=False)
    dscsa_expiry_date = fields.Date(string="Expiration Date (label)", copy=False)

    def write(self, vals):
        """Identity of regulated goods that moved once stays as it was received."""
        names = _LOCKED & vals.keys()
        if names:
            self._dscsa_check_locked({name: vals[name] for name in names})
        return super().write(vals)

    def _dscsa_correct_expiry(self, vals):
        """The dates of a label that a pharmacist had read again."""
        # past the lock above, on purpose
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _dscsa_check_locked(self, vals):
        lots = self.sudo().filtered(
            lambda lot: (
                lot.product_id.dscsa_scope == "in_scope"
                and any(
                    self._dscsa_changes(lot, name, value)
                    for name, value in vals.items()
                )
            )
        )
        if not lots:
            return
        moved = (
            self.env["stock.move.line"]
            .sudo()
            .search([("lot_id", "in", lots.ids), ("state", "=", "done")], limit=1)
        )
        if moved:
            raise UserError(
                self.env._(
                    "%(lot)s was received already: name, product, GTIN and dates stay "
                    "as they were on the label. If a label is wrong, set the package "
                    "aside and tell the pharmacist.",
                    lot=moved.lot_id.name,
                )
            )

    def _dscsa_changes(self, lot, name, value):
        """Filling in what was empty is no change."""
        have = lot[name].id if lot._fields[name].type == "many2one" else lot[name]
        if not have:
            return False
        if lot._fields[name].type == "datetime":
            value = fields.Datetime.to_datetime(value)
        elif lot._fields[name].type == "date":
            value = fields.Date.to_date(value)
        return have != (value or False)
