import base64
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..services.license_lookup import LicenseLookup
from .dscsa_source_selections import LOOK_UPS, SIGN_INS

_logger = logging.getLogger(__name__)
_ADMIN = "base.group_system"


class DscsaSourceLookupMixin(models.AbstractModel):
    """Sources that are asked about one license: SOAP and JSON services.

    Questions go out from a button or the job, never while an order is confirmed.
    """

    _name = "dscsa.source.lookup.mixin"
    _description = "Source that is asked"

    wsdl_file = fields.Binary(
        string="WSDL",
        attachment=True,
        groups=_ADMIN,
        help="The WSDL, or a ZIP with it and all schemas it names. Without it the "
        "address above is read.",
    )
    wsdl_name = fields.Char()
    service = fields.Char(help="Empty: the first one that has the operation.")
    port = fields.Char(help="Empty: the first one that has the operation.")
    operation = fields.Char()
    endpoint = fields.Char(
        string="Address of the Service",
        help="Where the question goes when it is not what the WSDL says.",
    )
    method = fields.Selection([("GET", "GET"), ("POST", "POST")], default="GET")
    sign_in = fields.Selection(SIGN_INS, default="none", groups=_ADMIN)
    username = fields.Char(
        string="User, or Name of the Header", groups=_ADMIN, copy=False
    )
    secret = fields.Char(string="Password or Key", groups=_ADMIN, copy=False)
    line_ids = fields.One2many("dscsa.source.line", "source_id", copy=True)
    request_line_ids = fields.One2many(
        "dscsa.source.line", "source_id", domain=[("role", "=", "request")]
    )
    response_line_ids = fields.One2many(
        "dscsa.source.line", "source_id", domain=[("role", "=", "response")]
    )
    result_line_ids = fields.One2many(
        "dscsa.source.line", "source_id", domain=[("role", "=", "result")]
    )

    def _wsdl_bytes(self):
        self.ensure_one()
        return base64.b64decode(self.wsdl_file or b"")

    def action_dry_run(self):
        """Try the tables with one license: see question and answer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Dry run"),
            "res_model": "dscsa.source.dry.run",
            "view_mode": "form",
            "target": "new",
            "context": {"default_source_id": self.id},
        }

    @api.model
    def _for_licenses(self, licenses, modes):
        """{source: licenses} of the look-ups that are switched on for them."""
        sources = self.sudo().search(
            Domain("kind", "in", LOOK_UPS) & Domain("mode", "in", modes)
        )
        found = {}
        for license in licenses:
            for source in sources:
                if source._serves(license):
                    found[source] = found.get(source, licenses.browse()) | license
                    break
        return found

    def _serves(self, license):
        self.ensure_one()
        same_company = not self.company_id or self.company_id == license.company_id
        same_state = not self.state_ids or license.state_id in self.state_ids
        kind = license.type_id
        fits = kind in self.type_ids if self.type_ids else kind.is_state
        return same_company and same_state and fits

    @api.model
    def _look_up(self, licenses, *, by_person):
        """Ask about these licenses; the lines of the log. Never raises for outside."""
        modes = ["button", "job"] if by_person else ["job"]
        runs = self.env["dscsa.source.run"]
        for source, mine in self._for_licenses(licenses, modes).items():
            with LicenseLookup(source.with_env(self.env)) as lookup:
                for license in mine:
                    runs += lookup.check(license, by_person=by_person)
        return runs

    @api.model
    def _licenses_due(self):
        """Licenses the job has to ask about today."""
        if not self.sudo().search_count(
            [("kind", "in", LOOK_UPS), ("mode", "=", "job")]
        ):
            return self.env["dscsa.license"]
        due = (
            self.env["dscsa.license"]
            .sudo()
            .search(
                Domain("next_check", "=", False)
                | Domain("next_check", "<=", fields.Date.today()),
                order="next_check, id",
            )
        )
        served = self._for_licenses(due, ["job"])
        return due & due.union(*served.values()) if served else due.browse()

    @api.model
    def _cron_look_up(self, batch_size=20):
        """Ask about what is due, a batch a call; one failure stops no other."""
        progress = self.env["ir.cron"]._commit_progress
        due = self._licenses_due()
        progress(remaining=len(due))
        for license in due[:batch_size]:
            license = license.try_lock_for_update(allow_referencing=True)
            if license:
                self._look_up_in_job(license)
            if not progress(1):
                break

    @api.model
    def _look_up_in_job(self, license):
        try:
            self._look_up(license, by_person=False)
        except Exception:  # nothing from outside may stop the job
            self.env.cr.rollback()
            _logger.exception("License %s could not be looked up", license.id)
            license.sudo().next_check = fields.Date.add(fields.Date.today(), days=1)

    @api.model
    def _check_now(self, licenses):
        """The button «check now»: a notification that says what came of it."""
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise UserError(
                self.env._(
                    "Licenses are checked by a pharmacist. Ask the pharmacist in "
                    "charge."
                )
            )
        licenses.check_access("read")
        runs = self._look_up(licenses, by_person=True)
        if not runs:
            raise UserError(
                self.env._(
                    "No look-up service is switched on for this State. Look at the "
                    "State's site and write down what you see there."
                )
            )
        return runs._notification()
