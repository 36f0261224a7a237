from odoo import api, fields, models
from odoo.exceptions import UserError


class DscsaInvestigationItem(models.Model):
    """A package of a case: of the register, or as printed on what is not ours."""

    _name = "dscsa.investigation.item"
    _description = "Package of a Case"
    _inherit = ["dscsa.ledger.mixin"]
    _check_company_auto = True

    investigation_id = fields.Many2one(
        "dscsa.investigation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="investigation_id.company_id", store=True, index=True
    )
    epc_id = fields.Many2one(
        "dscsa.epc",
        string="Package",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    gtin = fields.Char(string="GTIN", readonly=True)
    lot = fields.Char(readonly=True)
    serial = fields.Char(readonly=True)
    expiry = fields.Date(string="Expires", readonly=True)
    printed = fields.Char(string="As scanned or typed", readonly=True)
    status = fields.Selection(related="epc_id.status")
    hold = fields.Selection(related="epc_id.hold")
    place = fields.Char(
        string="Stands at", related="epc_id.hold_location_id.display_name"
    )

    disposal_ids = fields.Many2many(
        "dscsa.investigation.disposal", "dscsa_investigation_disposal_item_rel"
    )
    is_here = fields.Boolean(
        string="Here",
        compute="_compute_is_here",
        help="In our possession or control, or recorded what became of it.",
    )

    _ledger_fields = ("investigation_id", "epc_id", "gtin", "lot", "serial", "printed")
    _ledger_kept = True
    _ledger_frozen = frozenset({"investigation_id"})

    @api.depends("epc_id.status", "disposal_ids", "investigation_id.whose")
    def _compute_is_here(self):
        for item in self:
            item.is_here = item._is_in_hand() or bool(item.disposal_ids)

    def _can_go(self, disposal):
        """Whether it is still in our hands, whatever this record of it says."""
        self.ensure_one()
        last = (self.disposal_ids - disposal).sorted("id")[-1:]
        return last.kind == "retained" if last else self._is_in_hand()

    def _is_in_hand(self):
        is_brought = self.investigation_id.whose != "ours"
        return is_brought or self.epc_id.status == "in_stock"

    def _check_of_case(self, rows):
        """What is noted of a package is noted in the case that is about it."""
        for row in rows.filtered("item_id"):
            if row.item_id.investigation_id != row.investigation_id:
                raise UserError(self.env._("Choose a package of this case."))

    @api.model
    def _waiting_for(self, company, serials):
        """Items of open doubts about packages that had no row of the register."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("epc_id", "=", False),
                ("serial", "in", serials),
                ("investigation_id.whose", "=", "ours"),
                ("investigation_id.state", "in", ("question", "suspect")),
            ]
        )

    @api.depends("gtin", "lot", "serial", "printed")
    def _compute_display_name(self):
        for item in self:
            parts = (item.serial, item.lot, item.gtin)
            item.display_name = " · ".join(filter(None, parts)) or item.printed or "—"
