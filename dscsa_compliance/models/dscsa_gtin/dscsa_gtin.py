from dscsa_core.gs1.ndc import ndc10_of_gtin
from dscsa_core.numbers import barcodes_of, gtin14_of, names_a_case, ndc_text

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...services.bulk import insert_missing

LEVELS = [("package", "Package"), ("case", "Case"), ("pallet", "Pallet")]


class DscsaGtin(models.Model):
    """Which product, unit and packaging level a GTIN-14 means, per company.

    A GTIN first met in a file is a proposal: it has the sender's master data and no
    product until somebody confirms one.
    """

    _name = "dscsa.gtin"
    _description = "GTIN"
    _rec_name = "gtin"
    _order = "gtin"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    gtin = fields.Char(string="GTIN-14", required=True)
    product_id = fields.Many2one(
        "product.product", index="btree_not_null", check_company=True
    )
    suggested_product_id = fields.Many2one("product.product", check_company=True)
    uom_id = fields.Many2one("uom.uom", string="Unit")
    level = fields.Selection(LEVELS, required=True, default="package")
    package_qty = fields.Integer(
        string="Packages inside", default=1, help="Saleable packages in one of these."
    )
    ndc = fields.Char(string="NDC")
    name = fields.Char(string="Drug Name")
    manufacturer = fields.Char()
    strength = fields.Char()
    dosage_form = fields.Char()
    container_size = fields.Char()
    state = fields.Selection(
        [("proposed", "To confirm"), ("confirmed", "Confirmed")],
        required=True,
        default="proposed",
    )
    document_id = fields.Many2one("dscsa.document", string="First seen in")

    _gtin_unique = models.UniqueIndex(
        "(company_id, gtin)", "This GTIN is already known in the company."
    )
    _proposed_index = models.Index("(document_id) WHERE state = 'proposed'")

    @api.model
    def _package_gtin(self, product, company):
        """The GTIN of one saleable package of a product; empty when none is known."""
        domain = [
            ("company_id", "=", company.id),
            ("product_id", "=", product.id),
            ("level", "=", "package"),
        ]
        return self.search(domain, limit=1).gtin

    @api.depends("gtin", "name")
    def _compute_display_name(self):
        for gtin in self:
            gtin.display_name = f"{gtin.gtin} {gtin.name or ''}".strip()

    @api.constrains("gtin")
    def _check_gtin(self):
        wrong = self.filtered(lambda g: gtin14_of(g.gtin) != g.gtin)
        if wrong:
            raise ValidationError(
                self.env._(
                    "%(gtin)s is not a GTIN of fourteen digits with a right last "
                    "digit. Compare it with the pack.",
                    gtin=", ".join(wrong.mapped("gtin")),
                )
            )

    @api.constrains("product_id", "level", "company_id")
    def _check_one_package_gtin(self):
        """A serial of such a product must name one package alone (its lot's name)."""
        serial = self.product_id.filtered(lambda p: p.tracking == "serial")
        serial._dscsa_check_one_package_gtin()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["gtin"] = gtin14_of(vals.get("gtin") or "") or vals.get("gtin")
        records = super().create(vals_list)
        records.filtered("product_id")._apply_products()
        return records

    def write(self, vals):
        if "gtin" in vals:
            vals["gtin"] = gtin14_of(vals["gtin"] or "") or vals["gtin"]
        result = super().write(vals)
        if "product_id" in vals:
            self._apply_products()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = (
            self.env["dscsa.epc"].sudo().search([("gtin_id", "in", self.ids)], limit=1)
        )
        lines = self.env["dscsa.transaction.line"].sudo()
        if used or lines.search([("gtin_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Packages or transaction data name this GTIN. Choose another "
                    "product for it instead of deleting it."
                )
            )

    # Finding and proposing ------------------------------------------------------

    @api.model
    def _map_gtins(self, gtins):
        """{gtin14: record} of the company for those that are known, in one query.

        GTINs that only a product's barcode knows are taken over on the way.
        """
        wanted = set(gtins)
        domain = [("company_id", "=", self.env.company.id)]
        found = {
            gtin.gtin: gtin
            for gtin in self.sudo().search(domain + [("gtin", "in", list(wanted))])
        }
        if missing := wanted - found.keys():
            found |= self._take_over_barcodes(missing)
        return found

    @api.model
    def _take_over_barcodes(self, gtins):
        """Confirmed rows for GTINs that are barcodes of products or their units."""
        texts = [text for gtin in gtins for text in barcodes_of(gtin)]
        domain = [("barcode", "in", texts)]
        company = [("company_id", "in", [False, self.env.company.id])]
        products = self.env["product.product"].sudo().search(domain + company)
        units = self.env["product.uom"].sudo().search(domain + company)
        products._dscsa_sync_gtins()
        units._dscsa_sync_gtins()
        if not products and not units:
            return {}
        known = self.sudo().search(
            [("company_id", "=", self.env.company.id), ("gtin", "in", list(gtins))]
        )
        return {gtin.gtin: gtin for gtin in known}

    @api.model
    def _propose(self, gtins, items, document, contents):
        """Make proposals for unknown GTINs, with the sender's master data.

        ``items`` {gtin14: core Item}; ``contents`` {gtin14: packages that most of
        them list} for those that hold others.
        """
        rows = []
        for gtin in sorted(gtins):
            item = items.get(gtin)
            inside = contents.get(gtin, 0)
            is_case = bool(inside) or names_a_case(gtin)
            rows.append(
                {
                    "company_id": self.env.company.id,
                    "gtin": gtin,
                    "level": "case" if is_case else "package",
                    "package_qty": inside or 1,
                    "state": "proposed",
                    "document_id": document.id,
                    **self._item_values(gtin, item),
                }
            )
        insert_missing(self, rows, ("company_id", "gtin"))
        proposals = self._map_known(gtins)
        table = self.sudo().union(*proposals.values())
        table.filtered(lambda g: g.document_id == document)._suggest_products()
        return proposals

    @api.model
    def _item_values(self, gtin, item):
        """The sender's master data as values; the NDC of the GTIN when it has none."""
        ndc = (item and item.ndc) or ndc10_of_gtin(gtin) or ""
        values = {"ndc": ndc_text(ndc)}
        for name in ("name", "manufacturer", "strength", "dosage_form"):
            values[name] = (item and getattr(item, name)) or False
        values["container_size"] = (item and item.container_size) or False
        return values

    def _suggest_products(self):
        """Suggest the product of the package inside, or of the same NDC."""
        by_ndc = self.env["product.template"]._dscsa_by_ndc(self.mapped("ndc"))
        inner = {gtin: gtin14_of(f"0{gtin.gtin[1:13]}?") for gtin in self}
        known = self._map_known(set(inner.values()) - {""})
        for gtin in self:
            package = known.get(inner[gtin])
            product = package and (package.product_id or package.suggested_product_id)
            gtin.suggested_product_id = product or by_ndc.get(gtin.ndc, False)

    @api.model
    def _map_known(self, gtins):
        domain = [("company_id", "=", self.env.company.id), ("gtin", "in", list(gtins))]
        return {gtin.gtin: gtin for gtin in self.sudo().search(domain)}

    def _apply_products(self):
        """Give register and TI lines of these GTINs their product, in bulk."""
        self.flush_recordset()
        for table in ("dscsa_epc", "dscsa_transaction_line"):
            self.env.cr.execute(
                SQL(
                    """UPDATE %(table)s AS t SET product_id = g.product_id
                    FROM dscsa_gtin g WHERE g.id IN %(ids)s AND t.gtin_id = g.id
                    AND t.product_id IS DISTINCT FROM g.product_id""",
                    table=SQL.identifier(table),
                    ids=tuple(self.ids or [0]),
                )
            )
        for model in ("dscsa.epc", "dscsa.transaction.line"):
            self.env[model].invalidate_model(["product_id"])
