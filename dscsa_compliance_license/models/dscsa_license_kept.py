from odoo import models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.keeping.frozen import check_frozen


class DscsaLicense(models.Model):
    """Licenses and what they are worth."""

    _name = "dscsa.license"
    _inherit = ["dscsa.license", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "partner_id",
        "holder_name",
        "holder_address",
        "type_id",
        "number",
        "state_id",
        "agency",
        "activity",
        "class_ids",
        "valid_from",
        "valid_to",
        "standing",
        "discipline",
        "note",
        "active",
    )
    _ledger_frozen = frozenset(
        {
            "company_id",
        }
    )

    def write(self, vals):
        """What was checked stays for superusers as well; dates follow from checks."""
        checked = self.filtered("check_ids")
        check_frozen(checked, vals, {"partner_id", "type_id", "number", "state_id"})
        return super().write(vals)

    def copy(self, default=None):  # pylint: disable=method-required-super
        """Each license is written down once, with its own number."""
        raise UserError(
            self.env._(
                "%(license)s is not duplicated: each license has a number and checks "
                "of its own. Add a new one.",
                license=self[:1].display_name,
            )
        )

    def _ledger_goes(self, kind):  # pylint: disable=missing-return
        """Its checks and their files go with it."""
        super()._ledger_goes(kind)
        why = {"license": self[:1].display_name or ""}
        ledger = self.env["dscsa.ledger.mixin"]
        ledger._ledger_note(kind, self.check_ids, why)
        ledger._ledger_note(kind, self.evidence_ids, why)
