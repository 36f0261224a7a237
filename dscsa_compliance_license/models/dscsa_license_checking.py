from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from ..services.license_watch import LicenseWatch
from ..services.partner_proofs import standing_of
from ..services.seller_standing import LateProof
from .selections import DECISIVE

# so many days after a check somebody looks again, unless it ends before
RECHECK_DAYS = 90


class DscsaLicense(models.Model):
    """Writing down what a check found: the only way a license changes its worth."""

    _inherit = "dscsa.license"

    def _record_check(self, result, method, *, evidence=(), lifts=False, **seen):
        """Record a check of one license and let it take effect; the check.

        ``result`` and ``method`` as in selections. ``evidence``: (file name, bytes)
        pairs, kept unaltered. ``lifts``: ends a suspension or revocation (managers).
        ``seen``: further fields of the check: ``valid_from``, ``valid_to``,
        ``effective_date``, ``note``, ``checked_at``. Connectors call it with sudo; a
        result that is not decisive changes nothing but the date of the next look.
        """
        self.ensure_one()
        self._check_may_check(lifts)
        row = self.sudo()
        today = today_of(row.company_id)
        if result == "confirmed" and not seen.get("valid_to"):
            seen["valid_to"] = row.valid_to
            seen.setdefault("valid_from", row.valid_from)
        check = row.env["dscsa.license.check"].create(
            {
                "license_id": row.id,
                "company_id": row.company_id.id,
                "result": result,
                "method": method,
                "lifts": lifts,
                "checked_by_id": self.env.uid,
                "holder_name": row.holder_name,
                "holder_address": row.holder_address,
                "type_name": row.type_id.name,
                "number": row.number,
                "state_code": row.state_id.code,
                **seen,
            }
        )
        check._attach(evidence)
        row._apply_check(check, today)
        return check

    def _check_may_check(self, lifts):
        if self.env.su:
            return
        needed, words = (
            "group_dscsa_pharmacist",
            self.env._(
                "Licenses are checked by a pharmacist. Ask the pharmacist in charge."
            ),
        )
        if lifts:
            needed, words = (
                "group_dscsa_manager",
                self.env._(
                    "Only the compliance manager ends a suspension or revocation."
                ),
            )
        if not self.env.user.has_group(f"dscsa_compliance.{needed}"):
            raise AccessError(words)
        self.check_access("read")

    def _apply_check(self, check, today):
        """Bring the row up to what the check found, and end what it ends."""
        values = {"next_check": fields.Date.add(today, days=RECHECK_DAYS)}
        if check.result == "confirmed":
            values |= {
                name: check[name] for name in ("valid_from", "valid_to") if check[name]
            }
            values["warned_days"] = -1
        elif check.result == "expired" and check.valid_to:
            values["valid_to"] = check.valid_to
        if end := values.get("valid_to") or self.valid_to:
            values["next_check"] = max(today, min(values["next_check"], end))
        self.write(values)
        if check.result not in DECISIVE:
            return
        was, now = self.standing, standing_of(self)
        self.write({"standing": now})
        if now == "valid":
            self.activity_unlink(["mail.mail_activity_data_todo"])
            LateProof(self).run()
        if now in ("suspended", "revoked") and not self.is_own:
            self.env["dscsa.license.override"]._end_for(self, check)
        if now in ("expired", "suspended", "revoked") and now != was:
            LicenseWatch(self.env).warn_ordered(self)

    @api.model
    def _cron_watch(self):
        """The daily reminders."""
        LicenseWatch(self.env).run()

    def action_check_now(self):
        """Open the form for what is seen now; a service that serves it is a button."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_license.dscsa_license_check_wizard_action"
        )
        action["context"] = {
            "default_partner_id": self.partner_id.id,
            "default_license_id": self.id,
            "default_company_id": self.company_id.id,
        }
        return action

    def _add_evidence(self, files):
        """Add files to the last check: (file name, bytes) pairs."""
        self.ensure_one()
        self._check_may_check(False)
        if not self.last_check_id:
            raise UserError(
                self.env._(
                    "%(license)s was never checked: files belong to a check.",
                    license=self.display_name,
                )
            )
        self.last_check_id.sudo()._attach(files)
