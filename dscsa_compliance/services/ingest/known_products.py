"""Which GTIN the company knows an NDC by."""

from dscsa_core.numbers import gtin14_of, gtin_in, ndc_keys


class KnownProducts:
    """Look-up for one document; read once, when first asked."""

    def __init__(self, document):
        self.env, self.company = document.env, document.company_id
        self._gtins = None

    def gtin_of(self, ndc):
        """GTIN-14 of the package, empty when none or several are known."""
        return gtin_in(self.gtins(), ndc)

    def gtins(self):
        """{NDC-12: GTINs}: all that is known, for a reader without a database."""
        if self._gtins is None:
            self._gtins = self._read()
        return self._gtins

    def _read(self):
        """{NDC-12: GTINs} of confirmed packages and of products with an NDC."""
        known = {}
        rows = self.env["dscsa.gtin"].search_fetch(
            [
                ("company_id", "=", self.company.id),
                ("level", "=", "package"),
                ("ndc", "!=", False),
                ("state", "=", "confirmed"),
            ],
            ["gtin", "ndc"],
        )
        pairs = [(row.ndc, row.gtin) for row in rows]
        products = self.env["product.product"].search_fetch(
            [
                ("dscsa_ndc", "!=", False),
                ("company_id", "in", [False, self.company.id]),
            ],
            ["dscsa_ndc", "barcode"],
        )
        pairs += [(p.dscsa_ndc, gtin14_of(p.barcode)) for p in products]
        for ndc, gtin in pairs:
            keys = ndc_keys(ndc)
            if len(keys) == 1 and gtin:
                known.setdefault(keys.pop(), set()).add(gtin)
        return known
