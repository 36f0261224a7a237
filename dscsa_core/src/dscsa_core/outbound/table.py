"""TI/TS as rows of a table, and as a plain structure for a page made elsewhere.

FD&C Act 581(26): a row a package has all of TI; 581(27): the statement is beside it.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date

from ..catalogue import finding
from ..epcis.model import Item, Place
from ..epcis.writer import LEGAL_NOTICE
from ..finding import Finding
from ..notice.model import Goods
from .dialect import Dialect
from .errors import OutboundError
from .model import Package, Sale, packages
from .names import Named, gln_of, named
from .problems import problems

COLUMNS = (
    *("Transaction Date", "Shipment Date", "PO Number", "Delivery Number"),
    *("Invoice Number", "Direct Purchase", "NDC", "GTIN", "Serial Number"),
    *("Lot Number", "Expiration Date", "Quantity", "Product Name", "Strength"),
    *("Dosage Form", "Container Size", "Sold By Name", "Sold By GLN"),
    *("Sold By Address", "Sold To Name", "Sold To GLN", "Sold To Address"),
    *("Ship To Name", "Ship To GLN"),
)
# what only a file of events needs: a list tells no events, and names parties in words
_FILE_ONLY = frozenset(
    f"outbound.{name}"
    for name in "location delivery origin source opened counted ndc".split()
)
_OF_STATEMENT = frozenset(
    f"outbound.{name}"
    for name in "statement direct_unknown direct_words received_words".split()
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_YES_NO = {True: "yes", False: "no", None: ""}


def problems_of_list(sale: Sale) -> list[Finding]:
    """What TI and TS lack, whatever the form in which they are given."""
    found = [each for each in problems(sale, Dialect()) if each.code not in _FILE_ONLY]
    if left := [goods for goods in sale.counted if not (goods.lot and goods.expiry)]:
        count = sum(goods.quantity for goods in left)
        names = ", ".join(goods.gtin for goods in left[:3])
        found.append(finding("outbound.lot", count=count, examples=names))
    return found


def rows_of(sale: Sale) -> list[tuple[str, ...]]:
    """The rows under COLUMNS, in the order of the shipment; raises OutboundError."""
    if found := problems_of_list(sale):
        raise OutboundError(found)
    tail, items = _parties(sale), {item.gtin: item for item in sale.items}
    heads = {order: _head(sale, order) for order in {"", *sale.orders}}
    rows = [
        (
            *heads[each.thing.order],
            _YES_NO[each.thing.direct],
            *_package(each, items),
            *tail,
        )
        for each in packages(sale.things)
    ]
    rows += [(*heads[""], "", *_counted(goods, items), *tail) for goods in sale.counted]
    return rows


def csv_of(sale: Sale) -> bytes:
    """UTF-8 with headings; the same sale gives the same bytes. Raises OutboundError."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows(map(_cell, row) for row in rows_of(sale))
    return out.getvalue().encode()


def _cell(text: str) -> str:
    """A text that a program for tables would compute, in the form that keeps it."""
    if not text.startswith(_FORMULA):
        return text
    return f"'{text}" if '"' in text else f'="{text}"'


def _head(sale: Sale, order: str) -> tuple[str, ...]:
    """Date of transaction, of shipment; numbers of order, slip and invoice."""
    only = sale.orders[0] if len(sale.orders) == 1 else ""
    shipped = sale.shipped_on
    days = _iso(sale.sold_on or shipped), _iso(shipped)
    return (*days, order or only, sale.delivery, sale.invoice)


def _parties(sale: Sale) -> tuple[str, ...]:
    seller, buyer, to = sale.seller.place, sale.buyer.place, sale.goes_to
    return (
        *(seller.name, _gln(seller), address_of(seller)),
        *(buyer.name, _gln(buyer), address_of(buyer)),
        *(to.name, _gln(to)),
    )


def _gln(place: Place) -> str:
    return gln_of(place.id) or place.gln


def address_of(place: Place) -> str:
    """One line, as on an envelope."""
    city = " ".join(filter(None, (place.state, place.zip)))
    parts = (place.street, place.street2, place.city, city, place.country)
    return ", ".join(filter(None, parts))


def _package(each: Package, items: Mapping[str, Item]) -> tuple[str, ...]:
    epc = _named(each.thing.epc)
    item = items[epc.gtin]
    lot, expiry = each.thing.lot, _iso(each.thing.expiry)
    return (item.ndc, epc.gtin, epc.serial, lot, expiry, "1", *_product(item))


def _counted(goods: Goods, items: Mapping[str, Item]) -> tuple[str, ...]:
    item, expiry = items[goods.gtin], _iso(goods.expiry)
    count = str(goods.quantity)
    return (item.ndc, goods.gtin, "", goods.lot, expiry, count, *_product(item))


def _named(epc: str) -> Named:
    """Of a sale without problems every package has a number."""
    return named(epc) or Named("")


def _product(item: Item) -> tuple[str, ...]:
    return item.name, item.strength, item.dosage_form, item.container_size


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def paper_of(sale: Sale) -> dict:
    """All a page shows, as texts, numbers and lists; raises OutboundError.

    ``lines`` are one for each drug, lot and date with its ``serials``; ``statement``
    the words of the TS, ``purchase`` and ``received`` those of the purchase statements
    with the serials for which they do not hold.
    """
    if found := problems_of_list(sale):
        raise OutboundError(found)
    return {
        **_page(sale),
        "statement": sale.statement.strip() or LEGAL_NOTICE,
        "purchase": _statement(sale, "direct", sale.direct_statement),
        "received": _statement(sale, "received", sale.received_statement),
    }


def _page(sale: Sale) -> dict:
    lines = list(_lines(sale))
    return {
        "number": sale.number,
        "date": _iso(sale.sold_on or sale.shipped_on),
        "shipped": _iso(sale.shipped_on),
        "orders": list(sale.orders),
        "delivery": sale.delivery,
        "invoice": sale.invoice,
        "seller": _place(sale.seller.place, sale.seller.licenses),
        "buyer": _place(sale.buyer.place, sale.buyer.licenses),
        "ship_from": _place(sale.leaves_from),
        "ship_to": _place(sale.goes_to),
        "shipper": _place(sale.shipper) if sale.shipper else None,
        "lines": lines,
        "containers": sum(line["containers"] for line in lines),
    }


def slip_of(sale: Sale) -> dict:
    """A page for goods that owe no TI/TS: a return, office use, a move within a group.

    As ``paper_of`` without statements. Nothing is refused: what is not known is empty,
    and ``missing`` are the findings that say so.
    """
    found = [each for each in problems_of_list(sale) if each.code not in _OF_STATEMENT]
    return {**_page(sale), "missing": found}


def _place(place: Place, licenses: tuple[str, ...] = ()) -> dict:
    return {
        "name": place.name,
        "address": address_of(place),
        "gln": _gln(place),
        "licenses": list(licenses),
    }


def _lines(sale: Sale) -> Iterator[dict]:
    items = {item.gtin: item for item in sale.items}
    serials: dict[tuple[str, str, date | None], list[str]] = {}
    for each in packages(sale.things):
        epc = _named(each.thing.epc)
        key = (epc.gtin, each.thing.lot, each.thing.expiry)
        serials.setdefault(key, []).append(epc.serial)
    for key, found in serials.items():
        yield _line(_item(items, key[0]), key, len(found), found)
    for goods in sale.counted:
        key = (goods.gtin, goods.lot, goods.expiry)
        yield _line(_item(items, goods.gtin), key, goods.quantity, [])


def _item(items: Mapping[str, Item], gtin: str) -> Item:
    return items.get(gtin) or Item("", gtin)


def _line(
    item: Item, key: tuple[str, str, date | None], count: int, serials: list[str]
) -> dict:
    return {
        "ndc": item.ndc,
        "gtin": key[0],
        "name": item.name,
        "strength": item.strength,
        "dosage_form": item.dosage_form,
        "container_size": item.container_size,
        "manufacturer": item.manufacturer,
        "lot": key[1],
        "expiry": _iso(key[2]),
        "containers": count,
        "serials": serials,
    }


def _statement(sale: Sale, fact: str, words: str) -> dict | None:
    """The words, and the serials they do not cover; None where nothing is said."""
    goods = [each.thing for each in packages(sale.things)]
    if not any(getattr(thing, fact) for thing in goods):
        return None
    others = [_named(t.epc).serial for t in goods if not getattr(t, fact)]
    return {"words": words.strip(), "not_for": others}
