from dscsa_core.gs1.label_text import read_own_code
from dscsa_core.numbers import escaped, gtin14_of, gtins_of_ndc

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...services.knowledge.timeline import timeline_of
from ...services.scanning.reader import Reader
from ..link import Link
from ..selections import EPC_KINDS, EPC_STATUSES, HOLDS


class DscsaEpc(models.Model):
    """One physical thing: a package, a case, or a pallet or tote.

    ``key`` is GS1's own text without separator: ``01<gtin14>21<serial>`` or
    ``00<sscc18>``. Written in bulk; no mail, no stored computed field.
    """

    _name = "dscsa.epc"
    _description = "Package Register"
    _order = "id desc"
    _rec_name = "key"
    _log_access = False

    company_id = Link("res.company", required=True)
    key = fields.Char(required=True)
    kind = fields.Selection(EPC_KINDS, required=True)
    gtin = fields.Char(string="GTIN")
    serial = fields.Char(string="Serial Number")
    lot = fields.Char(
        string="Manufacturer's Lot",
        help="As announced; where nobody announced it, as printed.",
    )
    expiry = fields.Date(
        string="Expiration Date",
        help="As announced; where nobody announced it, as printed.",
    )
    seen_lot = fields.Char(
        string="Lot on the Label", help="As scanned or typed; empty: not read."
    )
    seen_expiry = fields.Date(
        string="Expiration on the Label", help="As scanned or typed; empty: not read."
    )
    parent_id = Link("dscsa.epc", string="Announced in", index="btree_not_null")
    gtin_id = Link("dscsa.gtin")
    product_id = Link("product.product", index="btree_not_null")
    lot_id = fields.Many2one("stock.lot", index="btree_not_null")
    document_id = Link("dscsa.document")
    transaction_id = Link("dscsa.transaction", string="TI/TS", index="btree_not_null")
    line_id = Link("dscsa.transaction.line")
    picking_id = fields.Many2one(
        "stock.picking", string="Receipt", index="btree_not_null"
    )
    status = fields.Selection(EPC_STATUSES, required=True, default="announced")
    is_unbooked = fields.Boolean(
        string="Not in stock yet",
        help="Received when its drug had no product: in the register only.",
    )
    hold = fields.Selection(HOLDS)
    judged_document_id = Link(
        "dscsa.document", help="The file it was last compared with here."
    )

    _key_unique = models.UniqueIndex("(company_id, key)")
    _serial_index = models.Index("(company_id, serial)")
    _hold_index = models.Index("(company_id, hold) WHERE hold IS NOT NULL")
    _unbooked_index = models.Index("(company_id, picking_id) WHERE is_unbooked")

    @api.depends("key", "kind", "gtin", "serial")
    def _compute_display_name(self):
        for epc in self:
            number = epc.serial or (epc.key or "")[2:]
            if epc.kind == "logistic":
                epc.display_name = self.env._("SSCC %(number)s", number=number)
            else:
                # readers of the register need no right to products
                name = epc.sudo().product_id.display_name or epc.gtin or ""
                epc.display_name = f"{name} {number}".strip()

    @api.model
    def _search_display_name(self, operator, value):
        """Serial, lot, NDC, GTIN, SSCC, key or scanned text: exact or by beginning.

        Never ``ilike``: at a million rows each key press would read the whole table.
        """
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        texts = [value] if isinstance(value, str) or not value else value
        found = Domain.OR(self._domain_of_text(t.strip()) for t in texts if t)
        # said even to superusers: all indexes of the register begin with the company
        return Domain("company_id", "in", self.env.companies.ids) & found

    @api.model
    def _domain_of_text(self, text):
        """Things a typed or scanned text may mean, by the indexes of the register."""
        if not text:
            return Domain.FALSE
        found = Domain("serial", "=", text) | Domain("key", "=", text)
        found |= self._domain_of_lot(text)
        gtins = {gtin14_of(text), *gtins_of_ndc(text)} - {""}
        found |= Domain.OR(Domain("key", "=like", f"01{g}21%") for g in gtins)
        keys = self._keys_of_text(text)
        if keys:
            found |= Domain("key", "in", keys)
        elif len(text) >= 4:
            found |= Domain("serial", "=like", f"{escaped(text)}%")
        number = read_own_code(text)
        # a number of another program may be larger than any id
        if number is not None and number < 2**31:
            found |= Domain("id", "=", number)
        return found

    @api.model
    def _domain_of_lot(self, text):
        # the register has no index by lot; TI lines and lots of Odoo have. Not every
        # reader of the register may read lots: they only lead to its rows here
        lines = self.env["dscsa.transaction.line"].sudo().search([("lot", "=", text)])
        lots = (
            self.env["stock.lot"]
            .sudo()
            .search(Domain("dscsa_lot", "=", text) | Domain("name", "=", text))
        )
        announced = Domain("transaction_id", "in", lines.transaction_id.ids)
        found = announced & Domain("lot", "=", text) if lines else Domain.FALSE
        return found | Domain("lot_id", "in", lots.ids) if lots else found

    @api.model
    def _keys_of_text(self, text):
        """Keys of every reading of a scanned text; bare SSCC digits count too."""
        # the separators of the company's scanners are nobody's secret
        reader = Reader(self.sudo().env, self.env.company)
        return [each.key for each in reader.readings(text) if each.key]

    def timeline(self):
        """What happened to this package or pallet, newest first, worded for people.

        List of dicts: ``time`` (UTC text or False), ``title``, ``detail``, ``who`` (if
        not in the title), ``icon`` (a Font Awesome name), ``event_id``,
        ``document_id``, ``document`` (its name), ``picking_id``.
        """
        self.ensure_one()
        self.check_access("read")
        return timeline_of(self)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_register(self):
        raise UserError(
            self.env._("The register of packages keeps everything it was told.")
        )
