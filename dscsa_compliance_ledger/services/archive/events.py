"""A TI/TS from the register as EPCIS events, for whoever reads nothing else.

Packages are put into use by lot, packed as they were announced, and shipped in one
event with the parties and numbers of the TI/TS. A number whose company prefix is not
known is written as GS1 Digital Link, which needs none.
"""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import quote

from dscsa_core.epcis.model import (
    AGGREGATION,
    OBJECT,
    Event,
    Header,
    Item,
    Place,
    Typed,
)
from dscsa_core.epcis.writer import write_document
from dscsa_core.errors import CoreError
from dscsa_core.gs1 import epc_encode as encode

from odoo.tools import SQL

_LINK = "https://id.gs1.org"
MOST_THINGS = 1000
_NUMBERS = (
    ("po", "po_numbers"),
    ("inv", "invoice_numbers"),
    ("desadv", "delivery_numbers"),
)


def thing_uri(kind, gtin, serial, key):
    """EPC URI of a register row."""
    try:
        if kind == "logistic":
            sscc = key[2:]
            return encode.sscc_uri(sscc, encode.company_prefix_length(sscc))
        return encode.sgtin_uri(gtin, serial, encode.company_prefix_length(gtin))
    except CoreError:
        if kind == "logistic":
            return f"{_LINK}/00/{key[2:]}"
        return f"{_LINK}/01/{gtin}/21/{quote(serial or '', safe='')}"


def place_uri(gln, name):
    """URI of a party; one without a location number is named by its name."""
    if not gln:
        return f"urn:dscsa:party:{quote(name or 'unknown', safe='')}"
    try:
        return encode.sgln_uri(gln, encode.company_prefix_length(gln))
    except CoreError:
        return f"{_LINK}/414/{gln}"


class TiEvents:
    """Writes one TI/TS, given as a row of ``dscsa_transaction``."""

    def __init__(self, cr, row):
        self.cr, self.row = cr, row
        self.position = 0

    def write_to(self, out):
        """Write the document; how many events it has."""
        moment = self._moment()
        header = Header(
            "xml",
            created=moment,
            sender=self.row["seller_gln"] or self.row["seller_name"] or "",
            receiver=self.row["buyer_gln"] or self.row["buyer_name"] or "",
            instance_id=f"TI-{self.row['id']}",
            statement={"yes": True, "no": False}.get(self.row["statement"]),
        )
        return write_document(
            out,
            header=header,
            items=self._items(),
            places=self._places(),
            events=self._events(moment),
        )

    def _moment(self):
        shipped, day = self.row["shipment_at"], self.row["transaction_date"]
        moment = shipped or (day and datetime.combine(day, time(12)))
        return (moment or self.row["create_date"]).replace(tzinfo=UTC, microsecond=0)

    def _events(self, moment):
        before = moment - timedelta(hours=1)
        for (lot, expiry), epcs in self._by_lot():
            yield self._event(
                OBJECT,
                before,
                epcs,
                action="ADD",
                step="commissioning",
                disposition="active",
                lot=lot or "",
                expiry=expiry,
            )
        for parent, epcs in self._by_parent():
            yield self._event(
                AGGREGATION,
                before,
                epcs,
                action="ADD",
                step="packing",
                disposition="in_progress",
                parent=parent,
            )
        yield self._shipping(moment)

    def _event(self, kind, moment, epcs, **values):
        self.position += 1
        return Event(self.position, kind, moment, "+00:00", epcs=tuple(epcs), **values)

    def _shipping(self, moment):
        row = self.row
        seller = place_uri(row["seller_gln"], row["seller_name"])
        buyer = place_uri(row["buyer_gln"], row["buyer_name"])
        references = [
            Typed(kind, f"urn:epcglobal:cbv:bt:{row['seller_gln'] or '0'}:{number}")
            for kind, name in _NUMBERS
            for number in filter(None, map(str.strip, (row[name] or "").split(",")))
        ]
        return self._event(
            OBJECT,
            moment,
            self._tops(),
            action="OBSERVE",
            step="shipping",
            disposition="in_transit",
            read_point=seller,
            references=tuple(references),
            sources=(Typed("owning_party", seller), Typed("location", seller)),
            destinations=(Typed("owning_party", buyer), Typed("location", buyer)),
            drop_shipment=row["drop_shipment"] or None,
            transaction_date=row["transaction_date"],
        )

    # the register
    def _by_lot(self):
        """((lot, expiry), EPCs) of packages and cases, a thousand at a time."""
        rows = self._things(
            "t.lot, t.expiry",
            "t.kind <> 'logistic' AND t.serial IS NOT NULL",
            "t.lot, t.expiry, t.id",
        )
        yield from _in_groups(rows, 2)

    def _by_parent(self):
        """(EPC of the case or pallet, EPCs in it), a thousand at a time."""
        rows = self._things(
            "p.kind, p.gtin, p.serial, p.key",
            "p.id IS NOT NULL AND (t.serial IS NOT NULL OR t.kind = 'logistic')",
            "t.parent_id, t.id",
        )
        for parent, epcs in _in_groups(rows, 4):
            yield thing_uri(*parent), epcs

    def _tops(self):
        rows = self._things(
            "NULL",
            "(p.id IS NULL OR p.transaction_id IS DISTINCT FROM t.transaction_id)"
            " AND (t.serial IS NOT NULL OR t.kind = 'logistic')",
            "t.id",
        )
        return [thing_uri(*row[1:]) for row in rows]

    def _things(self, columns, condition, order):
        """Rows: the asked columns, then kind, GTIN, serial and key; as a stream."""
        query = SQL(
            f"""SELECT {columns}, t.kind, t.gtin, t.serial, t.key FROM dscsa_epc t
            LEFT JOIN dscsa_epc p ON p.id = t.parent_id
            WHERE t.transaction_id = %s AND t.key NOT LIKE '%%/%%' AND {condition}
            ORDER BY {order}""",  # pylint: disable=sql-injection
            self.row["id"],
        )
        text = self.cr.mogrify(query).decode()
        with self.cr.connection.cursor(name=f"dscsa_ti_{self.row['id']}") as stream:
            stream.itersize = MOST_THINGS
            stream.execute(text)
            yield from stream

    # master data
    def _items(self):
        self.cr.execute(
            SQL(
                """SELECT DISTINCT ON (gtin) gtin, ndc, name, manufacturer, dosage_form,
                    strength, container_size FROM dscsa_transaction_line
                WHERE transaction_id = %s AND gtin IS NOT NULL ORDER BY gtin, id""",
                self.row["id"],
            )
        )
        for gtin, ndc, name, maker, form, strength, size in self.cr.fetchall():
            try:
                length = encode.company_prefix_length(gtin)
                uri = encode.gtin_pattern_uri(gtin, length)
            except CoreError:
                uri = f"{_LINK}/01/{gtin}"
            texts = (
                name,
                ndc,
                "US_FDA_NDC" if ndc else "",
                maker,
                form,
                strength,
                size,
            )
            yield Item(uri, gtin, *(text or "" for text in texts))

    def _places(self):
        for role in ("seller", "buyer"):
            gln, name = self.row[f"{role}_gln"], self.row[f"{role}_name"]
            if gln or name:
                address = (self.row[f"{role}_address"] or "").replace("\n", ", ")
                yield Place(
                    place_uri(gln, name), gln or "", name=name or "", street=address
                )


def _in_groups(rows, width):
    """(first ``width`` columns, EPCs of following rows alike), bounded in size."""
    head, epcs = None, []
    for row in rows:
        if epcs and (row[:width] != head or len(epcs) == MOST_THINGS):
            yield head, epcs
            epcs = []
        head = row[:width]
        epcs.append(thing_uri(*row[width:]))
    if epcs:
        yield head, epcs
