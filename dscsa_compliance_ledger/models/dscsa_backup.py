from datetime import timedelta

from odoo import api, fields, models

# after so many days without a good copy the day's page is red
RED_AFTER = timedelta(days=3)
AMBER_AFTER = timedelta(hours=36)
TEST_EVERY = timedelta(days=45)


class DscsaBackup(models.Model):
    """A copy of the whole database and its files, as ``setup/backup`` noted it.

    The rows are written by the scripts, outside of Odoo; nobody may type one.
    """

    _name = "dscsa.backup"
    _description = "Backup"
    _dscsa_left_out = "about this machine"
    _order = "made_at desc, id desc"

    name = fields.Char(string="File", required=True, readonly=True)
    kind = fields.Selection(
        [("backup", "Backup"), ("restore", "This database was restored")],
        required=True,
        readonly=True,
        default="backup",
    )
    made_at = fields.Datetime(string="Made", required=True, readonly=True, index=True)
    place = fields.Char(string="Where", readonly=True)
    size = fields.Float(string="Bytes", readonly=True, digits=(16, 0))
    state = fields.Selection(
        [("good", "Good"), ("failed", "Failed")], required=True, readonly=True
    )
    tested_at = fields.Datetime(
        string="Restore tested",
        readonly=True,
        help="When it was restored into a throw-away database and checked there.",
    )
    chain_until = fields.Text(
        string="What the test found",
        readonly=True,
        help="How far the chain of the ledger goes in the copy.",
    )
    note = fields.Text(string="What went wrong", readonly=True)
    noted = fields.Boolean(string="In the Ledger", readonly=True)

    @api.model
    def _cron_note_restores(self):
        """A restored database says so in its ledger, as soon as it runs."""
        restored = self.search([("kind", "=", "restore"), ("noted", "=", False)])
        for row in restored:
            for company in self.env["res.company"].search([("id", ">", 0)]):
                self.env["dscsa.ledger"]._note_text(
                    "restored",
                    self.env._("Database restored from %s", row.name),
                    {
                        "file": row.name,
                        "restored_at": fields.Datetime.to_string(row.made_at),
                        "database": row.place or "",
                        "chain": row.chain_until or "",
                    },
                    company,
                )
            row.noted = True

    # Today
    @api.model
    def _status(self):
        """(level, sentence) for the day's page, in the user's time."""
        now = fields.Datetime.now()
        copies = self.search([("kind", "=", "backup")], limit=1)
        if not copies:
            return self._never(), self.env._(
                "No backup has been set up. Six years of records lie on one disk: see "
                "the recovery page for the one line that copies them every night."
            )
        good = self.search([("kind", "=", "backup"), ("state", "=", "good")], limit=1)
        if not good:
            return "red", self.env._(
                "The backup failed: %(why)s", why=copies.note or self.env._("unknown")
            )
        age = now - good.made_at
        when = self._local(good.made_at)
        if age >= RED_AFTER:
            text = self.env._(
                "The last good backup is %(days)s days old (%(when)s).",
                days=age.days,
                when=when,
            )
            return "red", self._why(text, copies)
        if copies.state == "failed" or age >= AMBER_AFTER:
            text = self.env._("The last good backup is of %(when)s.", when=when)
            return "amber", self._why(text, copies)
        return self._good(when, now)

    @api.model
    def _never(self):
        """Without a copy ever: as old as the records that have to be kept."""
        since = self.env.companies.sudo().filtered("dscsa_live_date")
        since = min(since.mapped("dscsa_live_date"), default=None)
        today = fields.Date.context_today(self)
        if not since or since > today:
            return "grey"
        return "red" if today - since >= RED_AFTER else "amber"

    @api.model
    def _good(self, when, now):
        tested = self.search(
            [("tested_at", "!=", False), ("state", "=", "good")],
            order="tested_at desc",
            limit=1,
        )
        if not tested:
            return "amber", self.env._(
                "Backup of %(when)s. Whether it can be restored was never tried: "
                "setup/restore FILE --test.",
                when=when,
            )
        day = self._local(tested.tested_at)
        if now - tested.tested_at > TEST_EVERY:
            return "amber", self.env._(
                "Backup of %(when)s. The last restore test was on %(day)s: time for "
                "another.",
                when=when,
                day=day,
            )
        return "green", self.env._(
            "Backup of %(when)s; restore tested %(day)s.", when=when, day=day
        )

    @api.model
    def _why(self, text, last):
        if last.state != "failed" or not last.note:
            return self.env._(
                "%(text)s Is the backup disk mounted, and does the nightly job run?",
                text=text,
            )
        return f"{text} {last.note}"

    @api.model
    def _local(self, moment):
        local = fields.Datetime.context_timestamp(self, moment)
        if local.date() == fields.Date.context_today(self):
            return self.env._("today %s", local.strftime("%H:%M"))
        return local.strftime("%d %b %H:%M").lstrip("0")
