from odoo import fields, models

RESULTS = [
    ("done", "Done"),
    ("seen_again", "Same list as before"),
    ("refused", "Refused"),
    ("unreachable", "No usable answer"),
    ("unclear", "Answer not understood"),
]


class DscsaSourceRun(models.Model):
    """One line of the log: what went out or came in, and what became of it."""

    _name = "dscsa.source.run"
    _description = "Run of a Source"
    _dscsa_left_out = "log of look-ups; their results are license checks"
    _order = "id desc"
    _rec_name = "message"
    _check_company_auto = True

    source_id = fields.Many2one(
        "dscsa.source", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="source_id.company_id", store=True, index=True)
    action = fields.Selection(
        [
            ("upload", "Upload"),
            ("download", "Download"),
            ("look_up", "Look-up"),
            ("dry_run", "Dry run"),
        ],
        required=True,
    )
    result = fields.Selection(RESULTS, required=True)
    message = fields.Char(required=True)
    next_step = fields.Char()
    started_at = fields.Datetime()
    ended_at = fields.Datetime(string="When")
    seconds = fields.Float(digits=(10, 2))
    size = fields.Integer(string="Size (bytes)")
    row_count = fields.Integer(string="Rows")
    snapshot_id = fields.Many2one(
        "dscsa.snapshot", string="List", index="btree_not_null", ondelete="set null"
    )
    user_id = fields.Many2one("res.users", string="Who")
    sample = fields.Text(help="The first letters of a file that was refused.")

    def _notification(self):
        """A message on the screen with what became of these runs."""
        good = all(run.result in ("done", "seen_again") for run in self)
        texts = [" ".join(filter(None, (r.message, r.next_step))) for r in self]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if good else "warning",
                "message": "\n".join(texts),
                "sticky": not good,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
