"""Goods somebody asks about, in the words of the records."""

from dataclasses import dataclass

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.ndc import ndc10_of_gtin
from dscsa_core.numbers import barcodes_of, gtin14_of, gtins_of_ndc, ndc_forms, ndc_keys
from dscsa_core.recall.lots import Names

from odoo.tools import SQL

EVERY, NONE = Names(every=True), Names()


@dataclass(frozen=True, slots=True)
class Goods:
    """One drug of one company, or any drug without numbers.

    ``gtins``: of every packing level; ``ndcs``: every way the code is written;
    ``lots``, ``serials``: which of it, false for all.
    """

    company: object
    products: object
    gtins: tuple[str, ...] = ()
    ndcs: tuple[str, ...] = ()
    lots: Names = EVERY
    serials: Names = NONE

    @property
    def is_any(self):
        """Whether no drug is named."""
        return not (self.gtins or self.ndcs or self.products)

    @property
    def has_lots(self):
        """Whether some lots are meant and not all."""
        return bool(self.lots) and not self.lots.every

    def sql(self, alias, *, ndc=False):
        """Condition on rows with ``product_id`` and ``gtin`` (``ndc``: that too)."""
        if self.is_any:
            return SQL("TRUE")
        row = SQL.identifier(alias)
        hits = [
            SQL("%s.product_id = ANY(%s)", row, self.products.ids),
            SQL("%s.gtin = ANY(%s)", row, list(self.gtins)),
        ]
        if ndc:
            hits.append(SQL("%s.ndc = ANY(%s)", row, list(self.ndcs)))
        return SQL("(%s)", SQL(" OR ").join(hits))


def goods_of(env, company, codes, lots=EVERY, serials=NONE):
    """``Goods`` of printed codes; ``env`` is a superuser's."""
    gtins = gtins_of(codes)
    products = products_of(env, company, codes, gtins)
    forms = {form for code in codes for form in (code.strip(), *ndc_forms(code))}
    known = (text for text in products.mapped("dscsa_ndc") if text)
    forms |= {form for text in known for form in (text, *ndc_forms(text))}
    digits = {form.replace("-", "") for form in forms}
    ndcs = tuple(sorted((forms | digits) - {""}))
    return Goods(company, products, tuple(gtins), ndcs, lots, serials)


def gtins_of(codes):
    """GTIN-14s that NDCs or GTINs stand for, on every packing level."""
    found = {}
    for code in codes:
        gtin = gtin14_of(code)
        body = gtin[1:13]
        levels = [gtin14_of(f"{level}{body}?") for level in range(9)] if gtin else []
        found.update(dict.fromkeys(levels or gtins_of_ndc(code)))
    return list(found)


def products_of(env, company, codes, gtins):
    """Products of the company by GTIN, barcode or NDC; ``env`` is a superuser's."""
    products = env["product.product"].with_context(active_test=False)
    if not gtins:
        return products.browse()
    by_gtin = env["dscsa.gtin"].search(
        [("company_id", "=", company.id), ("gtin", "in", gtins)]
    )
    here = [("company_id", "in", (False, company.id))]
    barcodes = [text for gtin in gtins for text in barcodes_of(gtin)]
    found = by_gtin.product_id | products.search([*here, ("barcode", "in", barcodes)])
    keys = {key for code in codes for key in ndc_keys(code) | _keys_of_gtin(code)}
    keys |= {key for row in by_gtin for key in ndc_keys(row.ndc)}
    if keys:
        # a pharmacy has hundreds of drugs with an NDC: compared in every written form
        with_ndc = products.search_fetch(
            [*here, ("dscsa_ndc", "!=", False)], ["dscsa_ndc"]
        )
        found |= with_ndc.filtered(lambda each: keys & ndc_keys(each.dscsa_ndc))
    return found


def _keys_of_gtin(code):
    """NDC keys of the ten digits in a drug's GTIN."""
    try:
        return ndc_keys(ndc10_of_gtin(gtin14_of(code)) or "")
    except Gs1Error:
        return set()
