"""Invented numbers for tests: GTINs, GLNs, SSCCs and their EPC URIs."""

from dscsa_core.gs1.epc_encode import sgln_uri, sgtin_uri, sscc_uri
from dscsa_core.gs1.keys import check_digit, package_key

# ten-digit NDCs of one invented labeler, as 5-4-1
PREFIX = "0399999"
PREFIX_LENGTH = 7


def gtin_of(item, indicator=0):
    """GTIN-14 of product number ``item`` (0 to 99999) on a packing level."""
    body = f"{indicator:d}{PREFIX}{item:05d}"
    return f"{body}{check_digit(body)}"


def gln_of(number):
    """GLN of an invented business, by a number of up to seven digits."""
    body = f"0399{number:07d}0"
    return f"{body}{check_digit(body)}"


def sscc_of(number):
    """An SSCC of the seller."""
    body = f"0{PREFIX}{number:09d}"
    return f"{body}{check_digit(body)}"


SELLER_GLN, OUR_GLN, STRANGER_GLN = gln_of(8800001), gln_of(7700001), gln_of(6600001)


def sgtin_urn(gtin, serial):
    """EPC URI of a package or case."""
    return sgtin_uri(gtin, serial, PREFIX_LENGTH)


def sscc_urn(sscc):
    """EPC URI of a logistic unit."""
    return sscc_uri(sscc, PREFIX_LENGTH)


def sgln_urn(gln):
    """EPC URI of a place."""
    return sgln_uri(gln, PREFIX_LENGTH)


def key_of(gtin, serial):
    """Register key of a package."""
    return package_key(gtin, serial)
