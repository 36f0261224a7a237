from odoo import models


class DscsaDocument(models.Model):
    """Files taken in, read, failed, removed.

    The name of a file is told only once it proved to hold transaction data: that of a
    photo may name a patient, and the ledger forgets nothing.
    """

    _name = "dscsa.document"
    _inherit = ["dscsa.document", "dscsa.ledger.mixin"]

    _ledger_fields = (
        "sha256",
        "size",
        "direction",
        "channel",
        "state",
        "format",
        "version",
        "guideline",
        "instance_id",
        "sender",
        "receiver",
        "created_at",
        "corrects_id",
        "failure_code",
        "event_count",
        "package_count",
        "removal_reason",
        "removal_asked_by_id",
        "removed_by_id",
        "removed_at",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset(
        {
            "company_id",
            "sha256",
            "size",
        }
    )

    def _ledger_contents(self):
        contents = super()._ledger_contents()
        for document in self.filtered("event_count"):
            contents[document.id]["name"] = document.name
        return contents

    def _ledger_subject(self):
        if self.event_count and self.state != "removed":
            return self.name
        return self.env._("File %(print)s…", print=(self.sha256 or "")[:12])

    def _ledger_kind(self, is_new, before):
        if self.state == "removed":
            return "removed"
        if self.state == "processed" and before.get("state", "") != "processed":
            return "processed"
        return super()._ledger_kind(is_new, before)
