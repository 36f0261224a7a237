from dscsa_core.tabular.fields import find_header_row, words_of
from dscsa_core.tabular.model import DMY, MDY, YMD

from odoo import api, fields, models
from odoo.exceptions import UserError

DATE_ORDERS = [
    (MDY, "Month / day / year"),
    (DMY, "Day / month / year"),
    (YMD, "Year / month / day"),
]
STATEMENTS = [
    ("missing", "Not given yet"),
    ("table", "In this file"),
    ("portal", "In the seller's portal"),
    ("invoice", "On the invoice"),
    ("letter", "In a standing letter of the seller"),
]


class DscsaImportMapping(models.Model):
    """What the columns of one seller's tables mean; asked once, used from then on."""

    _name = "dscsa.import.mapping"
    _description = "Columns of a Seller's Table"
    _dscsa_left_out = "settings"
    _order = "partner_id, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Seller", required=True, index=True, check_company=True
    )
    sheet = fields.Char(help="Name of the sheet; empty for the first one.")
    has_header = fields.Boolean(string="Has Headings", default=True)
    date_order = fields.Selection(DATE_ORDERS, required=True, default=MDY)
    pad_ndc = fields.Boolean(
        string="Put Zeros back",
        help="NDCs have eleven digits, and the spreadsheet took zeros away in front.",
    )
    statement = fields.Selection(
        STATEMENTS,
        string="Transaction Statement",
        required=True,
        default="missing",
        help="Where this seller gives its statement (FD&C Act, section 581(27)).",
    )
    line_ids = fields.One2many("dscsa.import.mapping.line", "mapping_id", copy=True)
    document_count = fields.Integer(compute="_compute_document_count")

    def _compute_document_count(self):
        counts = dict(
            self.env["dscsa.document"]._read_group(
                [("mapping_id", "in", self.ids)], ["mapping_id"], ["__count"]
            )
        )
        for mapping in self:
            mapping.document_count = counts.get(mapping._origin, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.filtered("document_count"):
            raise UserError(
                self.env._(
                    "Documents were read with these columns. Archive them instead: "
                    "they are no longer used then."
                )
            )

    @api.model
    def _find(self, rows, company, partner):
        """The mapping that fits these rows: of this seller, else the only one."""
        mappings = self.sudo().search([("company_id", "=", company.id)])
        fitting = mappings.filtered(lambda each: each._columns(rows) is not None)
        mine = fitting.filtered(
            lambda each: (
                each.partner_id.commercial_partner_id == partner.commercial_partner_id
            )
        )
        if partner:
            return mine[:1]
        return fitting if len(fitting) == 1 else self.browse()

    def _columns(self, rows):
        """{field: column} in these rows; None when a heading is not there."""
        self.ensure_one()
        if not self.has_header:
            width = max(map(len, rows), default=0)
            columns = {line.field: line.position for line in self.line_ids}
            fits = columns and max(columns.values()) < width
            return columns if fits and not find_header_row(rows) else None
        header = self._header_row(rows)
        if not header:
            return None
        places = {}
        for column, heading in enumerate(rows[header - 1]):
            places.setdefault(words_of(heading), column)
        columns = {line.field: places.get(line.key) for line in self.line_ids}
        return None if None in columns.values() or not columns else columns

    def _header_row(self, rows):
        """Number of the first row that has all the headings; 0 for none."""
        wanted = set(self.line_ids.mapped("key"))
        for number, row in enumerate(rows[:40], 1):
            if wanted <= {words_of(cell) for cell in row}:
                return number
        return 0

    def _options(self, rows):
        """How a document with these rows is to be read, as kept on it."""
        self.ensure_one()
        statement = dict(self._fields["statement"]._description_selection(self.env))[
            self.statement
        ]
        return {
            "columns": self._columns(rows),
            "header_row": self._header_row(rows) if self.has_header else 0,
            "date_order": self.date_order,
            "pad_ndc": self.pad_ndc,
            "sheet": self.sheet or "",
            "seller_id": self.partner_id.id,
            "statement": self.statement,
            "words": statement if self.statement != "missing" else "",
        }
