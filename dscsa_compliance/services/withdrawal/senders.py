"""Who may take back what: the sender of the file that told it, and nobody else."""

from datetime import timedelta
from functools import cached_property

from dscsa_core.epcis.master_data import gln_of

# a clock may be set to another zone: so much earlier a cancellation may say it is
_CLOCK = timedelta(hours=14)


class Sender:
    """The sender of one document; ``event`` is one of its events."""

    def __init__(self, document):
        self.document, self.env = document, document.env
        self._told = {}

    def may_speak_for(self, transaction, event=None):
        """Whether a TI/TS came from this sender.

        A hub sends for many sellers: the seller an event names has to be the seller of
        the TI/TS as well. Files that name nobody are taken for the same nobody.
        """
        owner = _owner(event)
        if owner and transaction.seller_gln and owner != transaction.seller_gln:
            return self._same_partner(owner, transaction.seller_id)
        theirs = self._told_of(transaction.document_id)
        if self.names & theirs:
            return True
        if transaction.seller_gln in self.names or owner and not self.names:
            return True
        if not self.names and not theirs:
            return self._is_of(transaction.seller_id) is not False
        return self._is_of(transaction.seller_id) is True

    def may_take(self, transactions, event, moment):
        """Those of these TI/TS that this document may take back at a moment.

        They were shipped before it, else just after by a clock that goes wrong: then
        the cancellation was written later. In one file the order of events decides.
        """
        found = transactions.filtered(
            lambda t: t.document_id != self.document and self.may_speak_for(t, event)
        )
        return found.filtered(
            lambda t: (
                not t.shipment_at
                or t.shipment_at <= moment
                or (t.shipment_at <= moment + _CLOCK and self._is_later(t.document_id))
            )
        )

    def _is_later(self, document):
        mine, theirs = self.document.created_at, document.created_at
        if mine and theirs and mine != theirs:
            return mine > theirs
        return self.document.id > document.id

    def is_same(self, document):
        """Whether another document came from this sender."""
        mine, theirs = self.names, self._told_of(document)
        if mine & theirs or not mine and not theirs:
            return True
        return bool(self.partners & Sender(document).partners)

    def _told_of(self, document):
        if document.id not in self._told:
            self._told[document.id] = names_of(document.sender)
        return self._told[document.id]

    @cached_property
    def names(self):
        """The text the document gives for its sender, and its location number."""
        return names_of(self.document.sender)

    @cached_property
    def partners(self):
        """Partners these names stand for."""
        return self._partners(self.names)

    def _partners(self, names):
        company = self.document.company_id
        parties = self.env["dscsa.party"].search(
            [
                ("company_id", "=", company.id),
                "|",
                ("gln", "in", list(names)),
                ("identity", "in", list(names)),
            ]
        )
        partners = self.env["res.partner"].search(
            [
                ("global_location_number", "in", list(names)),
                ("company_id", "in", (False, company.id)),
            ]
        )
        return (parties.partner_id | partners).commercial_partner_id

    def _same_partner(self, gln, partner):
        return bool(partner) and partner.commercial_partner_id in self._partners({gln})

    def _is_of(self, partner):
        """Whether the document is this partner's; None when nobody knows."""
        mine = self.partners | self.document.partner_id.commercial_partner_id
        if not mine or not partner:
            return None
        return partner.commercial_partner_id in mine


def names_of(text):
    """The spellings of one sender that mean the same."""
    return frozenset(filter(None, ((text or "").strip().lower(), gln_of(text or ""))))


def _owner(event):
    """Location number of the party an event says gives up ownership."""
    for item in event.sources if event else ():
        if item.type == "owning_party":
            return gln_of(item.value) or ""
    return ""
