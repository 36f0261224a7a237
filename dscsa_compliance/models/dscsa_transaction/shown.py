from dscsa_core.numbers import gtin14_of, gtins_of_ndc

from odoo import api, fields, models
from odoo.fields import Domain

from ...services.words.windows import window_on


class DscsaTransaction(models.Model):
    """How TI/TS is found and shown, and what of it was not given."""

    _inherit = "dscsa.transaction"

    search_serial = fields.Char(
        string="Serial Number", store=False, search="_search_search_serial"
    )
    search_ndc = fields.Char(
        string="NDC or GTIN", store=False, search="_search_search_ndc"
    )
    picking_count = fields.Integer(compute="_compute_link_counts")
    purchase_count = fields.Integer(compute="_compute_link_counts")
    not_given = fields.Text(
        compute="_compute_not_given",
        help="Items of FD&C Act 581(26) and (27) the document does not hold.",
    )

    @api.depends("picking_ids", "purchase_ids")
    def _compute_link_counts(self):
        for row in self:
            # counted as superuser: an auditor may not open orders
            row.picking_count = len(row.sudo().picking_ids)
            row.purchase_count = len(row.sudo().purchase_ids)

    @api.depends("seller_name", "buyer_name", "statement", "line_ids", "proof")
    @api.depends_context("lang")
    def _compute_not_given(self):
        for row in self:
            missing = row._missing_items() if row.proof == "file" else []
            row.not_given = (
                self.env._("Not in the file: %(items)s.", items=", ".join(missing))
                if missing
                else False
            )

    def _missing_items(self):
        """Names of the items of 581(26) A–J and 581(27) that are empty."""
        self.ensure_one()
        lines = self.line_ids
        missing = [
            words
            for name, words in self._line_items().items()
            if not lines or not all(line[name] for line in lines)
        ]
        missing += [
            words for name, words in self._head_items().items() if not self[name]
        ]
        if self.statement == "missing":
            missing.append(self.env._("Transaction Statement"))
        return missing

    @api.model
    def _line_items(self):
        """{field of a line: words} of the items A to F."""
        return {
            "name": self.env._("drug name (A)"),
            "strength": self.env._("strength (B)"),
            "dosage_form": self.env._("dosage form (B)"),
            "ndc": self.env._("NDC (C)"),
            "container_size": self.env._("container size (D)"),
            "quantity": self.env._("number of containers (E)"),
            "lot": self.env._("lot number (F)"),
        }

    @api.model
    def _head_items(self):
        """{field: words} of the items G to J; H is due only when shipped later."""
        return {
            "transaction_date": self.env._("date of transaction (G)"),
            "seller_name": self.env._("seller's name (I)"),
            "seller_address": self.env._("seller's address (I)"),
            "buyer_name": self.env._("buyer's name (J)"),
            "buyer_address": self.env._("buyer's address (J)"),
        }

    @api.model
    def _search_search_serial(self, operator, value):
        """TI/TS a package with this serial came with, now or before a return."""
        if operator not in ("=", "in", "ilike", "=ilike", "like"):
            return NotImplemented
        texts = value if operator == "in" else [value]
        serials = [str(text).strip() for text in texts if text]
        packages = self.env["dscsa.epc"]._search([("serial", "in", serials)])
        earlier = self.env["dscsa.epc.transaction"]._search(
            [("epc_id", "in", packages)]
        )
        return Domain("id", "in", packages.subselect("transaction_id")) | Domain(
            "id", "in", earlier.subselect("transaction_id")
        )

    @api.model
    def _search_search_ndc(self, operator, value):
        """TI/TS with a line of this NDC in any form, or GTIN."""
        if operator not in ("=", "in", "ilike", "=ilike", "like"):
            return NotImplemented
        texts = value if operator == "in" else [value]
        gtins = set()
        for text in (str(text).strip() for text in texts if text):
            gtins.update(gtins_of_ndc(text))
            gtins.add(gtin14_of(text))
        lines = self.env["dscsa.transaction.line"]
        by_gtin = lines._search([("gtin", "in", list(gtins - {""}))])
        by_ndc = lines._search([("ndc", "in", [str(text) for text in texts])])
        return Domain("id", "in", by_gtin.subselect("transaction_id")) | Domain(
            "id", "in", by_ndc.subselect("transaction_id")
        )

    def _packages_domain(self):
        """Register rows of these TI/TS, those bought again since included."""
        earlier = self.env["dscsa.epc.transaction"].search(
            [("transaction_id", "in", self.ids)]
        )
        return Domain("kind", "=", "package") & (
            Domain("transaction_id", "in", self.ids)
            | Domain("id", "in", earlier.epc_id.ids)
        )

    def action_view_pickings(self):
        """Its receipts."""
        return window_on(self.env._("Receipts"), self.picking_ids)

    def action_view_purchases(self):
        """Its purchase orders."""
        return window_on(self.env._("Orders"), self.purchase_ids)

    def action_view_document(self):
        """The document it was read from."""
        return window_on(self.env._("Document"), self.document_id)
