import tempfile

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.answering.bundle import Bundle
from ..services.answering.scope_search import ScopeSearch

# where the list has to be fetched or asked for
AWAY = ("portal", "paper", "open")
_KIND = {"file": "ours", "portal": "portal", "paper": "paper"}


class DscsaInformationRequest(models.Model):
    """Collect what was asked, and put it into one file that is kept unchanged."""

    _inherit = "dscsa.information.request"

    searched_at = fields.Datetime(string="Looked for on", copy=False, readonly=True)
    search_note = fields.Text(string="What was found", copy=False, readonly=True)
    bundle_id = fields.Many2one(
        "dscsa.document",
        string="Answer (ZIP)",
        copy=False,
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    bundle_sha256 = fields.Char(related="bundle_id.sha256", store=True, copy=False)
    bundled_at = fields.Datetime(string="Made on", copy=False, readonly=True)
    bundle_problems = fields.Text(
        string="Not in the file", copy=False, readonly=True,
        help="What should be in the answer but could not be put in, and why.",
    )  # fmt: skip
    to_fetch_count = fields.Integer(compute="_compute_counts", string="To fetch")
    here_count = fields.Integer(compute="_compute_counts", string="Here")
    missing_count = fields.Integer(compute="_compute_counts", string="Not found")
    original_count = fields.Integer(compute="_compute_counts")

    @api.depends("item_ids.kind", "item_ids.is_fetched", "item_ids.with_original")
    def _compute_counts(self):
        for request in self:
            items = request.item_ids
            away = items.filtered(lambda item: item.kind in AWAY)
            request.to_fetch_count = len(away.filtered(lambda i: not i.is_fetched))
            request.here_count = len(items.filtered(lambda i: i.kind == "ours"))
            request.missing_count = len(items.filtered(lambda i: i.kind == "missing"))
            request.original_count = len(items.filtered("with_original"))

    def _check_collecting(self):
        """A pharmacist collects, while the request is open."""
        if self.env.su:
            return
        self._check_answerer()
        if any(request.state in ("answered", "closed") for request in self):
            raise UserError(
                self.env._("This request was answered; what was found stays as it was.")
            )

    def action_search(self):
        """Find what is asked: here, to be fetched, or not there at all."""
        self._check_collecting()
        for request in self:
            if not request.scope_ids:
                raise UserError(
                    self.env._(
                        "Enter first what they ask about: NDC, lot, serial, days or "
                        "seller, one line each."
                    )
                )
            request._fill_items()
        return True

    def _fill_items(self):
        matches, missing = ScopeSearch(self).run()
        # found items follow from the search alone; nobody types them
        items = self.sudo().item_ids
        known = {item.transaction_id.id: item for item in items if item.transaction_id}
        stale = items
        for match in matches:
            values = self._item_values(match)
            item = known.get(match.transaction.id)
            if item:
                item.write(values)
                stale -= item
            else:
                items.create({"request_id": self.id, **values})
        # what somebody fetched is not thrown away
        stale.filtered(lambda item: not item.evidence_ids).unlink()
        common = {"request_id": self.id, "kind": "missing"}
        items.create(
            [
                {**common, "scope_id": scope.id, "sentence": sentence}
                for scope, sentence in missing
            ]
        )
        values = {"searched_at": fields.Datetime.now()}
        if self.state == "checked":
            values["state"] = "collecting"
        self.sudo().write(values)
        self.sudo().search_note = self._found_words()

    def _item_values(self, match):
        transaction = match.transaction
        is_open = transaction.proof == "file" and match.hows == {"no_list"}
        return {
            "kind": "open" if is_open else _KIND[transaction.proof],
            "transaction_id": transaction.id,
            "day": transaction.transaction_date,
            "line_ids": [fields.Command.set(match.lines.ids)],
            "epc_ids": [fields.Command.set([] if match.is_whole else match.epcs.ids)],
            "sentence": self._match_words(match),
        }

    def _match_words(self, match):
        lines = match.lines
        if not lines or match.hows in ({"no_list"}, {"no_lot"}):
            return self._not_listed_words(match)
        if match.hows == {"serial"}:
            serials = ", ".join(match.epcs.mapped("serial"))
            return self.env._("Package %(serials)s", serials=serials)
        if "lot_of_serial" in match.hows:
            return self.env._(
                "The lot was in this delivery; serial numbers were not given to us."
            )
        count = sum(lines.mapped("quantity"))
        lots = ", ".join(dict.fromkeys(lot for lot in lines.mapped("lot") if lot))
        if len(lots) > 80:
            return self.env._(
                "%(lines)s TI lines, %(count)s packages", lines=len(lines), count=count
            )
        return self.env._(
            "%(count)s packages, lot %(lots)s", count=count, lots=lots or "?"
        )

    def _not_listed_words(self, match):
        if match.hows == {"no_list"} and match.transaction.proof == "file":
            return self.env._(
                "The goods can have come with this delivery; the file does not say "
                "all that is in it. Ask the seller for the contents."
            )
        if match.hows == {"no_list"} or not match.lines:
            return self.env._(
                "The goods can have come with this delivery; its list is not here. "
                "Look there with NDC and lot."
            )
        return self.env._(
            "The drug came with this delivery; its list here names no lot. Look where "
            "the list lies."
        )

    def _found_words(self):
        """One sentence on what was found; also for today's card and the answer."""
        self.ensure_one()
        away = self.item_ids.filtered(lambda item: item.kind in AWAY)
        parts = [
            self.env._("Deliveries here: %(count)s.", count=self.here_count),
            self.env._("To fetch or look at: %(count)s.", count=len(away)),
            self.env._("Asked, not found: %(count)s.", count=self.missing_count),
        ]
        return " ".join(parts)

    def action_build_bundle(self):
        """Make the answer as one ZIP file, kept as it is; nothing is sent."""
        self.ensure_one()
        self._check_collecting()
        if not self.searched_at:
            self.action_search()
        with tempfile.NamedTemporaryFile(prefix="dscsa_answer_", suffix=".zip") as file:
            problems = Bundle(self).build(file.name)
            name = f"{self.name.replace('/', '-')}.zip"
            documents = self.env["dscsa.document"]
            document = documents._take_in_evidence(
                name, file.name, partner=self.partner_id
            )
        # the file is ours, and follows from this button alone
        document.sudo().direction = "out"
        self.sudo().write(
            {
                "bundle_id": document.id,
                "bundled_at": fields.Datetime.now(),
                "bundle_problems": "\n".join(problems) or False,
            }
        )
        return True

    def action_download(self):
        """The answer as a file."""
        self.ensure_one()
        self._check_answerer()
        if not self.bundle_id:
            raise UserError(self.env._("Make the answer first."))
        self.env["dscsa.ledger.mixin"]._ledger_note(
            "exported",
            self,
            {"what": self.bundle_id.name, "sha256": self.bundle_sha256},
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.bundle_id.attachment_id.id}?download=true",
            "target": "download",
        }
