from odoo import api, fields, models

from ..services.nightly import Nightly


class DscsaRetentionRun(models.Model):
    """One night's look at the records of a company, and how far it has come.

    Written and committed after each batch: a killed job goes on where it stopped.
    """

    _name = "dscsa.retention.run"
    _description = "Retention Run"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "day desc, id desc"
    _rec_name = "day"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    day = fields.Date(required=True)
    done = fields.Boolean()
    place = fields.Json(help="{model: last id that was looked at, or true when done}")
    seen_count = fields.Integer(string="Records")
    changed_count = fields.Integer(string="Changed")
    near_count = fields.Integer(string="Near their date")
    past_count = fields.Integer(string="May be disposed of")
    held_count = fields.Integer(string="Held")
    news = fields.Text(help="The digest, where there was something to say.")

    _day_unique = models.UniqueIndex("(company_id, day)")

    @api.model
    def _cron_flag(self):
        """Look at the records of every company, once a day, in batches."""
        Nightly(self.env).run()

    @api.model
    def _begin_again(self, companies):
        """Have today's look made again, soon: what it found has changed."""
        runs = self.sudo().search(
            [("company_id", "in", companies.ids), ("day", ">=", fields.Date.today())]
        )
        runs.write({"done": False, "place": {}})
        cron = self.env.ref(
            "dscsa_compliance_retention.ir_cron_retention", raise_if_not_found=False
        )
        if cron:
            # whoever sets a hold wakes the job; that takes no right of his own
            cron.sudo()._trigger()

    def _words_past(self, words):
        """Hook: the sentence on records past their date, with what happens to them."""
        return self.env._("%(words)s Nothing happens to them by itself.", words=words)
