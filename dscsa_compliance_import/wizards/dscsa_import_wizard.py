import base64
import io

from dscsa_core.tabular.fields import PRODUCT_FIELDS
from dscsa_core.tabular.model import MDY

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.ingest.tables import TableOpening

from ..models.dscsa_import_mapping import DATE_ORDERS, STATEMENTS
from ..services.table_preview import TablePreview

# rows up to which the import is done at once and not by the job
_AT_ONCE = 5000
_ANEW = {"state": "received", "failure": False, "failure_code": False}


class DscsaImportWizard(models.TransientModel):
    """A table of TI on its way in: columns, preview with the faults of rows, import."""

    _name = "dscsa.import.wizard"
    _description = "Import a Table of TI"

    state = fields.Selection(
        [("file", "File"), ("columns", "Columns"), ("preview", "Preview")],
        default="file",
        required=True,
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, required=True
    )
    file = fields.Binary(attachment=False)
    filename = fields.Char()
    document_id = fields.Many2one("dscsa.document", ondelete="cascade")
    mapping_id = fields.Many2one("dscsa.import.mapping", string="Columns as before")
    partner_id = fields.Many2one("res.partner", string="Seller")
    sheet = fields.Char()
    sheets = fields.Char(string="Sheets in the File", readonly=True)
    header_row = fields.Integer(
        string="Row with the Headings", help="0 when the table has none."
    )
    date_order = fields.Selection(DATE_ORDERS, string="Dates are written", default=MDY)
    is_order_open = fields.Boolean(readonly=True)
    pad_ndc = fields.Boolean(string="Put lost zeros back into NDCs of 11 digits")
    invoice = fields.Char(help="For a table that does not name it.")
    po = fields.Char(string="Purchase Order")
    day = fields.Date(string="Transaction Date")
    statement = fields.Selection(
        STATEMENTS, string="Transaction Statement", default="missing", required=True
    )
    words = fields.Char(
        string="Where exactly", help="Such as the number of the letter."
    )
    remember = fields.Boolean(string="Remember for this seller", default=True)
    column_ids = fields.One2many("dscsa.import.column", "wizard_id")
    row_ids = fields.One2many("dscsa.import.row", "wizard_id", readonly=True)
    good_count = fields.Integer(readonly=True)
    bad_count = fields.Integer(readonly=True)
    skipped_count = fields.Integer(readonly=True)
    package_count = fields.Integer(readonly=True)

    # Steps ----------------------------------------------------------------------

    def action_read(self):
        """Open the file and guess what its columns mean."""
        self.ensure_one()
        self._check_rights()
        if not self.document_id and not self.file:
            raise UserError(self.env._("Choose the file first."))
        preview = self._preview()
        self.sheets = ", ".join(preview.sheets())
        rows = preview.rows()
        partner = self.partner_id or self.document_id.partner_id
        mappings = self.env["dscsa.import.mapping"]
        mapping = mappings._find(rows, self.company_id, partner)
        options = self.document_id.reading or (
            mapping._options(rows) if mapping else preview.guess(rows)
        )
        self._show_columns(rows, options, mapping, partner)
        return self._reopen()

    def action_guess_again(self):
        """After the row of the headings or the sheet was changed."""
        self.ensure_one()
        preview = self._preview()
        rows = preview.rows()
        options = preview.guess(rows, self.header_row)
        self._show_columns(rows, options, self.mapping_id, self.partner_id)
        return self._reopen()

    def action_preview(self):
        """Read all rows as the columns are said now and show the faults in place."""
        self.ensure_one()
        self._check_columns()
        preview = self._preview()
        rows = preview.rows()
        reading = self._reading(rows)
        shown = preview.row_values(rows, reading)
        self.write(
            {
                "state": "preview",
                "row_ids": [Command.clear(), *map(Command.create, shown)],
                "good_count": len(reading.entries),
                "bad_count": len(reading.problems),
                "skipped_count": reading.skipped,
                "package_count": sum(entry.quantity for entry in reading.entries),
            }
        )
        return self._reopen()

    def action_back(self):
        """To the columns."""
        self.ensure_one()
        self.state = "columns"
        return self._reopen()

    def action_import(self):
        """Import all rows; nothing when one of them is wrong."""
        self.ensure_one()
        if self.bad_count:
            raise UserError(
                self.env._(
                    "%(count)s rows are wrong. Correct them in the file, or import "
                    "the good rows only.",
                    count=self.bad_count,
                )
            )
        return self._import(leave_out=False)

    def action_import_good(self):
        """Import the good rows; what was left out is listed on the document."""
        self.ensure_one()
        return self._import(leave_out=True)

    # Reading --------------------------------------------------------------------

    def _check_rights(self):
        self.env["dscsa.document"].browse().check_access("create")

    def _stream(self):
        if self.document_id:
            return self.document_id._open()
        content = self.with_context(bin_size=False).file
        return io.BytesIO(base64.b64decode(content))

    def _preview(self):
        return TablePreview(self.env, self._stream, self.sheet or "")

    def _show_columns(self, rows, options, mapping, partner):
        lines = self._preview().column_values(rows, options)
        seller = self.env["res.partner"].browse(options.get("seller_id") or [])
        self.write(
            {
                "state": "columns",
                "mapping_id": mapping.id,
                "partner_id": (seller or partner or mapping.partner_id).id,
                "header_row": options.get("header_row") or 0,
                "date_order": options.get("date_order") or MDY,
                "is_order_open": self._preview().is_order_open(rows, options),
                "pad_ndc": bool(options.get("pad_ndc")),
                "statement": options.get("statement") or self.statement,
                "column_ids": [Command.clear(), *map(Command.create, lines)],
            }
        )

    def _check_columns(self):
        """Every meaning once; a product, and a lot or serial."""
        named = [column.field for column in self.column_ids if column.field]
        twice = {name for name in named if named.count(name) > 1}
        if twice:
            labels = dict(self.column_ids._fields["field"].selection)
            raise UserError(
                self.env._(
                    "Two columns mean the same: %(names)s. Choose one of them.",
                    names=", ".join(labels[name] for name in sorted(twice)),
                )
            )
        if not set(named) & set(PRODUCT_FIELDS):
            raise UserError(
                self.env._("Say which column has the NDC, the GTIN or the barcode.")
            )
        if not set(named) & {"lot", "serial", "barcode"}:
            raise UserError(self.env._("Say which column has the lot."))
        if not self.partner_id:
            raise UserError(self.env._("Choose the seller."))

    def _options(self, *, leave_out):
        labels = dict(self._fields["statement"]._description_selection(self.env))
        words = "" if self.statement == "missing" else labels[self.statement]
        return {
            "columns": {c.field: c.position for c in self.column_ids if c.field},
            "header_row": self.header_row,
            "date_order": self.date_order or MDY,
            "pad_ndc": self.pad_ndc,
            "sheet": self.sheet or "",
            "seller_id": self.partner_id.id,
            "invoice": (self.invoice or "").strip(),
            "po": (self.po or "").strip(),
            "day": self.day and fields.Date.to_string(self.day),
            "statement": self.statement,
            "words": ": ".join(filter(None, (words, self.words))),
            "leave_out": leave_out,
            "chosen_by": self.env.user.name,
        }

    def _reading(self, rows):
        """The rows as the columns are said now."""
        document = self.document_id or self.env["dscsa.document"].new(
            {"company_id": self.company_id.id}
        )
        opening = TableOpening(document.sudo().with_company(self.company_id))
        return opening.reading(rows, self._options(leave_out=False))

    # Importing ------------------------------------------------------------------

    def _import(self, *, leave_out):
        """The document of these bytes, read as it was said here."""
        self._check_columns()
        documents = self.env["dscsa.document"].with_company(self.company_id)
        if self.document_id:
            document = self.document_id
        else:
            with self._stream() as stream:
                document, is_new = documents._take_in(
                    self.filename, stream.read(), partner=self.partner_id
                )
            if not is_new and document.state == "processed":
                return document._get_records_action()
        document._lock_or_tell()
        mapping = self._remember() if self.remember else self.mapping_id
        document.sudo().write(
            {
                "reading": self._options(leave_out=leave_out),
                "mapping_id": mapping.id,
                "partner_id": self.partner_id.id,
                **_ANEW,
            }
        )
        if leave_out and self.bad_count:
            self._tell_left_out(document)
        if self.good_count <= _AT_ONCE:
            document._process()
        else:
            documents._wake_jobs()
        return document._get_records_action()

    def _tell_left_out(self, document):
        """Who chose to leave out which rows, in the history of the document."""
        lines = self.row_ids.filtered(lambda row: not row.is_good)
        body = self.env._(
            "%(user)s imported the good rows only. Left out: %(rows)s.",
            user=self.env.user.name,
            rows=", ".join(str(line.number) for line in lines),
        )
        document.message_post(body=body)

    @api.model
    def _mapping_name(self, partner):
        return self.env._("Tables of %(seller)s", seller=partner.name)

    def _remember(self):
        """Save the columns for this seller, in place of the ones it had."""
        values = {
            "name": self._mapping_name(self.partner_id),
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "sheet": self.sheet,
            "has_header": bool(self.header_row),
            "date_order": self.date_order or MDY,
            "pad_ndc": self.pad_ndc,
            "statement": self.statement,
        }
        lines = [
            Command.create(
                {"position": c.position, "heading": c.heading, "field": c.field}
            )
            for c in self.column_ids
            if c.field
        ]
        mapping = self.mapping_id.filtered(lambda m: m.partner_id == self.partner_id)
        if mapping:
            mapping.line_ids.unlink()
            mapping.write({**values, "line_ids": lines})
            return mapping
        return self.env["dscsa.import.mapping"].create({**values, "line_ids": lines})

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a table"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
