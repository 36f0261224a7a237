from collections import Counter

from dscsa_core.catalogue import rule
from dscsa_core.finding import BLOCK, INFO, WARNING

from odoo import api, fields, models

from ...services.holds.severity import HELD
from ...services.words.messages import message_of, next_step_of
from ...services.words.windows import window, window_on
from ..selections import EVIDENCE

_ORDER = {BLOCK: 0, WARNING: 1, INFO: 2}
_LEVEL = {"stop": BLOCK, "hold": BLOCK, "amber": WARNING, "note": INFO}
# true when the file was read; a person may have settled them since
_CONFIRMED_LATER = {"GTIN_UNKNOWN", "GLN_UNKNOWN", "SENDER_UNKNOWN"}
# more places than these are counted, not listed
_PLACES = 5


class DscsaDocument(models.Model):
    """What the inbox shows: findings in words, the next step, ways onward."""

    _inherit = "dscsa.document"

    corrected_by_ids = fields.One2many(
        "dscsa.document", "corrects_id", string="Corrected by", readonly=True
    )
    superseded = fields.Boolean(compute="_compute_superseded")
    unmatched_product_count = fields.Integer(
        string="GTINs without Product", compute="_compute_unmatched"
    )
    unmatched_seller_count = fields.Integer(
        string="TI/TS without Seller", compute="_compute_unmatched"
    )
    has_receipt = fields.Boolean(compute="_compute_unmatched")
    discrepancy_count = fields.Integer(compute="_compute_discrepancy_count")
    finding_count = fields.Integer(
        string="Number of Findings", compute="_compute_findings"
    )
    findings_html = fields.Html(
        string="What we found", compute="_compute_findings", sanitize=False
    )
    next_step = fields.Char(compute="_compute_next_step")
    needs_attention = fields.Boolean(compute="_compute_next_step")

    @api.depends("corrected_by_ids")
    def _compute_superseded(self):
        for document in self:
            document.superseded = bool(document.corrected_by_ids)

    @api.depends("transaction_ids.seller_id", "transaction_ids.line_ids.product_id")
    def _compute_unmatched(self):
        lines = self.env["dscsa.transaction.line"]._read_group(
            [
                ("transaction_id.document_id", "in", self.ids),
                ("product_id", "=", False),
            ],
            ["transaction_id"],
            ["gtin:array_agg"],
        )
        gtins = {}
        for transaction, found in lines:
            gtins.setdefault(transaction.document_id.id, set()).update(found)
        for document in self:
            transactions = document.transaction_ids
            document.unmatched_product_count = len(gtins.get(document._origin.id, ()))
            document.unmatched_seller_count = len(
                transactions.filtered(lambda t: not t.seller_id)
            )
            # counted as superuser: an auditor may not open receipts
            document.has_receipt = bool(transactions.sudo().picking_ids)

    @api.depends("discrepancy_ids")
    def _compute_discrepancy_count(self):
        counts = dict(
            self.env["dscsa.discrepancy"]._read_group(
                [("document_id", "in", self.ids)], ["document_id"], ["__count"]
            )
        )
        for document in self:
            document.discrepancy_count = counts.get(document._origin, 0)

    @api.depends("findings", "format", "state")
    @api.depends_context("lang")
    def _compute_findings(self):
        settled = self._settled()
        for document in self:
            rows = document._finding_rows(settled)
            document.finding_count = len(rows)
            document.findings_html = self.env["ir.qweb"]._render(
                "dscsa_compliance.document_findings",
                {"rows": rows, "is_paper": document.format == EVIDENCE},
            )

    def _settled(self):
        """GTINs and location numbers that were confirmed since these were read."""
        facts = [
            finding.get("facts") or {}
            for document in self
            for finding in document.findings or []
            if finding["code"] in _CONFIRMED_LATER
        ]
        confirmed = [("state", "=", "confirmed")]
        found = set()
        for model, name in (("dscsa.gtin", "gtin"), ("dscsa.party", "gln")):
            values = {fact[name] for fact in facts if fact.get(name)}
            records = self.env[model].search([(name, "in", list(values)), *confirmed])
            found |= {(row.company_id.id, row[name]) for row in records}
        return found

    def _is_settled(self, finding, settled):
        facts = finding.get("facts") or {}
        number = facts.get("gtin") or facts.get("gln")
        named = finding["code"] in _CONFIRMED_LATER
        return named and (self.company_id.id, number) in settled

    def _finding_rows(self, settled):
        """Findings alike are one row: level, number, words and places of each."""
        grouped, severities = {}, self._severities()
        for finding in self.findings or []:
            if self._is_settled(finding, settled):
                continue
            code, facts = finding["code"], finding.get("facts") or {}
            words = message_of(self.env, code, facts)
            key = (severities[code], code, words)
            grouped.setdefault(key, (facts, []))[1].append(finding.get("place"))
        rows = [
            self._finding_row(*key, facts, places)
            for key, (facts, places) in grouped.items()
        ]
        return sorted(rows, key=lambda row: _ORDER[row["level"]])

    def _severities(self):
        """{code: what the finding means for this company}: the bench asks the same."""
        codes = {finding["code"] for finding in self.findings or []}
        table = self.env["dscsa.severity"].sudo()
        return table._severities(codes, self.company_id)

    def _finding_row(self, severity, code, words, facts, places):
        named = list(Counter(place for place in places if place))
        return {
            "level": _LEVEL[severity],
            "number": rule(code).number,
            "words": words,
            "next_step": next_step_of(self.env, code, facts, severity),
            "places": ", ".join(named[:_PLACES]),
            "more": max(len(named) - _PLACES, 0),
            "count": len(places),
        }

    @api.depends("state", "findings", "failure")
    @api.depends_context("lang")
    def _compute_next_step(self):
        for document in self:
            step, needs = document._next_step()
            document.next_step, document.needs_attention = step, needs

    def _next_step(self):
        """One sentence on what to do now, and whether somebody has to act."""
        self.ensure_one()
        env = self.env
        if self.state == "received":
            return env._("Nothing to do: it is read in a moment."), False
        if self.state == "failed":
            return self.failure, True
        if self.is_loose_paper:
            words = env._(
                "A paper or print is lawful TI/TS, read by a person. Say which "
                "delivery it belongs to: press Begin its delivery."
            )
            return words, True
        if self.superseded:
            return env._("Corrected since: the later file counts."), False
        if names := self._to_confirm():
            return names, True
        if stops := self._what_stops():
            return stops, True
        return self._where_its_goods_are(), False

    def _what_stops(self):
        """The first finding that holds goods, with what to do about it."""
        held = {code for code, each in self._severities().items() if each in HELD}
        for finding in self.findings or []:
            code, facts = finding["code"], finding.get("facts") or {}
            if code in held:
                words = message_of(self.env, code, facts)
                return f"{words} {next_step_of(self.env, code, facts)}"
        return ""

    def _where_its_goods_are(self):
        """What is left to do with the delivery of a file that is in order."""
        env = self.env
        if not self.transaction_count:
            return env._("Nothing to do.")
        if not self.has_receipt:
            return env._(
                "No receipt is linked yet. Open the receipt and choose this TI/TS, or "
                "wait for the order."
            )
        pickings = self.transaction_ids.sudo().picking_ids
        if all(picking.state in ("done", "cancel") for picking in pickings):
            return env._("Nothing to do: its delivery is closed.")
        return env._("Nothing to do here: receive the goods.")

    def _to_confirm(self):
        products, sellers = self.unmatched_product_count, self.unmatched_seller_count
        if products and sellers:
            return self.env._(
                "New to us: the seller, and drugs (%(count)s). Confirm them.",
                count=products,
            )
        if products:
            return self.env._("New drugs (%(count)s): confirm them.", count=products)
        if sellers:
            return self.env._("The seller is new: confirm it.")
        return ""

    def action_download_original(self):
        """Hand out the bytes as they came."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }

    def action_view_transactions(self):
        """The TI/TS this document holds; the form at once when it is one."""
        self.ensure_one()
        return window_on(self.env._("TI/TS"), self.transaction_ids)

    def action_view_packages(self):
        """Packages this document announced, those announced again since included."""
        self.ensure_one()
        domain = [
            ("kind", "=", "package"),
            "|",
            ("transaction_id", "in", self.transaction_ids.ids),
            ("document_id", "=", self.id),
        ]
        return window(self.env._("Packages"), "dscsa.epc", domain=domain)

    def action_view_events(self):
        """The events of the file, in its order."""
        self.ensure_one()
        domain = [("document_id", "=", self.id)]
        return window(self.env._("Events"), "dscsa.event", domain=domain)

    def action_view_discrepancies(self):
        """What does not fit in this document."""
        self.ensure_one()
        domain = [("document_id", "=", self.id)]
        return window(self.env._("Discrepancies"), "dscsa.discrepancy", domain=domain)

    def action_view_gtin_proposals(self):
        """The GTINs of this document nobody has confirmed yet."""
        self.ensure_one()
        lines = self.transaction_ids.line_ids.filtered(lambda row: not row.product_id)
        domain = [("id", "in", lines.gtin_id.ids)]
        return window(self.env._("Products to confirm"), "dscsa.gtin", domain=domain)

    def action_view_party_proposals(self):
        """The sellers of this document nobody has confirmed yet."""
        self.ensure_one()
        nameless = self.transaction_ids.filtered(lambda t: not t.seller_id)
        return window_on(self.env._("Sellers and places"), nameless.seller_party_id)
