"""Who may take back what: the sender of the file that told it, and nobody else."""

from functools import cached_property

from dscsa_core.epcis.master_data import gln_of


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
