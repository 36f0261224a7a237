from odoo import models


class DscsaLicense(models.Model):
    """Licences and what they are worth."""

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
