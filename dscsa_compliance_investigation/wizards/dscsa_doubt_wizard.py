from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.scanning.pictures import clean_photo
from odoo.addons.dscsa_compliance.services.scanning.reader import Reader
from odoo.addons.dscsa_compliance.services.scanning.signing import check_signed

from ..models.dscsa_investigation.selections import WHOSE
from ..services.opening import Doubt, Opening

_TECHNICIAN = "dscsa_compliance.group_dscsa_technician"


class DscsaDoubtWizard(models.TransientModel):
    """“I have a doubt”: which goods, what is odd, a photo; one press puts aside."""

    _name = "dscsa.doubt.wizard"
    _inherit = ["dscsa.sign.mixin"]
    _description = "I Have a Doubt"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    label = fields.Char(
        string="Scan or type what is printed",
        help="The code on the package. Of one that is not ours, what you can read.",
    )
    whose = fields.Selection(WHOSE, string="Whose is it", required=True, default="ours")
    epc_ids = fields.Many2many(
        "dscsa.epc",
        string="Packages",
        compute="_compute_epc_ids",
        store=True,
        readonly=False,
    )
    picking_id = fields.Many2one("stock.picking", string="Receipt")
    lot_id = fields.Many2one("stock.lot")
    count = fields.Integer(string="How many packages", default=1)
    product_name = fields.Char(string="Name of the drug")
    gtin = fields.Char(
        string="GTIN or NDC", compute="_compute_printed", store=True, readonly=False
    )
    lot = fields.Char(
        string="Lot as printed", compute="_compute_printed", store=True, readonly=False
    )
    serial = fields.Char(compute="_compute_printed", store=True, readonly=False)
    expiry = fields.Date(
        string="Expires", compute="_compute_printed", store=True, readonly=False
    )
    why = fields.Text(string="What is odd")
    photo = fields.Binary(
        help="Cover the name of a patient first: the picture is kept for years."
    )
    photo_name = fields.Char()

    reading_ids = fields.One2many(
        "dscsa.doubt.reading",
        "form_id",
        string="Which is printed on the pack?",
        compute="_compute_reading_ids",
        store=True,
        readonly=False,
    )
    product_id = fields.Many2one(
        "product.product", string="Known here as", compute="_compute_product_id"
    )

    @api.depends("label", "company_id")
    def _compute_reading_ids(self):
        """One text, two packages: a person says which is printed."""
        for form in self:
            found = form._meaning() if form.label else None
            asked = found.readings if found else []
            rows = Reader(self.env(su=True), form.company_id).shown(asked)
            form.reading_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "number": row.index,
                            "product": row.product or row.gtin,
                            "serial": row.serial,
                            "lot": row.lot,
                            "expiry": row.expiry,
                        }
                    )
                    for row in rows
                ),
            ]

    @api.depends("gtin", "company_id")
    def _compute_product_id(self):
        for form in self:
            gtin = form._typed_gtin()
            form.product_id = (
                # whoever doubts may be told what a printed number stands for
                self.env["dscsa.gtin"]
                .sudo()
                .search(
                    [("company_id", "=", form.company_id.id), ("gtin", "=", gtin)],
                    limit=1,
                )
                .product_id
                if gtin
                else False
            )

    def _typed_gtin(self):
        """The GTIN of what was typed as NDC or GTIN; as typed where it spells none."""
        typed = (self.gtin or "").strip()
        if not typed:
            return False
        desk = self.env["dscsa.scan.desk"].with_company(self.company_id)
        return desk.dscsa_gtin_of(typed)["gtin"] or typed

    @api.depends("label", "company_id", "reading_ids.is_this")
    def _compute_printed(self):
        for form in self:
            reading = form._found().reading if form.label else None
            form.gtin = reading.gtin if reading else form.gtin
            form.lot = reading.lot if reading else form.lot
            form.serial = reading.serial if reading else form.serial
            form.expiry = reading.expiry if reading else form.expiry

    @api.depends("label", "picking_id", "whose", "reading_ids.is_this")
    def _compute_epc_ids(self):
        for form in self:
            if form.label:
                form.epc_ids = [Command.set(form._known().ids)]
            elif not form.epc_ids and form.picking_id:
                form.epc_ids = [Command.set(form._of_receipt().ids)]

    def _found(self):
        """What the typed text means to this company."""
        chosen = self.reading_ids.filtered("is_this")
        return self._meaning(chosen.number if len(chosen) == 1 else None)

    def _meaning(self, choice=None):
        # reading a text looks at the keys of the whole register
        return Reader(self.env(su=True), self.company_id).meaning(self.label, choice)

    def _known(self):
        """The package of the register that the text names."""
        reading = self._found().reading
        key = reading and reading.key
        if not key:
            return self.env["dscsa.epc"]
        domain = [("company_id", "=", self.company_id.id), ("key", "=", key)]
        return self.env["dscsa.epc"].search(domain, limit=1)

    def _of_receipt(self):
        return self.env["dscsa.epc"].search(
            [("picking_id", "=", self.picking_id.id), ("kind", "=", "package")]
        )

    def action_aside(self):
        """Put aside, open the case; its form is the answer."""
        self.ensure_one()
        self._check_signed()
        check_signed(self.env, self.company_id, _TECHNICIAN)
        if not self.env.user.has_group(_TECHNICIAN):
            raise AccessError(self.env._("Only DSCSA users put goods aside."))
        self._check_may_see()
        self._check_one_reading()
        opening = Opening(self.env, self.company_id)
        cases = opening.open(self._doubt(opening))
        return cases._get_records_action(name=self.env._("Put aside"))

    def action_aside_and_label(self):
        """The same, and the labels of what was put aside are printed."""
        action = self.action_aside()
        cases = self.env[action["res_model"]]
        domain = action.get("domain") or [("id", "=", action["res_id"])]
        label = cases.search(domain).action_label()
        return label | {"close_on_report_download": True} if label else action

    def _check_one_reading(self):
        """What can be read in two ways is asked, never guessed and never unknown."""
        if self.label and self._found().readings:
            raise UserError(
                self.env._(
                    "“%(label)s” can be read in several ways. Compare lot, date and "
                    "serial number with the pack and tick the one that is printed.",
                    label=self.label,
                )
            )

    def _check_may_see(self):
        """What a form sends can be of any company, and is opened as superuser."""
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("Choose a company you work for."))
        for goods in (self.epc_ids, self.lot_id, self.picking_id):
            goods.invalidate_recordset()
            goods.check_access("read")

    def _doubt(self, opening):
        photos = []
        if self.photo:
            name = (self.photo_name or "photo").rpartition(".")[0] or "photo"
            photos = [(f"{name}.jpg", clean_photo(self.env, self.photo))]
        doubt = Doubt(
            why=self.why or "",
            whose=self.whose,
            product=self.product_id,
            product_name=self.product_name or "",
            photos=photos,
        )
        if self.lot_id and not self.epc_ids:
            doubt.epcs = opening.of_lot(self.lot_id, self._checked_count())
        elif self.epc_ids:
            doubt.epcs = self.epc_ids
        else:
            doubt.printed = self._printed()
        return doubt

    def _checked_count(self):
        """No more packages of the lot than lie here."""
        units = sum(
            self.lot_id.quant_ids.filtered(
                lambda quant: (
                    quant.location_id.usage == "internal"
                    and quant.company_id == self.company_id
                )
            ).mapped("quantity")
        )
        if not 0 < self.count <= units:
            raise UserError(
                self.env._(
                    "Of lot %(lot)s %(count)s are here. How many of them do you doubt?",
                    lot=self.lot_id.name,
                    count=int(units),
                )
            )
        return self.count

    def _printed(self):
        """What is typed of a package that is in no row of the register."""
        values = {
            "gtin": self._typed_gtin(),
            "lot": self.lot,
            "serial": self.serial,
            "expiry": self.expiry,
            "printed": self.label or self.product_name,
        }
        if not any(values.values()):
            raise UserError(
                self.env._(
                    "Scan the package, choose it, or type what is printed on it: name, "
                    "NDC or lot."
                )
            )
        if self.whose == "ours":
            raise UserError(
                self.env._(
                    "No record of ours names this package. Whose is it? Choose who "
                    "brought it, or where it was found."
                )
            )
        return values
