"""TI lines and packages of an answer as CSV, a few rows in memory at a time."""

import csv
from datetime import UTC
from zoneinfo import ZoneInfo

from .found_packages import batches

# no header names a price: TI has none
TI_HEAD = (
    "ti_ts", "transaction_date", "shipped", "seller", "seller_address", "seller_gln",
    "buyer", "buyer_address", "buyer_gln", "invoice", "purchase_order", "delivery",
    "drug", "strength", "dosage_form", "ndc", "gtin", "container_size", "containers",
    "lot", "expires", "manufacturer", "statement", "proof", "portal", "reference",
)  # fmt: skip
# fields that fill them, and what is no field of its own
_OF_DELIVERY = (
    "name", "transaction_date", "shipment_at", "seller", "seller_address", "seller_gln",
    "buyer", "buyer_address", "buyer_gln", "invoice_numbers", "po_numbers",
    "delivery_numbers",
)  # fmt: skip
_OF_LINE = (
    "name", "strength", "dosage_form", "ndc", "gtin", "container_size", "quantity",
    "lot", "expiry", "manufacturer",
)  # fmt: skip
_OF_PROOF = ("statement", "proof", "portal", "reference")
PACKAGE_HEAD = ("ti_ts", "gtin", "serial", "lot", "expires")
# a program for tables would take these for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_rows(stream, head, rows):
    """Write head and rows; cells a table program would compute get an apostrophe."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([cell(value) for value in row])


def cell(value):
    """A value as text of a table; never a formula."""
    text = "" if value is False or value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def ti_rows(items, zone):
    """One row a TI line asked for, as the seller gave it; times with their offset."""
    for item in items:
        transaction = item.transaction_id
        shown = {
            "shipment_at": _moment(transaction.shipment_at, zone),
            "seller": transaction.seller_name or transaction.seller_id.name,
            "buyer": transaction.buyer_name or transaction.company_id.name,
        }
        head, tail = (
            [shown[name] if name in shown else transaction[name] for name in names]
            for names in (_OF_DELIVERY, _OF_PROOF)
        )
        for line in item.line_ids:
            yield (*head, *(line[name] for name in _OF_LINE), *tail)


def _moment(value, zone):
    """A naive UTC time as ISO 8601 in a time zone: 2026-11-21T08:30:00-05:00."""
    return value and value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).isoformat()


def package_rows(items):
    """One row a package asked for."""
    for item in items:
        name = item.transaction_id.name
        for epcs in batches(item):
            for epc in epcs:
                yield name, epc.gtin, epc.serial, epc.lot, epc.expiry
            epcs.invalidate_recordset()
