"""Entries → shipping notices, one for each invoice; and what is new in them.

A portal's later export repeats rows of an earlier one. Lines are compared by GTIN,
lot and expiry within one invoice, packages by serial, so that no row counts twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..catalogue import finding
from ..epcis.model import Header, Item, Place, Typed
from ..finding import Finding
from ..notice.model import Goods, Notice, place_id
from .fields import words_of
from .model import Entry, Terms

LineKey = tuple[str, str, date | None]
Told = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier tables said of one invoice: containers by line, serials."""

    lines: Mapping[LineKey, int] = field(default_factory=dict)
    serials: frozenset[tuple[str, str]] = frozenset()


SAME, COVERS, REST = "same", "covers", "rest"


def deliveries(
    entries: Iterable[Entry], terms: Terms
) -> tuple[list[Notice], list[Finding]]:
    """One notice for each invoice (else order, delivery or day), in table order."""
    groups: dict[tuple, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_group_key(entry, terms)].append(entry)
    notices: list[Notice] = []
    findings: list[Finding] = []
    for group in groups.values():
        notices.append(_notice(group, terms, findings))
    return notices, findings


def _group_key(entry: Entry, terms: Terms) -> tuple:
    invoice = entry.invoice or terms.invoice
    if invoice:
        return ("inv", invoice.upper())
    if po := entry.po or terms.po:
        return ("po", po.upper(), entry.day)
    return ("delivery", entry.delivery.upper(), entry.day)


def _notice(group: Sequence[Entry], terms: Terms, findings: list[Finding]) -> Notice:
    first = group[0]
    invoice = first.invoice or terms.invoice
    references = [Typed("inv", invoice)] if invoice else []
    for entry in group:
        if po := entry.po or terms.po:
            references.append(Typed("po", po))
        if entry.delivery:
            references.append(Typed("desadv", entry.delivery))
    days = [entry.day for entry in group if entry.day]
    moments = [entry.shipped_at for entry in group if entry.shipped_at]
    told = dict(first.parties)
    seller = _known_party(terms.seller, told, "seller")
    buyer = _known_party(terms.buyer, told, "buyer")
    parts = (seller.id if seller else "", *map(str, _group_key(first, terms)))
    return Notice(
        "/".join(parts),
        _goods(group, findings),
        day=min(days, default=terms.day),
        shipped_at=min(moments, default=None),
        seller=seller,
        buyer=buyer,
        ship_from=_party(told, "ship_from", seller, buyer),
        ship_to=_party(told, "ship_to", buyer, seller),
        references=tuple(dict.fromkeys(references)),
        direct_purchase=told.get("direct_purchase", ""),
    )


def _known_party(known: Place | None, told: Told, role: str) -> Place | None:
    """A party a person named, in the words of the table (581(26)(I), (J)).

    A buyer with another GLN is somebody else. Of the address book's address only that
    of the same name is kept.
    """
    name, gln = told.get(role, ""), told.get(f"{role}_gln", "")
    if not known or not (name or gln):
        return known
    if role == "buyer" and gln and known.gln and gln != known.gln:
        return Place(place_id(gln, name), gln, name)
    if name and words_of(name) != words_of(known.name):
        return Place(known.id, gln or known.gln, name)
    return replace(known, name=name or known.name, gln=gln or known.gln)


def _party(told: Told, role: str, *known: Place | None) -> Place | None:
    """Where goods leave or go to: a party that is known already, or another place."""
    name, gln = told.get(role, ""), told.get(f"{role}_gln", "")
    if not name and not gln:
        return None
    for place in filter(None, known):
        same_name = name and words_of(name) == words_of(place.name)
        if (gln and gln == place.gln) or (same_name and not (gln and place.gln)):
            return place
    return Place(place_id(gln, name), gln, name)


def _goods(group: Sequence[Entry], findings: list[Finding]) -> tuple[Goods, ...]:
    counts: dict[LineKey, int] = defaultdict(int)
    serials: dict[LineKey, list[str]] = defaultdict(list)
    for entry in group:
        key = (entry.gtin, entry.lot, entry.expiry)
        if entry.serial:
            serials[key].append(entry.serial)
            counts[key] += 0
        else:
            counts[key] += entry.quantity
    goods = []
    for key, count in counts.items():
        if count and serials[key]:
            # the readers of quantities take a count beside serials as their sum
            findings.append(finding("TABLE_COUNT_IS_SUMMARY", "file", lot=key[1]))
            count = 0
        goods.append(Goods(*key, count, tuple(serials[key])))
    return tuple(goods)


def compare(notice: Notice, earlier: Earlier) -> tuple[str, Notice]:
    """How a notice stands to what came of the same invoice before.

    ``same``: nothing new. ``covers``: it says all that was said and more, and takes
    its place. ``rest``: it says a part; the notice given back holds what is new.
    """
    told = {
        (g.gtin, g.lot, g.expiry): g.quantity + len(g.serials) for g in notice.goods
    }
    serials = {(g.gtin, serial) for g in notice.goods for serial in g.serials}
    if told == dict(earlier.lines) and serials <= earlier.serials:
        return SAME, notice
    enough = all(told.get(key, 0) >= count for key, count in earlier.lines.items())
    if enough and earlier.serials <= serials:
        return COVERS, notice
    goods = tuple(filter(None, (_rest(g, earlier) for g in notice.goods)))
    return (REST if goods else SAME), replace(notice, goods=goods)


def _rest(goods: Goods, earlier: Earlier) -> Goods | None:
    """What of these goods was not told before."""
    known = earlier.lines.get((goods.gtin, goods.lot, goods.expiry), 0)
    if goods.serials:
        new = tuple(s for s in goods.serials if (goods.gtin, s) not in earlier.serials)
        if known and all(gtin != goods.gtin for gtin, _serial in earlier.serials):
            # counted before without serials: only what goes beyond the count is new
            new = new[known:]
        return replace(goods, serials=new) if new else None
    left = goods.quantity - known
    return replace(goods, quantity=left) if left > 0 else None


def header_of(
    form: str, entries: Iterable[Entry], notices: Sequence[Notice], terms: Terms
) -> Header:
    """What the table says as a whole."""
    items: dict[str, Item] = {}
    for entry in entries:
        if entry.gtin not in items:
            texts: dict[str, Any] = dict(entry.texts)
            ndc = texts.pop("ndc", "")
            items[entry.gtin] = Item(
                f"01{entry.gtin}",
                entry.gtin,
                ndc=ndc,
                ndc_type="US_FDA_NDC" if ndc else "",
                **texts,
            )
    places: dict[str, Place] = {}
    for notice in notices:
        for place in notice.places:
            places.setdefault(place.id, place)
    return Header(
        form,
        sender=terms.seller.id if terms.seller else "",
        receiver=terms.buyer.id if terms.buyer else "",
        statement=terms.statement,
        legal_notice=terms.words,
        items=tuple(items.values()),
        places=tuple(places.values()),
    )
