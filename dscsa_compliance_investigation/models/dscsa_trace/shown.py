from markupsafe import Markup

from odoo import api, fields, models

from ...services.trace.asking import paths_of

_LINE = Markup('<div class="d-flex flex-wrap align-items-center gap-1 mb-2">%s</div>')
_FIRM = Markup(
    '<span class="badge text-bg-light border fs-6 text-wrap" title="%s">%s</span>'
)
_ARROW = Markup('<i class="fa fa-long-arrow-right text-muted" aria-hidden="true"></i>')
_GAP = Markup('<span class="badge text-bg-danger fs-6">?&#160;%s</span>')
_SHOWN = 100


class DscsaTrace(models.Model):
    """The chain as one line of firms, gaps shown."""

    _inherit = "dscsa.trace"

    chain_html = fields.Html(string="Owners", compute="_compute_chain", sanitize=False)
    gap_count = fields.Integer(string="Gaps", compute="_compute_chain")
    unknown_count = fields.Integer(
        string="Packages nobody told of", compute="_compute_chain"
    )
    sentence = fields.Char(compute="_compute_chain")

    @api.depends("item_ids", "hop_ids.response", "hop_ids.state", "completed_at")
    @api.depends_context("lang")
    def _compute_chain(self):
        for trace in self:
            # who may read the tracing may read what the papers say of its packages
            paths = list(paths_of(trace.sudo()))
            trace.gap_count = sum(any(hop.gap for hop in x.hops) for x in paths)
            trace.unknown_count = sum(not path.hops for path in paths)
            groups = {}
            for path in paths:
                key = tuple(each and each.name for each in path.firms)
                groups.setdefault(key, []).append(path)
            lines = [trace._line(found) for found in list(groups.values())[:_SHOWN]]
            trace.chain_html = Markup("").join(lines)
            trace.sentence = trace._sentence(len(paths))

    def _line(self, paths):
        firms = paths[0].firms
        shown = [
            _GAP % self.env._("nobody told")
            if firm is None
            else _FIRM % (firm.gln or "", firm.name)
            for firm in firms
        ] or [_GAP % self.env._("no owner known")]
        serials = ", ".join(path.row.serial for path in paths[:3])
        if len(paths) > 3:
            serials += self.env._(" and %(count)s more", count=len(paths) - 3)
        head = Markup('<small class="text-muted">%s</small>') % serials
        return _LINE % Markup(" ").join([head, _ARROW.join(shown)])

    def _sentence(self, count):
        waiting = self.hop_ids.filtered(lambda hop: hop.state == "asked")
        to_ask = self.hop_ids.filtered(lambda hop: hop.state == "draft")
        parts = [
            self.env._("%(count)s packages.", count=count),
            self.env._("Complete to the maker.") if self.completed_at else "",
            self.env._("To ask: %(firms)s.", firms=_names(to_ask)) if to_ask else "",
            self.env._("Not answered yet: %(firms)s.", firms=_names(waiting))
            if waiting
            else "",
            self.env._("Gaps: %(count)s.", count=self.gap_count)
            if self.gap_count
            else "",
            self.env._("Nobody told of %(count)s.", count=self.unknown_count)
            if self.unknown_count
            else "",
        ]
        return " ".join(filter(None, parts))


def _names(hops):
    return ", ".join(hops.mapped("party_name"))
