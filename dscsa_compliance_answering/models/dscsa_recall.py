from dateutil.relativedelta import relativedelta
from dscsa_core.recall.notice import read_lots
from dscsa_core.recall.opened import OpenRecalls, Recalled

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.dscsa_compliance.services.receiving.facts import item_of

from ..services.recall.run import RecallRun
from .dscsa_recall_result import BUCKETS

CLASSES = [
    ("1", "Class I: may cause serious harm or death"),
    ("2", "Class II: may cause temporary harm"),
    ("3", "Class III: not likely to cause harm"),
    ("other", "Not classified, or a market withdrawal"),
]
DEPTHS = [
    ("consumer", "Consumer: also what patients have"),
    ("retail", "Retail: pharmacies and clinics"),
    ("wholesale", "Wholesale: distributors"),
]
# drugs are seldom dated longer
_YEARS_BACK = 5


class DscsaRecall(models.Model):
    """A recall notice and where its goods are: 21 CFR 7.40 to 7.59.

    While it is open, none of its goods leave but back to a seller or to be destroyed.
    A recall is not a suspect case: it has a hold of its own.
    """

    _name = "dscsa.recall"
    _description = "Recall"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "dscsa.evidence.mixin",
        "dscsa.retained.mixin",
        "dscsa.ledger.mixin",
    ]
    _order = "state desc, received_at desc, id desc"
    _check_company_auto = True

    _retention_class = "recall"
    _retention_from = ("closed_at", "received_at")
    _retention_open = ("state", ("open",))
    _ledger_fields = (
        "name",
        "reference",
        "issuer",
        "recall_class",
        "depth",
        "reason",
        "received_at",
        "goods",
        "state",
        "conclusion",
        "closed_by_id",
        "closed_at",
    )

    name = fields.Char(required=True, copy=False, default="/", readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    reference = fields.Char(string="Notice Number", copy=False, tracking=True)
    issuer = fields.Char(
        string="From", help="Who sent the notice: maker, wholesaler or FDA."
    )
    reply_to = fields.Char(
        string="Answer to", help="Mail, fax or address the notice asks to answer to."
    )
    recall_class = fields.Selection(CLASSES, string="Class", tracking=True)
    depth = fields.Selection(DEPTHS, default="retail", required=True, tracking=True)
    reason = fields.Char(
        string="Why", required=True, help="In the words of the notice."
    )
    received_at = fields.Datetime(
        string="Notice received", required=True, default=fields.Datetime.now, copy=False
    )
    since = fields.Date(
        string="Look back to",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) - relativedelta(years=_YEARS_BACK)
        ),
        help="Deliveries before that day are not looked through.",
    )
    line_ids = fields.One2many("dscsa.recall.line", "recall_id", string="Goods")
    goods = fields.Char(string="Goods in Short", compute="_compute_goods", store=True)
    evidence_ids = fields.Many2many("dscsa.document", "dscsa_recall_evidence_rel")
    result_ids = fields.One2many("dscsa.recall.result", "recall_id", readonly=True)
    letter_ids = fields.One2many("dscsa.recall.letter", "recall_id")
    discrepancy_ids = fields.One2many("dscsa.discrepancy", "recall_id", readonly=True)
    other_lots = fields.Char(
        string="Other Lots of these Drugs",
        readonly=True,
        copy=False,
        help="Lots of the recalled drugs that the notice does not name, or names only "
        "some serials of, as recorded here; those in stock first.",
    )
    asked = fields.Char(string="Not certain in the Notice", compute="_compute_asked")
    spared = fields.Char(
        string="Compared, not recalled",
        copy=False,
        tracking=True,
        help="Lots that look like recalled ones, and a pharmacist compared them with "
        "the notice and found them to be others.",
    )
    run_at = fields.Datetime(string="Looked up", readonly=True, copy=False)
    run_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    conclusion = fields.Text(string="What was done", copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    shelf_count = fields.Integer(string="On the Shelf", compute="_compute_counts")
    held_count = fields.Integer(string="On Hold", compute="_compute_counts")
    sold_count = fields.Integer(string="Sold", compute="_compute_counts")
    unknown_count = fields.Integer(string="Use Unknown", compute="_compute_counts")
    sentence = fields.Char(compute="_compute_counts")

    _open_index = models.Index("(company_id, id) WHERE state = 'open'")

    @api.depends("line_ids.code", "line_ids.lots", "line_ids.serials")
    def _compute_goods(self):
        for recall in self:
            recall.goods = "; ".join(
                " ".join(filter(None, (line.code, line.lots, line.serials)))
                for line in recall.line_ids
            )

    @api.depends("line_ids.asked")
    def _compute_asked(self):
        for recall in self:
            recall.asked = ", ".join(filter(None, recall.line_ids.mapped("asked")))

    @api.depends(
        "result_ids.bucket", "result_ids.quantity", "run_at", "other_lots", "asked"
    )
    @api.depends_context("lang")
    def _compute_counts(self):
        found = {
            (recall.id, bucket): (rows, quantity)
            for recall, bucket, rows, quantity in self.env[
                "dscsa.recall.result"
            ]._read_group(
                [("recall_id", "in", self.ids)],
                ["recall_id", "bucket"],
                ["__count", "quantity:sum"],
            )
        }
        for recall in self:
            counts = {
                bucket: found.get((recall._origin.id, bucket), (0, 0))
                for bucket, _words in BUCKETS
            }
            recall.shelf_count = counts["shelf"][1]
            recall.held_count = counts["held"][1]
            recall.sold_count = counts["sold"][1]
            recall.unknown_count = counts["unknown"][1]
            recall.sentence = recall._sentence(counts)

    def _sentence(self, counts):
        """Where the goods are, in one line; ``counts``: {bucket: (rows, packages)}."""
        if not self.run_at:
            return self.env._("Not looked up yet: press Look up.")
        parts = self._found_words(counts)
        said = ", ".join(parts) + "." if parts else self._nothing_words()
        if self.asked:
            return self.env._(
                "Not certain in the notice: “%(asked)s”. Compare it with the lots as "
                "read. So far: %(said)s",
                asked=self.asked,
                said=said,
            )
        return said

    def _found_words(self, counts):
        words = dict(
            self.env["dscsa.recall.result"]
            ._fields["bucket"]
            ._description_selection(self.env)
        )
        parts = [
            f"{packages} {words[bucket].lower()}"
            for bucket, (rows, packages) in counts.items()
            if rows and packages and bucket != "no_lots"
        ]
        unlisted = self.result_ids.filtered(lambda row: row.bucket == "no_lots")
        if unlisted:
            parts.append(
                self.env._(
                    "deliveries without lots to look through: %(count)s",
                    count=sum(unlisted.mapped("deliveries")) or len(unlisted),
                )
            )
        return parts

    def _nothing_words(self):
        """Nothing was found: that they never were here is said of no known drug."""
        if self.other_lots:
            return self.env._(
                "Nothing on record here has these numbers. Compare them with the lots "
                "of this drug we have or had: %(lots)s.",
                lots=self.other_lots,
            )
        return self.env._("We never had these goods, as far as the records know.")

    @api.constrains("line_ids", "state")
    def _check_lines(self):
        for recall in self:
            if not recall.line_ids:
                raise ValidationError(
                    self.env._("Enter at least one NDC or GTIN, with its lots.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                company = vals.get("company_id") or self.env.company.id
                sequence = self.env["ir.sequence"].sudo().with_company(company)
                vals["name"] = sequence.next_by_code("dscsa.recall") or "/"
        recalls = super().create(vals_list)
        recalls._check_lines()
        recalls._run()
        return recalls

    def write(self, vals):
        """Goods that change are looked up again; how it ended is for the buttons."""
        ours = {"state", "closed_at", "closed_by_id", "company_id", "name"}
        if not self.env.su and not ours.isdisjoint(vals):
            raise UserError(
                self.env._("Close or open a recall with its buttons, on its form.")
            )
        if "spared" in vals and not self.env.su:
            self._check_role("pharmacist")
        result = super().write(vals)
        if not {"line_ids", "since", "spared"}.isdisjoint(vals):
            self._run()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_trial(self):
        if any(self.mapped("company_id.dscsa_live_date")):
            raise UserError(
                self.env._(
                    "A recall stays on record. Close it and say that it was entered "
                    "by mistake."
                )
            )

    def _evidence_partner(self):
        return self.env["res.partner"]

    # looking up -----------------------------------------------------------------------
    def action_run(self):
        """Look everything up again; the answers before are replaced."""
        self._check_role("technician")
        self._run()
        return True

    def _run(self):
        """Write the answers anew; what people may not read is counted all the same."""
        for recall in self:
            ours = recall.sudo()
            other_lots = RecallRun(ours).replace()
            ours.write(
                {
                    "run_at": fields.Datetime.now(),
                    "run_by_id": self.env.uid,
                    "other_lots": other_lots,
                }
            )

    def _concerns(self, pickings):
        """Whether transfers may hold goods of this recall."""
        products = pickings.move_ids.product_id
        listed = pickings.dscsa_transaction_ids.line_ids
        mine = self.line_ids
        wanted = {product for line in mine for product in line._products()}
        gtins = {gtin for line in mine for gtin in line._gtins()}
        return (
            not products
            or not wanted.isdisjoint(products)
            or not gtins.isdisjoint(listed.mapped("gtin"))
        )

    @api.model
    def _open_of(self, company):
        """Open recalls of a company."""
        return self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "open")]
        )

    @api.model
    def _opened(self, company):
        """``OpenRecalls`` of a company: what may not leave now, and why."""
        found = []
        for line in self._open_of(company).line_ids:
            why = line.recall_id._why()
            for goods in line._goods():
                items = [item_of(product_id, None) for product_id in goods.products.ids]
                items += [item_of(None, gtin) for gtin in goods.gtins]
                names = (goods.lots, goods.serials, why, line.recall_id._spared())
                found.append(Recalled(frozenset(items), *names))
        return OpenRecalls(tuple(found))

    def _spared(self):
        """Lots a pharmacist told apart from those that look like them."""
        return read_lots(self.spared or "").lots

    def _why(self):
        """Number and reason, as answers at the bench say them."""
        return ", ".join(filter(None, (self.name, self.reference, self.reason)))
