"""What a warning names goes on hold: at once what is here, later what comes."""

from odoo.fields import Command

from odoo.addons.dscsa_compliance_answering.services.recall.taking_down import (
    TakingDown,
)

from .matching import Matching
from .watched import watchlist_of


class AlertHold(TakingDown):
    """Holds the goods of one warning as a recall's are, but as suspect."""

    kind, code, field = "suspect", "WATCHLIST_HIT", "alert_id"

    def __init__(self, alert):
        super().__init__(alert)
        self.alert = alert

    def run(self):
        """Hold what is here or announced; the packages newly on hold."""
        # whole lots of stock that has no rows in the register get some first
        for goods in self.alert._goods():
            if goods.has_lots and not goods.serials:
                self._name_the_nameless(goods)
        watchlist = watchlist_of(self.alert)
        ids = Matching(self.env, self.company).of_alert(self.alert, watchlist)
        return self.hold(self.env["dscsa.epc"].browse(ids))

    def hold(self, packages):
        """Hold these, but for those a pharmacist cleared of this warning."""
        alert_id = self.alert.id
        left = packages.filtered(lambda epc: not epc._dscsa_is_cleared(alert_id))
        return self._hold(left)

    def tell_lines(self, lines, document):
        """Lists that name no serials: there is nothing to hold yet, but to be said."""
        for line in lines:
            row = self._row(line.product_id, line.lot or "", self.env["dscsa.epc"])
            row.write(
                {
                    "document_id": document.id,
                    "gtin": line.gtin,
                    "quantity": line.quantity,
                }
            )

    def _row(self, product, lot, epcs):
        row = super()._row(product, lot, epcs)
        if epcs - row.epc_ids:
            row.epc_ids = [Command.link(epc.id) for epc in epcs - row.epc_ids]
            row.quantity = len(row.epc_ids)
        return row


def hold_named(epcs, watchlist):
    """Hold those of a company's packages that one of its open warnings names."""
    groups = {}
    for epc_id, hit in (
        Matching(epcs.env, epcs.company_id).of_rows(epcs.ids, watchlist).items()
    ):
        groups.setdefault(hit.ref, []).append(epc_id)
    for alert_id, ids in groups.items():
        AlertHold(epcs.env["dscsa.alert"].browse(alert_id)).hold(epcs.browse(ids))
