"""A table (CSV, XLSX) of TI → shipping notices, by what a person said of its columns.

How it is to be read is kept on the document, so that reading it again gives the same.
"""

import re
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta

from dscsa_core.catalogue import finding
from dscsa_core.epcis.model import Place
from dscsa_core.errors import CoreError
from dscsa_core.guarded.reading import read_rows, read_sheets
from dscsa_core.notice.events import NoticeReader, shipping_positions
from dscsa_core.notice.model import place_id
from dscsa_core.tabular.deliveries import (
    COVERS,
    SAME,
    Earlier,
    compare,
    deliveries,
    header_of,
)
from dscsa_core.tabular.fields import has_goods
from dscsa_core.tabular.model import Layout, TableError, Terms
from dscsa_core.tabular.rows import check_sellers, read_table

from odoo import fields
from odoo.fields import Domain

from ..words.messages import message_of
from .known_products import KnownProducts

TABLES = ("csv", "xlsx")
# later exports repeat the rows of an invoice within so much time
_SAME_INVOICE = timedelta(days=31)
_MOST_SHEETS = 10


def layout_of(options):
    """How the columns are to be read, from the options kept on a document."""
    return Layout(
        options["columns"],
        options.get("header_row", 0),
        options.get("date_order") or "mdy",
        bool(options.get("pad_ndc")),
    )


class TableOpening:
    """Opens one document that is a table."""

    def __init__(self, document):
        self.document, self.env = document, document.env

    def open(self, stream):
        """The reader; raises TableError for files and rows that cannot be read.

        ``tabular.columns`` when nobody has said yet what the columns mean;
        ``tabular.rows`` when rows are wrong and nobody chose to leave them out.
        """
        options = self.document.reading
        form, rows = read_rows(stream, (options or {}).get("sheet") or "")
        options = options or self.document._columns_known(rows)
        if not options:
            raise TableError("tabular.columns")
        reading = self.reading(rows, options)
        findings = [*self._left_out(reading, options), *_other_sheets(stream, rows)]
        return self._reader(form, reading, options, findings)

    def reading(self, rows, options):
        """Good rows and problems under these options."""
        known = KnownProducts(self.document).gtin_of
        reading = read_table(rows, layout_of(options), known)
        seller = self.env["res.partner"].browse(options.get("seller_id") or [])
        if "seller" in options["columns"] and seller:
            heading = rows[options["header_row"] - 1] if options["header_row"] else []
            column = options["columns"]["seller"]
            name = heading[column] if column < len(heading) else str(column + 1)
            check_sellers(reading, seller.name or "", name)
        return reading

    def _left_out(self, reading, options):
        """The finding on rows a person left out; an error if nobody did."""
        if not reading.problems:
            return []
        numbers = sorted(reading.problems)
        if not options.get("leave_out"):
            first = reading.problems[numbers[0]][0]
            words = message_of(self.env, first.code, first.facts)
            facts = {"count": len(numbers), "total": reading.total, "reason": words}
            raise TableError("tabular.rows", **facts)
        shown = ", ".join(map(str, numbers[:50]))
        shown += ", …" if len(numbers) > 50 else ""
        return [finding("TABLE_ROWS_LEFT_OUT", "file", count=len(numbers), rows=shown)]

    def _reader(self, form, reading, options, findings):
        terms = self._terms(options)
        told, noted = deliveries(reading.entries, terms)
        notices, earlier, known = self._new(told, terms)
        findings = [*findings, *noted, *known, *self._taken(options)]
        header = header_of(form, reading.entries, notices, terms)
        reader = NoticeReader(header, notices, findings)
        positions = shipping_positions(notices)
        reader.replaces = {
            position: ids
            for position, ids in zip(positions, earlier, strict=True)
            if ids
        }
        return reader

    # Parties --------------------------------------------------------------------

    def _terms(self, options):
        seller = self.env["res.partner"].browse(options["seller_id"])
        buyer = self.document.company_id.partner_id
        statement = options.get("statement") or "missing"
        return Terms(
            self._place(seller),
            self._place(buyer),
            options.get("invoice") or "",
            options.get("po") or "",
            fields.Date.to_date(options.get("day") or False),
            None if statement == "missing" else True,
            options.get("words") or "",
        )

    def _place(self, partner):
        """A partner as the party of a notice; known as such from now on."""
        gln = partner.global_location_number or ""
        place = Place(
            place_id(gln, partner.name or "", partner.zip or "", f"p{partner.id}"),
            gln,
            partner.name or "",
            partner.street or "",
            partner.street2 or "",
            partner.city or "",
            partner.state_id.code or "",
            partner.zip or "",
            partner.country_id.code or "",
        )
        self.env["dscsa.party"]._settle(place, partner, self.document)
        return place

    def _taken(self, options):
        """Names and addresses that are ours, not the table's (TI items I and J)."""
        seller = self.env["res.partner"].browse(options["seller_id"])
        buyer = self.document.company_id.partner_id
        for role, partner in (("seller", seller), ("buyer", buyer)):
            if not {role, f"{role}_gln"} & set(options["columns"]):
                yield finding(
                    "TABLE_PARTIES_TAKEN", "header", role=role, name=partner.name
                )

    # Rows that came before ------------------------------------------------------

    def _new(self, told, terms):
        """(notices with something new, earlier TI/TS each replaces, findings)."""
        notices, replaced, findings = [], [], []
        for notice in told:
            before = self._before(notice, terms)
            kind, left = compare(notice, self._earlier(before))
            new = 0 if kind == SAME and before else _count(left)
            if known := _count(notice) - new:
                facts = {"count": known, "number": _number(notice)}
                findings.append(finding("TABLE_ROWS_KNOWN", "file", **facts))
            if new:
                notices.append(left)
                replaced.append(before.ids if kind == COVERS else [])
        return notices, replaced, findings

    def _before(self, notice, terms):
        """TI/TS of the same invoice that earlier tables of this seller told."""
        numbers = {kind: [] for kind in ("inv", "po", "desadv")}
        for reference in notice.references:
            numbers[reference.type].append(reference.value)
        domain = Domain("company_id", "=", self.document.company_id.id)
        domain &= Domain("document_id", "<", self.document.id)
        domain &= Domain("document_id.format", "in", TABLES)
        domain &= self.env["dscsa.transaction"]._live_domain()
        domain &= Domain("seller_party_id.identity", "=", terms.seller.id)
        if numbers["inv"]:
            domain &= Domain("invoice_numbers", "=ilike", _exactly(numbers["inv"][0]))
            domain &= _about(notice.day)
        else:
            domain &= Domain("invoice_numbers", "=", False)
            domain &= Domain("transaction_date", "=", notice.day or False)
            for name, kind in (("po_numbers", "po"), ("delivery_numbers", "desadv")):
                domain &= Domain(name, "=", ", ".join(numbers[kind]) or False)
        return self.env["dscsa.transaction"].search(domain)

    def _earlier(self, before):
        """What these TI/TS say, by line and by serial."""
        lines = defaultdict(int)
        for line in before.line_ids:
            key = (line.gtin or "", line.lot or "", line.expiry or None)
            lines[key] += line.quantity
        packages = self.env["dscsa.epc"].search_fetch(
            [("transaction_id", "in", before.ids), ("kind", "=", "package")],
            ["gtin", "serial"],
        )
        serials = frozenset((epc.gtin, epc.serial) for epc in packages)
        return Earlier(dict(lines), serials)


def _other_sheets(stream, rows):
    """The finding on sheets with goods beside the one that is read."""
    names = read_sheets(stream)
    left = []
    for name in names[:_MOST_SHEETS] if len(names) > 1 else ():
        with suppress(CoreError):
            other = read_rows(stream, name)[1]
            if other != rows and has_goods(other):
                left.append(name)
    if left:
        yield finding("TABLE_SHEETS_LEFT", "file", sheets=", ".join(left))


def _about(day):
    """An export of another month is of another delivery: numbers begin anew."""
    if not day:
        return Domain.TRUE
    undated = Domain("transaction_date", "=", False)
    near = Domain("transaction_date", ">=", day - _SAME_INVOICE)
    return undated | near & Domain("transaction_date", "<=", day + _SAME_INVOICE)


def _exactly(text):
    """A text as a pattern that means itself."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def _count(notice):
    return sum(each.quantity + len(each.serials) for each in notice.goods)


def _number(notice):
    return next((ref.value for ref in notice.references), notice.day or "-")
