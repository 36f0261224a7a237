from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..dscsa_investigation.selections import CLASSIFICATIONS

SOURCES = [
    ("fda", "FDA"),
    ("maker", "The manufacturer"),
    ("seller", "A wholesaler or other seller"),
    ("nabp", "NABP or a board of pharmacy"),
    ("partner", "Another trading partner"),
    ("news", "Newspaper or association"),
]
# drugs are seldom dated longer
_YEARS_BACK = 5
# what follows from the buttons, or from what was looked up, is not typed
_OURS = frozenset(
    {"state", "ended_at", "ended_by_id", "asked", "asked_at", "asked_by_id"}
    | {"run_at", "run_by_id", "found", "here_count", "maybe_count", "sold_count"}
    | {"announced_count", "buyer_count", "used_count", "presumed_count"}
    | {"gone_count", "unlisted_count"}
)
_FIXED = frozenset({"company_id", "name"})


class DscsaAlert(models.Model):
    """A warning of suspect or illegitimate product: FD&C Act 582(d)(4)(B)(iii).

    What it names is kept apart, here and whenever it comes, until the warning ends.
    """

    _name = "dscsa.alert"
    _description = "Warning of Suspect Product"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "dscsa.evidence.mixin",
        "dscsa.retained.mixin",
        "dscsa.ledger.mixin",
    ]
    _order = "state desc, id desc"
    _check_company_auto = True

    _retention_class = "investigation"
    _retention_from = ("ended_at",)
    _retention_open = ("state", ("open",))
    _ledger_fields = (
        "name",
        "source",
        "issuer",
        "reference",
        "reason",
        "classification",
        "received_at",
        "valid_from",
        "goods",
        "asked",
        "asked_by_id",
        "state",
        "conclusion",
        "ended_at",
        "ended_by_id",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"company_id", "name"})

    name = fields.Char(required=True, copy=False, default="/", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    source = fields.Selection(
        SOURCES, string="From", required=True, default="fda", tracking=True
    )
    partner_id = fields.Many2one("res.partner", string="Sender", check_company=True)
    issuer = fields.Char(
        string="Name and Address", help="Who sent it, if no contact of ours."
    )
    reference = fields.Char(string="Their Number", copy=False)
    reason = fields.Char(
        string="What is wrong",
        required=True,
        help="In the words of the warning; the bench says it with every hit.",
    )
    classification = fields.Selection(CLASSIFICATIONS, tracking=True)
    received_at = fields.Datetime(
        string="Arrived", required=True, default=fields.Datetime.now, copy=False
    )
    valid_from = fields.Date(string="Valid from")
    since = fields.Date(
        string="Look back to",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) - relativedelta(years=_YEARS_BACK)
        ),
    )
    line_ids = fields.One2many("dscsa.alert.line", "alert_id", string="Goods")
    goods = fields.Char(string="Goods in Short", compute="_compute_goods", store=True)
    evidence_ids = fields.Many2many("dscsa.document", "dscsa_alert_evidence_rel")
    discrepancy_ids = fields.One2many("dscsa.discrepancy", "alert_id", readonly=True)
    asked = fields.Json(readonly=True, copy=False)
    asked_at = fields.Datetime(string="Compared", readonly=True, copy=False)
    asked_by_id = fields.Many2one(
        "res.users", string="Compared by", readonly=True, copy=False
    )
    state = fields.Selection(
        [("open", "Open"), ("ended", "Ended")],
        required=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    conclusion = fields.Text(string="How it ended", copy=False)
    ended_at = fields.Datetime(readonly=True, copy=False)
    ended_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    @api.depends("line_ids.code", "line_ids.named", "line_ids.is_meant")
    def _compute_goods(self):
        for alert in self:
            lines = alert.line_ids.filtered("is_meant")
            words = [" ".join(filter(None, (x.code, x.names))) for x in lines[:5]]
            alert.goods = "; ".join(words) + (" …" if len(lines) > len(words) else "")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su:
                # forms send the defaults of what they show
                for name in _OURS & vals.keys():
                    vals.pop(name)
            company = vals.get("company_id") or self.env.company.id
            # numbers are given to whoever may enter a warning
            sequence = self.env["ir.sequence"].sudo().with_company(company)
            vals["name"] = sequence.next_by_code("dscsa.alert") or "/"
        return super().create(vals_list)

    def write(self, vals):
        """How it ends is for the buttons."""
        if not self.env.su and not (_OURS | _FIXED).isdisjoint(vals):
            raise UserError(self._by_buttons())
        result = super().write(vals)
        if not {"state", "reason", "line_ids"}.isdisjoint(vals):
            self._watch_anew()
        return result

    @api.model
    def _by_buttons(self):
        return self.env._("End or open a warning with its buttons, on its form.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if any(self.mapped("company_id.dscsa_live_date")):
            raise UserError(
                self.env._(
                    "A warning stays on record. End it and say that it was entered by "
                    "mistake."
                )
            )

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        companies._dscsa_watch_anew()
        return result

    def _watch_anew(self):
        """The bench asks the warnings as they are from now on."""
        self.company_id._dscsa_watch_anew()

    @api.model
    def _open_of(self, company):
        """Open warnings of a company, the oldest first."""
        # what is warned of is held for everybody, whoever may read the warning
        return self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "open")], order="id"
        )

    def _why(self):
        """Number and reason, as answers at the bench say them."""
        return ", ".join(filter(None, (self.name, self.reference, self.reason)))

    def _spared(self):
        """Lots told apart from those that look like them: none, a person looks."""
        return ()

    def _evidence_partner(self):
        return self.partner_id
