"""The number on an internal label → the package it was printed for."""

from dscsa_core.gs1.label_text import read_own_code
from dscsa_core.gs1.reading import PACKAGE, Reading

OWN = "own"


def own_package(env, company, text):
    """The register row of an internal label of the company; empty for other texts."""
    packages = env["dscsa.epc"]
    number = read_own_code(text or "")
    # a number of another program may be larger than any id
    if number is None or number > 2**31 - 1:
        return packages.browse()
    return packages.search([("id", "=", number), ("company_id", "=", company.id)])


def own_reading(env, company, text):
    """The same as a reading, as if the package itself had been scanned; or None."""
    epc = own_package(env, company, text)
    if not epc:
        return None
    return Reading(
        kind=PACKAGE,
        key=epc.key,
        gtin=epc.gtin or None,
        serial=epc.serial or None,
        # our label is no print of the maker: it says what was read of his before
        lot=epc.seen_lot or None,
        expiry=epc.label_expiry or None,
        source=OWN,
    )
