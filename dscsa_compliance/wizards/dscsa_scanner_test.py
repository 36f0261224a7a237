from odoo import api, fields, models

from ..core.catalogue import fill, rule
from ..core.gs1.barcode import DEFAULT_SEPARATORS, read_scan


class DscsaScannerTest(models.TransientModel):
    """Scan one package and see what the program reads; nothing is recorded."""

    _name = "dscsa.scanner.test"
    _description = "Try the Scanner"

    text = fields.Char(string="Scan a package here")
    result = fields.Text(compute="_compute_result")
    is_good = fields.Boolean(compute="_compute_result")

    @api.depends("text")
    @api.depends_context("lang")
    def _compute_result(self):
        for test in self:
            test.result, test.is_good = test._read() if test.text else (False, False)

    def _read(self):
        """(what was read, whether it can be relied on)."""
        own = (self.env.company.sudo().dscsa_separators or "").split()
        scan = read_scan(
            self.text,
            today=fields.Date.context_today(self),
            separators=(*DEFAULT_SEPARATORS, *own),
        )
        if scan.problem:
            template = self.env._(rule(scan.problem.code).sentence)
            return fill(template, scan.problem.facts), False
        packages = [each for each in scan.readings if each.gtin and each.serial]
        if not packages:
            return self.env._("Read, but this is not the 2D code of a package."), False
        if len(packages) > 1:
            return self._swallowed(), False
        (reading,) = packages
        words = self.env._(
            "GTIN %(gtin)s\nSerial %(serial)s\nLot %(lot)s\nExpires %(expiry)s\n"
            "Compare with the print on the pack.",
            gtin=reading.gtin,
            serial=reading.serial,
            lot=reading.lot or "?",
            expiry=reading.expiry or "?",
        )
        return words, True

    def _swallowed(self):
        return self.env._(
            "The scanner swallows the separator: serial and lot run together. Set it "
            "to send the GS1 separator (function 1), or enter in Settings > DSCSA > "
            "Scanner Separators what it sends instead."
        )

    def action_good(self):
        """The reading is what is printed: the scanner works."""
        self.ensure_one()
        if self.is_good:
            # a note of the company's, by whoever tried
            self.env.company.sudo().dscsa_scanner_tested_at = fields.Datetime.now()
        return {"type": "ir.actions.act_window_close"}
