"""Ship notices as an X12 856, for tests, demonstrations and training.

Writes what ``reader`` reads, in the segments of the HDA guideline: shipment, order,
totes, items with lot (REF LT), expiry (DTM 036) and serials (REF SE).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..epcis.model import Place
from ..gs1.ndc import candidates, ndc10_of_gtin
from ..notice.model import Goods, Notice

STATEMENT = (
    "Seller has complied with each applicable subsection of FDCA Sec. 581(27)(A)-(G)."
)
_PAPERS = {"inv": "IV", "bol": "BM"}


@dataclass(frozen=True, slots=True)
class Style:
    """How the interchange looks. ``version`` is GS08; ``statement`` the word in YNQ02
    ("" leaves the segment out).
    """

    version: str = "004010"
    element: str = "*"
    component: str = ">"
    repetition: str = "^"
    segment: str = "~\n"
    sender: str = "BROOKDRUG"
    receiver: str = "ELMSTREET"
    control: int = 1
    usage: str = "P"
    purpose: str = "00"
    statement: str = "Y"
    names: bool = True


def write_interchange(notices: Sequence[Notice], style: Style | None = None) -> str:
    """One ISA with one GS holding a set for each notice."""
    style = style or Style()
    made = notices[0].shipped_at if notices else None
    made = made or datetime(2026, 1, 5, 9, 30)
    lines = [_isa(style, made), _gs(style, made)]
    for number, notice in enumerate(notices, 1):
        body = [("ST", "856", f"{number:04d}"), *_notice(notice, style, made)]
        lines += [*body, ("SE", str(len(body) + 1), f"{number:04d}")]
    lines.append(("GE", str(len(notices)), str(style.control)))
    lines.append(("IEA", "1", f"{style.control:09d}"))
    return "".join(_line(line, style) for line in lines)


def _line(parts: Iterable[str], style: Style) -> str:
    text = style.element.join(parts)
    head, _isa_sign, _rest = text.partition(style.element)
    return (text if head == "ISA" else text.rstrip(style.element)) + style.segment


def _isa(style: Style, made: datetime) -> tuple[str, ...]:
    modern = style.version >= "00402"
    return (
        *("ISA", "00", " " * 10, "00", " " * 10),
        *("ZZ", f"{style.sender:15}", "ZZ", f"{style.receiver:15}"),
        *(made.strftime("%y%m%d"), made.strftime("%H%M")),
        *(style.repetition if modern else "U", f"{style.version[:5]}"),
        *(f"{style.control:09d}", "0", style.usage, style.component),
    )


def _gs(style: Style, made: datetime) -> tuple[str, ...]:
    return (
        *("GS", "SH", style.sender, style.receiver, made.strftime("%Y%m%d")),
        *(made.strftime("%H%M"), str(style.control), "X", style.version),
    )


def _notice(notice: Notice, style: Style, made: datetime) -> list[tuple[str, ...]]:
    number = notice.number.rpartition("/")[2]
    day, clock = made.strftime("%Y%m%d"), made.strftime("%H%M")
    lines: list[tuple[str, ...]] = [("BSN", style.purpose, number, day, clock, "0001")]
    levels = _Levels()
    shipment = levels.open(lines, 0, "S")
    if notice.shipped_at:
        lines.append(("DTM", "011", day, clock, "UT"))
    if notice.day:
        lines.append(("DTM", "003", notice.day.strftime("%Y%m%d")))
    lines += _parties(notice)
    if style.statement:
        lines.append(("YNQ", "", style.statement, "", "", STATEMENT))
    for order, goods in _orders(notice):
        around = levels.open(lines, shipment, "O")
        lines.append(("PRF", order))
        lines += _papers(notice)
        _pack(lines, levels, around, notice, goods, style)
    return lines


def _parties(notice: Notice) -> Iterator[tuple[str, ...]]:
    for code, place in (
        ("SE", notice.seller),
        ("BY", notice.buyer),
        ("SF", notice.ship_from),
        ("ST", notice.ship_to),
    ):
        if place:
            yield from _party(code, place)


def _papers(notice: Notice) -> Iterator[tuple[str, ...]]:
    for reference in notice.references:
        if reference.type in _PAPERS:
            yield "REF", _PAPERS[reference.type], reference.value


class _Levels:
    """Numbers the HL segments."""

    def __init__(self) -> None:
        self.count = 0

    def open(self, lines: list, parent: int, kind: str) -> int:
        self.count += 1
        lines.append(("HL", str(self.count), str(parent or ""), kind))
        return self.count


def _orders(notice: Notice) -> list[tuple[str, list[Goods]]]:
    if notice.orders:
        return [
            (order, [notice.goods[index] for index in own])
            for order, own in notice.orders
        ]
    numbers = [ref.value for ref in notice.references if ref.type == "po"]
    return [(numbers[0] if numbers else "", list(notice.goods))]


def _pack(
    lines: list,
    levels: _Levels,
    order: int,
    notice: Notice,
    goods: Iterable[Goods],
    style: Style,
) -> None:
    outer = {inner: unit for unit, inner in notice.packing}
    opened: dict[str, int] = {}

    def unit(sscc: str) -> int:
        if not sscc:
            return order
        if sscc not in opened:
            around = unit(outer.get(sscc, ""))
            kind = "P" if sscc in outer else "T"
            opened[sscc] = levels.open(lines, around, kind)
            lines.append(("MAN", "GM", f"00{sscc}"))
        return opened[sscc]

    for each in goods:
        levels.open(lines, unit(each.holder), "I")
        lines += _item(each, style)


def _item(goods: Goods, style: Style) -> list[tuple[str, ...]]:
    ten = ndc10_of_gtin(goods.gtin)
    ndc = ("N4", candidates(ten)[0].ndc11 or ten) if ten else ()
    count = goods.quantity + len(goods.serials)
    lines: list[tuple[str, ...]] = [
        ("LIN", "", "UK", goods.gtin, *ndc),
        ("SN1", "", str(count), "EA"),
    ]
    if style.names:
        lines.append(("PID", "F", "08", "", "", f"Drug {goods.gtin[-5:]}"))
    if goods.lot:
        lines.append(("REF", "LT", goods.lot))
    lines += [("REF", "SE", serial) for serial in goods.serials]
    if goods.expiry:
        lines.append(("DTM", "036", goods.expiry.strftime("%Y%m%d")))
    return lines


def _party(code: str, place: Place) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [
        ("N1", code, place.name, *(("UL", place.gln) if place.gln else ()))
    ]
    if place.street:
        lines.append(("N3", place.street, place.street2))
        lines.append(("N4", place.city, place.state, place.zip, place.country))
    return lines
