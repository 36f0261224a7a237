"""Rules that need to know the company: addressed to us, known seller."""

from dscsa_core.catalogue import finding
from dscsa_core.numbers import ndc_keys

from .addressed import is_certain, names_of, own_partners, strangers


class Circumstances:
    """Findings of a document that depend on what the database knows."""

    def __init__(self, document, header):
        self.document, self.env, self._header = document, document.env, header
        self.company = document.company_id

    def findings(self):
        """All findings of this module."""
        yield from self._receivers()
        yield from self._sellers()
        yield from self._products()

    def _receivers(self):
        """One of buyer and place of delivery has to be ours.

        A company that has no location number on file is not held against a file:
        the number is offered for its own partner instead.
        """
        own = own_partners(self.company, self.document.transaction_ids.picking_ids)
        received = self.document.transaction_ids.filtered(lambda t: t.direction == "in")
        for transaction in received:
            parties = strangers(transaction, own)
            if not parties:
                continue
            names = names_of(parties)
            if is_certain(parties, own):
                yield finding("SHIPTO_NOT_OURS", transaction.name, name=names)
            else:
                gln = parties.filtered("gln")[:1].gln
                yield finding("GLN_UNKNOWN", transaction.name, gln=gln, name=names)

    def _sellers(self):
        parties = self.document.transaction_ids.seller_party_id
        for party in parties.filtered(lambda p: not p.partner_id):
            name = party.display_name
            yield finding("SENDER_UNKNOWN", "header", name=name, gln=party.gln)

    def _products(self):
        gtins = self.document.transaction_ids.line_ids.gtin_id
        items = {item.gtin: item for item in self._header.items if item.gtin}
        for gtin in gtins:
            name = gtin.name or gtin.gtin
            if not gtin.product_id:
                yield finding("GTIN_UNKNOWN", gtin.gtin, name=name, gtin=gtin.gtin)
                continue
            if gtin.product_id.dscsa_scope == "undetermined":
                product = gtin.product_id.display_name
                yield finding("SCOPE_UNDETERMINED", gtin.gtin, product=product)
            given = items[gtin.gtin].ndc if gtin.gtin in items else ""
            expected = gtin.product_id.dscsa_ndc
            found, right = ndc_keys(given), ndc_keys(expected)
            if found and right and not found & right:
                facts = {"found": given, "expected": expected, "gtin": gtin.gtin}
                yield finding("NDC_MISMATCH", gtin.gtin, **facts)
