from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...services.holds.departure import Departure
from ...services.returns.returning import chosen_packages, unnamed_packages

RETURN_TO = [
    ("seller", "Seller"),
    ("reverse", "Reverse distributor"),
    ("nonsaleable", "Not saleable, to be destroyed"),
]


class StockPicking(models.Model):
    """A return: to whom, which packages, and which of them nobody named yet.

    Goods that go back to their seller need no TI/TS (FD&C Act, section
    582(d)(1)(A)(ii); nonsaleable also (c)(1)(B)(ii) and (d)(1)(C)(ii)).
    """

    _inherit = "stock.picking"

    dscsa_return_to = fields.Selection(
        RETURN_TO,
        string="Goes back to",
        compute="_compute_dscsa_return_to",
        store=True,
        readonly=False,
        copy=False,
    )
    dscsa_is_return = fields.Boolean(compute="_compute_dscsa_is_return")
    dscsa_is_customer_return = fields.Boolean(compute="_compute_dscsa_is_return")
    dscsa_return_epc_ids = fields.Many2many(
        "dscsa.epc",
        "dscsa_return_epc_rel",
        "picking_id",
        "epc_id",
        string="Packages that go back",
        copy=False,
        help="Chosen from the list; scanned ones count without being chosen.",
    )
    dscsa_return_domain = fields.Binary(compute="_compute_dscsa_return_domain")
    dscsa_unnamed_count = fields.Integer(
        string="Packages not named", compute="_compute_dscsa_unnamed_count"
    )

    @api.depends("location_dest_id", "picking_type_id")
    def _compute_dscsa_return_to(self):
        for picking in self:
            if picking.location_dest_id.usage != "supplier":
                given = picking.dscsa_return_to
                picking.dscsa_return_to = given if given != "seller" else False
            else:
                picking.dscsa_return_to = picking.dscsa_return_to or "seller"

    @api.depends("dscsa_return_to", "location_id", "location_dest_id", "return_id")
    def _compute_dscsa_is_return(self):
        for picking in self:
            target = picking.location_dest_id.usage
            # to a reverse distributor, who is no seller; it lifts no hold
            agent = picking.dscsa_return_to in ("reverse", "nonsaleable")
            picking.dscsa_is_return = target == "supplier" or (
                agent and target not in ("internal", "transit")
            )
            picking.dscsa_is_customer_return = (
                picking.location_id.usage == "customer" and target == "internal"
            )

    @api.depends("move_ids.product_id", "move_line_ids.lot_id", "company_id", "state")
    def _compute_dscsa_return_domain(self):
        for picking in self:
            products = picking.move_ids.product_id
            lots = picking.move_line_ids.lot_id
            domain = Domain("company_id", "=", picking.company_id.id)
            domain &= Domain("kind", "=", "package") & Domain("status", "=", "in_stock")
            domain &= Domain("hold", "!=", "suspect")
            if products:
                domain &= Domain("product_id", "in", products.ids)
            if picking.state == "done" and lots:
                domain &= Domain("lot_id", "in", lots.ids)
            picking.dscsa_return_domain = list(domain)

    @api.depends("state", "dscsa_return_epc_ids")
    def _compute_dscsa_unnamed_count(self):
        for picking in self:
            picking.dscsa_unnamed_count = (
                unnamed_packages(picking)
                if picking.state == "done" and picking.dscsa_is_return
                else 0
            )

    def _dscsa_goes_back(self):
        """Whether the panel of a return belongs on the form."""
        return self.dscsa_is_return or self.dscsa_is_customer_return

    def _dscsa_has_return_goods(self):
        return bool(self.dscsa_return_epc_ids) or any(
            product.dscsa_scope == "in_scope" for product in self.move_ids.product_id
        )

    def _dscsa_named_packages(self):
        return len(chosen_packages(self)) if self._origin else 0

    def _dscsa_return_sentence(self, count):
        """A return asks for no TI/TS; it asks which packages go. ``count``: named."""
        self.ensure_one()
        if self.state == "done":
            if self.dscsa_unnamed_count:
                return self.env._(
                    "Packages that went back without a name: %(count)s. Choose them "
                    "from the list.",
                    count=self.dscsa_unnamed_count,
                )
            return self.env._("Done. The register knows which packages moved.")
        if not count and self.dscsa_is_customer_return:
            return self.env._("Scan the packages that came back.")
        if not count:
            return self.env._(
                "Scan the packages that go back, or choose them from the list."
            )
        return self.env._("Packages named: %(count)s. Validate.", count=count)

    # doing -----------------------------------------------------------------------
    def _dscsa_record_returns(self):
        """Close those of goods that Odoo keeps no stock of; returns them."""
        recorded = self.filtered(lambda each: each._dscsa_returns_records())
        for picking in recorded:
            picking._dscsa_check_receiver()
            departure = Departure(picking)
            departure.check()
            now = fields.Datetime.now()
            picking.write({"dscsa_recorded_at": now, "date_done": now})
            departure.tell()
        return recorded

    def _dscsa_returns_records(self):
        self.ensure_one()
        return bool(
            self.dscsa_is_return
            and self.state not in ("done", "cancel")
            and not self.move_ids
            and chosen_packages(self)
        )

    def action_dscsa_name_returned(self):
        """Tell the register which packages went, when it was not known before."""
        self.ensure_one()
        self._dscsa_check_receiver()
        if self.state != "done" or not self.dscsa_is_return:
            raise UserError(self.env._("Validate the return first."))
        self._dscsa_check_named()
        Departure(self).tell()
        self.invalidate_recordset(["dscsa_unnamed_count"])
        if not self.dscsa_unnamed_count:
            self.activity_unlink(["mail.mail_activity_data_todo"])
        return True

    def _dscsa_check_named(self):
        """Raise where a package chosen later cannot be one that went."""
        moved, named = (
            self.sudo().move_line_ids.lot_id,
            self.sudo().dscsa_return_epc_ids,
        )
        strangers = named.filtered(lambda epc: moved and epc.lot_id not in moved)
        if strangers:
            raise UserError(
                self.env._(
                    "%(packages)s: no package of this lot went with %(transfer)s.",
                    packages=", ".join(strangers.mapped("display_name")),
                    transfer=self.name,
                )
            )
        if held := named.filtered("hold"):
            raise UserError(
                self.env._(
                    "%(packages)s are on hold: they did not leave unseen. Choose "
                    "others.",
                    packages=", ".join(held.mapped("display_name")),
                )
            )
