from odoo import api, fields, models
from odoo.fields import Domain

_FIELDS = {
    "data": ("dscsa_hold_location_id", "hold"),
    "expired": ("dscsa_expired_location_id", "expired"),
    "recall": ("dscsa_recall_location_id", "recall"),
    "suspect": ("dscsa_quarantine_location_id", "quarantine"),
}


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    dscsa_hold_location_id = fields.Many2one(
        "stock.location", string="On-hold Place", check_company=True, copy=False
    )
    dscsa_quarantine_location_id = fields.Many2one(
        "stock.location", string="Quarantine Place", check_company=True, copy=False
    )
    dscsa_recall_location_id = fields.Many2one(
        "stock.location",
        string="Place for Recalled Goods",
        check_company=True,
        copy=False,
    )
    dscsa_expired_location_id = fields.Many2one(
        "stock.location",
        string="Place for Expired Goods",
        check_company=True,
        copy=False,
    )
    dscsa_sample_location_id = fields.Many2one(
        "stock.location", string="Place for Samples", check_company=True, copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        warehouses = super().create(vals_list)
        warehouses._dscsa_make_places()
        return warehouses

    @api.model
    def _dscsa_make_all_places(self):
        """Places for the warehouses that were there before this addon."""
        all_too = self.sudo().with_context(active_test=False)
        # a company has a handful
        warehouses = all_too.search([])  # pylint: disable=no-search-all
        warehouses._dscsa_make_places()

    def _dscsa_make_places(self):
        for warehouse in self:
            for kind in _FIELDS:
                warehouse._dscsa_place(kind)

    @api.model
    def _dscsa_role_of(self, kind):
        """The role of a place where goods of a hold kind stand."""
        return _FIELDS[kind][1]

    @api.model
    def _dscsa_having_place(self, place):
        """The warehouse a hold place belongs to; empty when none does."""
        return self.search(
            Domain.OR(
                Domain(field, "=", place.id) for field, _role in _FIELDS.values()
            ),
            limit=1,
        )

    def _dscsa_place(self, kind):
        """Where goods of a hold kind stand; made when it is missing.

        Outside the warehouse's view location, so that they are neither free nor
        forecast; with the company, so that they are still valued.
        """
        self.ensure_one()
        field, role = _FIELDS[kind]
        if not self[field]:
            names = {
                "data": self.env._("On hold: waiting for data"),
                "expired": self.env._("Expired"),
                "recall": self.env._("On hold: recalled"),
                "suspect": self.env._("Quarantine: suspect"),
            }
            place = (
                self.env["stock.location"]
                .sudo()
                .create(
                    {
                        "name": f"{self.code}: {names[kind]}",
                        "usage": "internal",
                        "company_id": self.company_id.id,
                        "location_id": False,
                        "dscsa_role": role,
                    }
                )
            )
            self.sudo()[field] = place
        return self[field]

    def _dscsa_sample_place(self):
        """Where a clinic keeps samples, apart from what it buys; made when missing."""
        self.ensure_one()
        if not self.dscsa_sample_location_id:
            self.sudo().dscsa_sample_location_id = (
                self.env["stock.location"]
                .sudo()
                .create(
                    {
                        "name": self.env._("Samples"),
                        "usage": "internal",
                        "company_id": self.company_id.id,
                        "location_id": self.view_location_id.id,
                    }
                )
            )
        return self.dscsa_sample_location_id
