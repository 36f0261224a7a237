from odoo import fields, models


class DscsaScan(models.Model):
    """Who signed for a reading, and readings that came after the receipt was done."""

    _inherit = "dscsa.scan"

    signed_by_id = fields.Many2one("res.users", string="Signed by")
    is_late = fields.Boolean(
        string="After the receipt was done",
        help="Kept on record, but not counted: it came when the receipt was closed.",
    )

    # a box that is unknown to the data and a package are each read once at a receipt
    _receipt_key_once = models.UniqueIndex(
        "(picking_id, key) WHERE undone_at IS NULL AND key IS NOT NULL"
    )
    _receipt_time_index = models.Index("(picking_id, scanned_at, id)")

    def _as_dict(self):
        """The row of the list, with when it was entered and who signed."""
        row = super()._as_dict()
        row["entered_at"] = fields.Datetime.to_string(self.create_date)
        row["is_late"] = self.is_late
        row["signed_by"] = self.signed_by_id.name or ""
        row["mine"] = self.user_id == self.env.user
        if self.is_late:
            row["level"] = "red"
        return row

    def _sentence(self, env):
        if self.is_late:
            return env._("Kept, not counted: the receipt was done before it came.")
        return super()._sentence(env)
