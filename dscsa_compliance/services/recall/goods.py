"""Which products a code of a recall notice means."""

from ..numbers import barcodes_of, ndc_keys


def products_of(env, company, code, gtins):
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
    keys = ndc_keys(code) or {key for row in by_gtin for key in ndc_keys(row.ndc)}
    if keys:
        # a pharmacy has hundreds of drugs with an NDC: compared in every written form
        with_ndc = products.search_fetch(
            [*here, ("dscsa_ndc", "!=", False)], ["dscsa_ndc"]
        )
        found |= with_ndc.filtered(lambda each: keys & ndc_keys(each.dscsa_ndc))
    return found
