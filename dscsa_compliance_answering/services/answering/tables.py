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
        head = (
            transaction.name,
            transaction.transaction_date,
            _moment(transaction.shipment_at, zone),
            transaction.seller_name or transaction.seller_id.name,
            transaction.seller_address,
            transaction.seller_gln,
            transaction.buyer_name or transaction.company_id.name,
            transaction.buyer_address,
            transaction.buyer_gln,
            transaction.invoice_numbers,
            transaction.po_numbers,
            transaction.delivery_numbers,
        )
        tail = (
            transaction.statement,
            transaction.proof,
            transaction.portal,
            transaction.reference,
        )
        for line in item.line_ids:
            yield (
                *head,
                line.name,
                line.strength,
                line.dosage_form,
                line.ndc,
                line.gtin,
                line.container_size,
                line.quantity,
                line.lot,
                line.expiry,
                line.manufacturer,
                *tail,
            )


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
