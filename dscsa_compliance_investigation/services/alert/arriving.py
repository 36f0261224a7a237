"""A file was read: what it announces is compared with the open warnings."""

from dscsa_core.investigation.alert import HIT

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.facts import item_of

from .holding import AlertHold
from .matching import Matching


class Arriving:
    """One document, a superuser's; ``watchlist`` is that of its company."""

    def __init__(self, document, watchlist):
        self.document, self.env = document, document.env
        self.company, self.watchlist = document.company_id, watchlist

    def run(self, epc_ids):
        """Hold the packages that are named; say it of lists that name only lots."""
        if self.document.direction == "out":
            return
        groups, lines = {}, {}
        found = Matching(self.env, self.company).of_rows(epc_ids, self.watchlist)
        for epc_id, hit in found.items():
            groups.setdefault(hit.ref, []).append(epc_id)
        # where packages are named, each was asked by itself
        named = self._lines_of(epc_ids)
        for line in self.document.transaction_ids.line_ids:
            if line.id in named:
                continue
            if hit := self._of_line(line):
                lines.setdefault(hit.ref, []).append(line.id)
        for alert_id in {*groups, *lines}:
            hold = AlertHold(self.env["dscsa.alert"].browse(alert_id))
            epcs = self.env["dscsa.epc"].browse(groups.get(alert_id, ()))
            hold.hold(epcs)
            listed = self.env["dscsa.transaction.line"].browse(lines.get(alert_id, ()))
            hold.tell_lines(listed, self.document)
            hold.alert._told_of(self.document, len(epcs), len(listed))

    def _lines_of(self, epc_ids):
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT line_id FROM dscsa_epc WHERE id = ANY(%s)", epc_ids)
        )
        return {row[0] for row in rows}

    def _of_line(self, line):
        """What a warning says of all the goods of a line, whatever their serials."""
        if not line.lot and not line.expiry:
            return None
        items = [item_of(None, line.gtin)] if line.gtin else []
        items += [item_of(line.product_id.id, None)] if line.product_id else []
        hit = self.watchlist.found(items, (line.lot or "",), "", line.expiry or None)
        return hit if hit.kind == HIT else None
