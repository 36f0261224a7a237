from dscsa_core.errors import CoreError

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
)

from ..connectors.http_client import HttpClient, Limits, SignIn, check_url
from .dscsa_source_selections import CONNECTION, KINDS, MODES


class DscsaSource(models.Model):
    """Where licenses are looked up: a list, a service or a site; off by default."""

    _name = "dscsa.source"
    _description = "Source of License Data"
    _dscsa_left_out = "settings, with access to services"
    _inherit = ["dscsa.source.list.mixin", "dscsa.source.lookup.mixin"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, required=True)
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Empty: its lists serve every company.",
    )
    mode = fields.Selection(
        MODES, string="Goes out", required=True, default="off", copy=False
    )
    url = fields.Char(
        string="Address",
        help="List, WSDL or JSON service. The address of a JSON service may hold "
        "{number}, {state} and the other facts of a license. No password or key in it: "
        "everybody may read it.",
    )
    timeout = fields.Integer(
        string="Time Limit (s)",
        default=20,
        required=True,
        help="For the whole call with all tries.",
    )
    retries = fields.Integer(string="Further Tries", default=2, required=True)
    max_megabytes = fields.Integer(string="Largest Answer (MB)", default=200)
    interval_days = fields.Integer(
        string="Every (days)", default=7, help="How often the job downloads the list."
    )
    shrink_percent = fields.Integer(
        string="Refuse below (%)",
        default=20,
        help="A list that lost more rows than this is refused.",
    )
    renamed_columns = fields.Text(
        help="One a line, when FDA renames a column: new name = known name."
    )
    state_ids = fields.Many2many(
        "res.country.state",
        string="States",
        domain="[('country_id.code', '=', 'US')]",
        help="Whose licenses are looked up here. Empty: of every State.",
    )
    type_ids = fields.Many2many(
        "dscsa.license.type",
        string="Kinds of License",
        help="What is looked up here. Empty: everything a State issues.",
    )
    note = fields.Text(string="Hints", translate=True)
    last_run_at = fields.Datetime(readonly=True, copy=False)
    last_result = fields.Char(
        string="Last Run", compute="_compute_last_result", compute_sudo=True
    )
    run_count = fields.Integer(compute="_compute_counts")
    snapshot_count = fields.Integer(string="Lists", compute="_compute_counts")
    snapshot_id = fields.Many2one(
        "dscsa.snapshot", string="List in Use", readonly=True, copy=False
    )

    _limits_positive = models.Constraint(
        "CHECK (timeout BETWEEN 1 AND 300 AND retries BETWEEN 0 AND 5 "
        "AND max_megabytes BETWEEN 1 AND 1000 AND interval_days > 0 "
        "AND shrink_percent BETWEEN 1 AND 99)",
        "Time limit 1 to 300 seconds, 0 to 5 further tries, 1 to 1000 MB, every 1 or "
        "more days, 1 to 99 percent.",
    )

    def _compute_last_result(self):
        groups = self.env["dscsa.source.run"]._read_group(
            [("source_id", "in", self.ids)], ["source_id"], ["id:max"]
        )
        newest = {source.id: run for source, run in groups}
        runs = self.env["dscsa.source.run"].browse(newest.values())
        told = {run.source_id.id: run.message for run in runs}
        for source in self:
            source.last_result = told.get(source._origin.id)

    def _compute_counts(self):
        for name, model in (
            ("run_count", "dscsa.source.run"),
            ("snapshot_count", "dscsa.snapshot"),
        ):
            groups = self.env[model]._read_group(
                [("source_id", "in", self.ids)], ["source_id"], ["__count"]
            )
            counts = {source.id: count for source, count in groups}
            for source in self:
                source[name] = counts.get(source._origin.id, 0)

    @api.constrains("url", "endpoint")
    def _check_addresses(self):
        for source in self:
            for url in filter(None, (source.url, source.endpoint)):
                try:
                    check_url(url)
                except CoreError as error:
                    raise ValidationError(
                        message_of(self.env, error.code, error.facts)
                    ) from error

    @api.constrains("kind", "mode", "url", "wsdl_file")
    def _check_ready(self):
        # the WSDL is for the administrator's eyes; here it only counts that it is there
        for source in self.sudo().filtered(lambda s: s.mode != "off"):
            if source.kind == "manual" and source.mode == "job":
                raise ValidationError(
                    self.env._("A site for people cannot be looked at by itself.")
                )
            if not source.url and not (source.kind == "soap" and source.wsdl_file):
                raise ValidationError(
                    self.env._(
                        "%(name)s has no address yet: write it in before it is "
                        "switched on.",
                        name=source.name,
                    )
                )

    def write(self, vals):
        """The compliance manager switches on and off; the rest is the admin's."""
        touched = CONNECTION & vals.keys()
        if touched and not self.env.su and not self.env.user._is_system():
            raise AccessError(
                self.env._(
                    "Addresses, sign-in and limits of a source are set by the "
                    "administrator: passwords must not be sent elsewhere."
                )
            )
        return super().write(vals)

    def action_open_site(self):
        """The site a person looks at, in a new window."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.url, "target": "new"}

    def action_view_runs(self):
        """The log of this source."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log"),
            "res_model": "dscsa.source.run",
            "view_mode": "list,form",
            "domain": [("source_id", "in", self.ids)],
        }

    def action_view_snapshots(self):
        """The lists taken in from this source."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lists"),
            "res_model": "dscsa.snapshot",
            "view_mode": "list,form",
            "domain": [("source_id", "in", self.ids)],
        }

    def _client(self):
        """An HTTP client with this source's limits and sign-in."""
        self.ensure_one()
        source = self.sudo()  # credentials: readable for the administrator alone
        limits = Limits(source.timeout, source.retries, source.max_megabytes)
        sign_in = SignIn(
            source.sign_in or "", source.username or "", source.secret or ""
        )
        return HttpClient(limits, sign_in)

    def _error_texts(self, error):
        """(what is wrong, what to do) of a core error."""
        return (
            message_of(self.env, error.code, error.facts),
            next_step_of(self.env, error.code, error.facts),
        )

    def _log(self, action, result, message, **values):
        """One line of the log; the source remembers when it last ran."""
        self.ensure_one()
        now = fields.Datetime.now()
        # the log has no write access for anybody: only we add to it
        self.sudo().last_run_at = now
        return (
            self.env["dscsa.source.run"]
            .sudo()
            .create(
                {
                    "source_id": self.id,
                    "action": action,
                    "result": result,
                    "message": message,
                    "ended_at": now,
                    "user_id": self.env.uid,
                    **values,
                }
            )
        )
