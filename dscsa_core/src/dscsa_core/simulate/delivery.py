"""One delivery: the seller's file and the labels of what really lies in the tote."""

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..epcis.make import Node, Terms, shipment
from ..epcis.model import Header, Item, Place, Typed
from ..epcis.writer import write_document
from ..gs1.epc_encode import gtin_pattern_uri, sgln_uri
from ..gs1.keys import Gln
from .draft import PREFIX_LENGTH, Address, Draft, Pack, gtin_of, place_of
from .faults import FAULTS, Fault

_ADDRESS: Address = {
    "street": "1 Mill Lane",
    "city": "Concord",
    "state": "NH",
    "zip": "03301",
    "country": "US",
}
_GROUP_SEPARATOR = "\x1d"
_LABELS = ("scan", "gtin", "serial", "lot", "expiry", "product")


@dataclass(frozen=True)
class Options:
    """What to deliver. ``now`` is aware; names and numbers may be one's own.

    ``buyer_gln`` empty: an invented pharmacy is named, whose number is nobody's.
    """

    now: datetime
    packages: int = 12
    seed: int = 1
    faults: tuple[str, ...] = ()
    seller: str = "Sample Wholesale"
    buyer: str = "Sample Pharmacy"
    buyer_gln: str = ""
    po: str = ""
    invoice: str = ""
    per_lot: int = 4


@dataclass(frozen=True)
class Delivery:
    """The files of one delivery: name → bytes, and what each fault must lead to."""

    files: dict[str, bytes]
    faults: tuple[Fault, ...]
    labels: tuple[str, ...]
    packs: tuple[Pack, ...]
    tote: tuple[Pack, ...]
    file_name: str
    po: str


def make(options: Options) -> Delivery:
    """A delivery; ValueError for an unknown fault or too few packages."""
    unknown = [name for name in options.faults if name not in FAULTS]
    if unknown:
        raise ValueError(f"unknown fault: {', '.join(unknown)}")
    if options.packages < 2 + len(options.faults):
        raise ValueError("too few packages: two more than faults are needed")
    draft = _draft(options)
    faults = tuple(FAULTS[name] for name in dict.fromkeys(options.faults))
    for fault in faults:
        fault.apply(draft)
    name = f"{draft.invoice}.xml"
    folder = "later/" if draft.comes_later else ""
    labels = tuple(map(label_of, draft.tote))
    files = {
        f"{folder}{name}": _document(draft),
        "labels.csv": _label_table(draft),
        "README.txt": _readme(options, draft, faults, folder + name).encode(),
    }
    return Delivery(
        files,
        faults,
        labels,
        tuple(draft.packs),
        tuple(draft.tote),
        folder + name,
        draft.po,
    )


def label_of(pack: Pack) -> str:
    """What a scanner sends for the square code of a package."""
    expiry = pack.expiry.strftime("%y%m%d")
    serial = f"{pack.serial}{_GROUP_SEPARATOR}"
    return f"]d201{pack.gtin}21{serial}17{expiry}10{pack.lot}"


def _draft(options: Options) -> Draft:
    rng = random.Random(options.seed)  # noqa: S311 - nothing secret is drawn
    shipped_at = options.now.replace(microsecond=0) - timedelta(days=1)
    number = f"{rng.randrange(10**6):06d}"
    draft = Draft(
        rng=rng,
        seller=place_of(8700001, options.seller, **_ADDRESS),
        buyer=_buyer(options),
        shipped_at=shipped_at,
        created=shipped_at,
        po=options.po or f"SIM-{number}",
        invoice=options.invoice or f"SIM{number}",
        items=[],
        packs=[],
        tote=[],
    )
    kinds = -(-options.packages // options.per_lot)
    draft.items = [_item(kind + 1) for kind in range(kinds)]
    expiry = (options.now + timedelta(days=730)).date().replace(day=28)
    left = options.packages
    for item in draft.items:
        lot = draft.lot()
        for _one in range(min(options.per_lot, left)):
            draft.packs.append(Pack(item.gtin, draft.serial(), lot, expiry))
        left -= options.per_lot
    draft.tote = list(draft.packs)
    return draft


def _buyer(options: Options) -> Place:
    if not options.buyer_gln:
        return place_of(7600001, options.buyer, **_ADDRESS)
    gln = Gln.parse(options.buyer_gln).value
    uri = sgln_uri(gln, PREFIX_LENGTH)
    return Place(uri, gln=gln, name=options.buyer, **_ADDRESS)


def _item(number: int) -> Item:
    gtin = gtin_of(100 + number)
    return Item(
        gtin_pattern_uri(gtin, PREFIX_LENGTH),
        gtin=gtin,
        name="Samplamol",
        ndc=f"99999-{gtin[8:12]}-{gtin[12]}",
        ndc_type="US_FDA_NDC",
        manufacturer="Sample Labs",
        dosage_form="TABLET",
        strength=f"{number}0 mg",
        container_size="100 tablets",
    )


def _document(draft: Draft) -> bytes:
    terms = Terms(
        draft.shipped_at - timedelta(days=30),
        draft.shipped_at,
        "-05:00",
        draft.seller.id,
        draft.buyer.id,
        references=tuple(_references(draft)),
    )
    nodes = [Node(pack.uri, pack.lot, pack.expiry) for pack in draft.packs]
    events = list(shipment([Node(draft.sscc, children=tuple(nodes))], terms))
    for change in draft.event_changes:
        events = change(events)
    sender = draft.sender or draft.seller
    header = Header(
        "xml",
        created=draft.created,
        sender=sender.id,
        receiver=draft.buyer.id,
        instance_id=f"{draft.invoice}-1",
        statement=draft.statement,
    )
    places = [draft.seller, draft.buyer, *([draft.sender] if draft.sender else ())]
    out = io.BytesIO()
    write_document(out, header=header, items=draft.items, places=places, events=events)
    text = out.getvalue().decode()
    for alter in draft.text_changes:
        text = alter(text)
    return text.encode()


def _references(draft: Draft) -> Iterable[Typed]:
    for kind, number, party in (
        ("po", draft.po, draft.buyer),
        ("inv", draft.invoice, draft.seller),
    ):
        if number:
            yield Typed(kind, f"urn:epcglobal:cbv:bt:{party.gln}:{number}")


def _label_table(draft: Draft) -> bytes:
    """A row a package in the tote; ``scan`` is what a scanner sends, <GS> as such."""
    names = {item.gtin: item.name for item in draft.items}
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_LABELS)
    for pack in draft.tote:
        scan = label_of(pack).replace(_GROUP_SEPARATOR, "<GS>")
        day = pack.expiry.isoformat()
        name = names.get(pack.gtin, "")
        table.writerow((scan, pack.gtin, pack.serial, pack.lot, day, name))
    return out.getvalue().encode()


def _readme(
    options: Options, draft: Draft, faults: tuple[Fault, ...], name: str
) -> str:
    lines = [
        f"Delivery of {draft.seller.name} to {draft.buyer.name}, invented.",
        f"Order {draft.po or '(none)'}, invoice {draft.invoice}, seed {options.seed}.",
        f"{len(draft.packs)} packages announced in {name},",
        f"{len(draft.tote)} packages in the tote: labels.csv, one a row.",
        "",
    ]
    if draft.comes_later:
        lines += ["Receive the tote first; take the file in afterwards.", ""]
    if not faults:
        lines.append("Nothing is wrong with it.")
    for fault in faults:
        lines += [f"{fault.name}: {fault.what}", f"  must give {fault.code}"]
        lines.append(f"  {fault.seen_by}")
    return "\n".join(lines) + "\n"
