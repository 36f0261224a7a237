"""Everything the core can say of one file, as plain values for JSON or print.

>>> report = check_stream(stream, "shipment.xml", today, now)
>>> report["accepted"], report["transactions"][0]["lines"][0]["quantity"]
(True, 12)
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import BinaryIO

from .catalogue import finding, sentence
from .epcis.digest import Digest
from .epcis.parties import Party
from .epcis.reader import Reader, open_document
from .epcis.transactions import Transaction
from .errors import CoreError
from .finding import INFO, Finding
from .notice.events import NoticeReader
from .rules.document import check_document
from .tabular.text import is_table
from .x12.reader import open_x12
from .x12.tokens import is_x12

_HEAD = 4096


def check_stream(stream: BinaryIO, name: str, today: date, now: datetime) -> dict:
    """Read a seekable stream to its end and report on it.

    Keys: ``file``, ``accepted``, ``error`` (``code``, ``message``) or None,
    ``format``, ``version``, ``guideline``, ``events`` (count per kind), ``epcs``
    (distinct identifiers: ``sgtin``, ``sscc``, ``other``, ``class``),
    ``transactions`` and ``findings``. A file that breaks off is refused as a whole:
    it has no transactions, but the findings up to there.
    """
    report = empty_report(name)
    try:
        reader = _open(stream, name)
    except CoreError as error:
        return refuse(report, error)
    digest, broken = Digest(), None
    try:
        for event in reader.events():
            digest.apply(event)
    except CoreError as error:
        broken = error
    _describe(report, reader, digest)
    if broken:
        report["findings"] = list(map(_finding, reader.findings))
        return refuse(report, broken)
    header = reader.header
    transactions = digest.transactions(header)
    findings = [*reader.findings, *digest.findings]
    findings += check_document(header, digest, transactions, today, now)
    report["transactions"] = list(map(_transaction, transactions))
    report["findings"] = list(map(_finding, findings))
    return report


def _open(stream: BinaryIO, name: str) -> Reader | NoticeReader:
    """A reader of EPCIS or of ship notices; NDCs alone stay without a product."""
    head = stream.read(_HEAD)
    stream.seek(0)
    if is_x12(head):
        return open_x12(stream)
    if head and is_table(head, name):
        raise CoreError("file.table")
    return open_document(stream)


def empty_report(name: str) -> dict:
    """A report on a file of which nothing is known yet."""
    return {
        "file": name,
        "accepted": True,
        "error": None,
        "format": None,
        "version": None,
        "guideline": None,
        "events": {},
        "epcs": dict.fromkeys(("sgtin", "sscc", "other", "class"), 0),
        "transactions": [],
        "findings": [],
    }


def left_out(name: str, fault: CoreError) -> dict:
    """The report on a member of an archive that was not read; a stray file is no fault.

    A stray file's report is accepted and has one finding, which says what it is.
    """
    report = empty_report(name)
    found = finding(fault.code, **fault.facts)
    if found.level != INFO:
        return refuse(report, fault)
    report["findings"].append(_finding(found))
    return report


def refuse(report: dict, error: CoreError) -> dict:
    """Turn a report into that of a refused file."""
    message = sentence(error.code, error.facts)
    report["accepted"] = False
    report["error"] = {"code": error.code, "message": message}
    return report


def _describe(report: dict, reader: Reader | NoticeReader, digest: Digest) -> None:
    header = reader.header
    report.update(
        format=header.format,
        version=header.version,
        guideline=header.guideline,
        events=digest.kinds,
    )
    report["epcs"] = digest.census()


def _finding(found: Finding) -> dict:
    return {
        "code": found.code,
        "level": found.level,
        "place": found.place,
        "message": sentence(found.code, found.facts),
    }


def _transaction(transaction: Transaction) -> dict:
    """``po`` is one text, ``orders`` all numbers; dates are ISO texts or None."""
    return {
        "po": ", ".join(transaction.po) or None,
        "orders": list(transaction.po),
        "seller": _party(transaction.seller),
        "buyer": _party(transaction.buyer),
        "ship_from": _party(transaction.ship_from),
        "ship_to": _party(transaction.ship_to),
        "date": _iso(transaction.date),
        "statement": transaction.statement,
        "lines": [
            {
                "gtin": line.gtin,
                "lot": line.lot,
                "expiry": _iso(line.expiry),
                "quantity": line.quantity,
                "ndc": line.ndc,
                "name": line.name,
            }
            for line in transaction.lines
        ],
    }


def _party(party: Party | None) -> dict | None:
    """Location number, name and address of a party as the file gives them."""
    if party is None:
        return None
    fields: Sequence[str] = (
        *("id", "gln", "name", "street", "street2"),
        *("city", "state", "zip", "country"),
    )
    return {name: getattr(party, name) for name in fields}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
