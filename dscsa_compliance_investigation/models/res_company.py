import uuid

from dscsa_core.investigation.watching import Watchlist

from odoo import api, fields, models
from odoo.tools import ormcache

from ..services.alert.watched import watchlist_of


class ResCompany(models.Model):
    """The warnings a company watches for, read once and kept until one changes."""

    _inherit = "res.company"

    dscsa_watch_stamp = fields.Char(
        readonly=True, copy=False, help="Changes with every open warning; none: empty."
    )

    def _dscsa_watched(self):
        # the stamp is read with the company, so that a scan asks nothing more, and
        # never sees warnings of another moment than its own
        company = self.sudo()
        stamp = company.dscsa_watch_stamp
        return company._dscsa_watchlist(stamp) if stamp else Watchlist()

    @ormcache("self.id", "stamp")
    def _dscsa_watchlist(self, stamp):
        return watchlist_of(self.env["dscsa.alert"]._open_of(self))

    @api.private
    def _dscsa_watch_anew(self):
        """Warnings changed: a new stamp, or none when no warning is open."""
        # whoever changes a warning need not write companies
        for company in self.sudo():
            is_open = self.env["dscsa.alert"]._open_of(company)[:1]
            company.dscsa_watch_stamp = uuid.uuid4().hex if is_open else False

    # what other rooms show of cases
    def _dscsa_case_counts(self):
        self.ensure_one()
        table = self.env["dscsa.investigation"]
        cases = table.search([("company_id", "=", self.id)])
        ended = cases.filtered(lambda case: case.state in ("cleared", "closed"))
        held = self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.id),
                ("hold", "=", "suspect"),
                ("investigation_item_ids", "!=", False),
            ]
        )
        settled = held.filtered(
            lambda epc: epc.investigation_item_ids.investigation_id._may_leave()
        )
        fda = cases.notice_ids.filtered(
            lambda each: each.is_fda and each.purpose == "illegitimate"
        )
        told = fda.filtered("told_at")
        return {
            "open": len(cases - ended),
            "concluded": len(ended),
            "settled": len(settled),
            "told": len(told),
            "untold": len(fda - told),
            "late": len(fda.filtered("is_late")),
        }
