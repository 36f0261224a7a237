from odoo import models


class DscsaLicenseCheck(models.Model):
    """Each look at a license."""

    _name = "dscsa.license.check"
    _inherit = ["dscsa.license.check", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "method",
        "result",
        "lifts",
        "checked_at",
        "checked_by_id",
        "valid_from",
        "valid_to",
        "effective_date",
        "holder_name",
        "holder_address",
        "type_name",
        "number",
        "state_code",
        "note",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"company_id", "license_id", *_ledger_fields})
