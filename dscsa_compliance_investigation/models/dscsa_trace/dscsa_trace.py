from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...services.trace.asking import first_of, is_origin, paths_of
from ...services.trace.parties import partner_of, party_of
from .selections import REASONS, WANTED


class DscsaTrace(models.Model):
    """Asking the owners of packages, one after another, back to the maker.

    FD&C Act 582(g)(1)(D), (E). A drill asks and is answered as a drill, and nothing of
    it is taken for real.
    """

    _name = "dscsa.trace"
    _description = "Tracing"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "dscsa.evidence.mixin",
        "dscsa.retained.mixin",
        "dscsa.ledger.mixin",
    ]
    _order = "state, id desc"
    _check_company_auto = True

    _retention_class = "request"
    _retention_from = ("closed_at",)
    _retention_open = ("state", ("open",))
    _ledger_fields = (
        "name",
        "is_test",
        "reason",
        "wanted",
        "circumstances",
        "state",
        "conclusion",
        "closed_at",
        "user_id",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"company_id", "name", "is_test"})

    name = fields.Char(required=True, copy=False, default="/", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    is_test = fields.Boolean(
        string="Drill", help="An exercise: its messages say so, and so do the answers."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who asks",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    investigation_id = fields.Many2one(
        "dscsa.investigation", string="Case", readonly=True, index="btree_not_null"
    )
    reason = fields.Selection(REASONS, required=True, default="suspect", copy=False)
    wanted = fields.Selection(WANTED, required=True, default="all_owners")
    circumstances = fields.Text(string="What happened")
    item_ids = fields.One2many("dscsa.trace.item", "trace_id", string="Packages")
    hop_ids = fields.One2many("dscsa.trace.hop", "trace_id", string="Firms asked")
    evidence_ids = fields.Many2many("dscsa.document", "dscsa_trace_evidence_rel")
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    completed_at = fields.Datetime(string="Complete since", readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    conclusion = fields.Text(string="What it showed", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            company = vals.get("company_id") or self.env.company.id
            # numbers are given to whoever may trace
            sequence = self.env["ir.sequence"].sudo().with_company(company)
            vals["name"] = sequence.next_by_code("dscsa.trace") or "/"
            if not self.env.su and vals.get("state", "open") != "open":
                raise UserError(self.env._("Close a tracing with its button."))
        traces = super().create(vals_list)
        traces._go_on()
        return traces

    def write(self, vals):
        ours = {"state", "closed_at", "completed_at", "company_id", "name", "user_id"}
        if not self.env.su and not ours.isdisjoint(vals):
            raise UserError(self.env._("Close a tracing with its button."))
        return super().write(vals)

    @api.model
    def _of_packages(self, epcs, **values):
        """A tracing of these packages."""
        rows = [
            fields.Command.create(
                {
                    "epc_id": epc.id,
                    "gtin": epc.gtin,
                    "serial": epc.serial,
                    "lot": epc.printed_lot,
                    "expiry": epc.printed_expiry,
                }
            )
            for epc in epcs
            if epc.serial
        ]
        if not rows:
            raise UserError(
                self.env._("Packages without a serial number cannot be traced.")
            )
        return self.create({"item_ids": rows, **values})

    def _go_on(self):
        """A hop for each next firm nobody asked, and the end when it is reached."""
        for trace in self.sudo():
            asked = {hop.id: hop._party() for hop in trace.hop_ids}
            paths = list(paths_of(trace))
            for path in paths:
                trace._propose(first_of(path))
            is_done = bool(paths) and all(is_origin(path, asked) for path in paths)
            if is_done and not trace.completed_at:
                trace.completed_at = fields.Datetime.now()

    def _propose(self, party):
        """A draft for this firm, unless it is ours or was asked."""
        hops = self.env["dscsa.trace.hop"]
        if not party or not party.name or hops._same(party_of(self.company_id), party):
            return
        if any(hops._same(hop._party(), party) for hop in self.hop_ids):
            return
        partner = partner_of(self.company_id, party)
        hops.create(
            {
                "trace_id": self.id,
                "partner_id": partner.id,
                "party_name": party.name,
                "party_gln": party.gln,
                "email": partner.dscsa_desk_email or partner.email or False,
            }
        )

    def action_close(self):
        """Done; a pharmacist says what it showed."""
        self._check_role("pharmacist")
        for trace in self:
            if not (trace.conclusion or "").strip():
                raise UserError(
                    self.env._("%(name)s: write what it showed first.", name=trace.name)
                )
        # the state is for this button alone
        self.sudo().write({"state": "closed", "closed_at": fields.Datetime.now()})
        return True

    def _check_role(self, role):
        self.check_access("read")
        if not self.env.user.has_group(f"dscsa_compliance.group_dscsa_{role}"):
            raise AccessError(
                self.env._("Technicians ask, pharmacists close a tracing.")
            )
