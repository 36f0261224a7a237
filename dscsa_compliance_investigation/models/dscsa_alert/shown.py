from markupsafe import Markup

from odoo import api, fields, models

_TABLE = Markup('<table class="table table-sm o_dscsa_found"><tbody>%s</tbody></table>')
_LIST = Markup("<ul>%s</ul>")


class DscsaAlert(models.Model):
    """What of a warning is shown: the numbers, their sentence, and the questions."""

    _inherit = "dscsa.alert"

    run_at = fields.Datetime(string="Looked", readonly=True, copy=False)
    run_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    here_count = fields.Integer(string="Here now", readonly=True, copy=False)
    maybe_count = fields.Integer(
        string="Here, to be compared",
        readonly=True,
        copy=False,
        help="Their serial nobody recorded, or their lot looks like one named.",
    )
    announced_count = fields.Integer(string="Announced", readonly=True, copy=False)
    sold_count = fields.Integer(string="Sold on", readonly=True, copy=False)
    buyer_count = fields.Integer(string="Buyers", readonly=True, copy=False)
    used_count = fields.Integer(string="Known to be used", readonly=True, copy=False)
    presumed_count = fields.Integer(
        string="Use unknown", readonly=True, copy=False, help="Received; presumed used."
    )
    gone_count = fields.Integer(
        string="Returned or destroyed", readonly=True, copy=False
    )
    unlisted_count = fields.Integer(
        string="Deliveries that list no lots", readonly=True, copy=False
    )
    found = fields.Json(readonly=True, copy=False)
    found_html = fields.Html(
        string="Where", compute="_compute_found_html", sanitize=False
    )
    asked_html = fields.Html(
        string="To be compared", compute="_compute_asked_html", sanitize=False
    )
    asked_count = fields.Integer(string="Questions", compute="_compute_asked_html")
    held_count = fields.Integer(string="On Hold", compute="_compute_held_count")
    sentence = fields.Char(compute="_compute_sentence")

    @api.depends("discrepancy_ids.epc_ids.hold")
    def _compute_held_count(self):
        for alert in self:
            alert.held_count = len(alert._held_packages())

    @api.depends("asked")
    @api.depends_context("lang")
    def _compute_asked_html(self):
        for alert in self:
            asked = alert.asked or []
            rows = [Markup("<li>%s</li>") % self._asked_words(each) for each in asked]
            alert.asked_html = _LIST % Markup("").join(rows) if rows else False
            alert.asked_count = len(asked)

    @api.depends("found")
    @api.depends_context("lang")
    def _compute_found_html(self):
        field = self.env["dscsa.recall.result"]._fields["bucket"]
        words = dict(field._description_selection(self.env))
        for alert in self:
            rows = [_row(words, each) for each in alert.found or []]
            alert.found_html = _TABLE % Markup("").join(rows) if rows else False

    @api.depends("run_at", "asked", "asked_at", "here_count", "announced_count")
    @api.depends("maybe_count", "sold_count", "used_count", "presumed_count")
    @api.depends("unlisted_count", "line_ids.code", "line_ids.is_meant")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for alert in self:
            alert.sentence = alert._sentence()

    def _sentence(self):
        """The four numbers, and what nobody can say."""
        if not self.run_at:
            return self.env._("Not looked yet: paste the warning and press Look.")
        numbers = self.env._(
            "Here now: %(here)s · announced: %(announced)s · sold on: %(sold)s to "
            "%(buyers)s partners · used: %(used)s known, %(presumed)s presumed.",
            here=self.here_count,
            announced=self.announced_count,
            sold=self.sold_count,
            buyers=self.buyer_count,
            used=self.used_count,
            presumed=self.presumed_count,
        )
        return " ".join((numbers, *self._unsaid()))

    def _unsaid(self):
        """What the numbers leave out."""
        if self.maybe_count:
            yield self.env._(
                "%(count)s here have to be compared by hand.", count=self.maybe_count
            )
        if self.unlisted_count:
            yield self.env._(
                "%(count)s deliveries list no lots: look through them.",
                count=self.unlisted_count,
            )
        if any(not line.code for line in self.line_ids.filtered("is_meant")):
            yield self.env._("Lines without a product are not counted: enter its NDC.")
        if self.asked and not self.asked_at:
            yield self.env._("Not all of the warning could be read for certain.")


def _row(words, each):
    cells = (words.get(each["bucket"], each["bucket"]), each["product_name"])
    cells += (each["lot"], each["quantity"], each["partner_name"] or each["place"])
    cells = Markup("").join(Markup("<td>%s</td>") % cell for cell in cells)
    return Markup("<tr>%s</tr>") % cells
