"""Rules over one document: is its transaction data (TI/TS) whole and believable?

Pure generators over values; ``today`` and ``now`` come from the caller. Each rule
stands for a row of the fault table (requirements 4.10) or of FDCA s.581(26), (27).
What the reader and the digest found themselves is not repeated here.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from ..catalogue import finding
from ..epcis.digest import Digest
from ..epcis.model import Header
from ..epcis.parties import Party, Places
from ..epcis.transactions import Line, Transaction
from ..finding import Finding
from ..gs1.keys import check_digit, is_digits
from ..notice.model import PLAIN_FORMATS
from ..tally import KEPT, group
from .amounts import check_amounts

STALE_DAYS = 90
CLOCK_SKEW = timedelta(hours=1)
_NAMED_GTINS = 20
_ROLES = ("seller", "buyer", "ship_from", "ship_to")


def check_document(
    header: Header,
    digest: Digest,
    transactions: Sequence[Transaction],
    today: date,
    now: datetime,
) -> Iterator[Finding]:
    """All findings of the rules of this module; ``now`` is aware."""
    yield from check_header(header, transactions)
    yield from check_times(digest, transactions, today, now)
    if not transactions and digest and not digest.withdrawals:
        yield finding("NO_SHIPMENT")
    plain = header.format in PLAIN_FORMATS
    for transaction in transactions:
        yield from check_parties(transaction, plain=plain)
        yield from check_contents(digest, transaction, plain=plain)
        yield from check_lots(digest, transaction, today)
        yield from check_complete(transaction)
    yield from check_master_data(transactions)


def _is_return(transaction: Transaction) -> bool:
    """Goods going back owe no statement: FD&C Act 582(c)(1)(B)(i), (d)(1)(C)(i)."""
    types = {reference.type for reference in transaction.references}
    return transaction.disposition == "returned" or "rma" in types


def check_header(
    header: Header, transactions: Sequence[Transaction]
) -> Iterator[Finding]:
    """The statement is there and affirmed; the sender has to do with the goods."""
    if not transactions:
        return
    if header.statement is None and not all(map(_is_return, transactions)):
        yield finding("STATEMENT_MISSING", "header")
    elif header.statement is False:
        yield finding("STATEMENT_NEGATIVE", "header")
    sender = Places(header.places).party(header.sender) if header.sender else None
    for transaction in transactions:
        parties = transaction.parties
        known = {
            party.gln
            for party in (parties.seller, parties.ship_from, parties.shipper)
            if party
        }
        if sender and sender.gln and parties.seller and sender.gln not in known:
            yield finding(
                "SENDER_MISMATCH",
                _place(transaction),
                sender=sender.name or sender.id,
                seller=parties.seller.name or parties.seller.id,
            )


def check_times(
    digest: Digest, transactions: Sequence[Transaction], today: date, now: datetime
) -> Iterator[Finding]:
    """Nothing of tomorrow; old shipments are named."""
    latest = digest.latest_time
    if latest and latest > now + CLOCK_SKEW:
        yield finding("FUTURE_TIME", date=latest.date())
    for transaction in transactions:
        age = (today - transaction.date).days if transaction.date else 0
        if age > STALE_DAYS:
            yield finding(
                "STALE_EVENT", _place(transaction), date=transaction.date, days=age
            )


def check_parties(
    transaction: Transaction, *, plain: bool = False
) -> Iterator[Finding]:
    """Seller and buyer with name and address; location numbers that are numbers.

    ``plain`` formats need not name parties by number.
    """
    place = _place(transaction)
    for role in _ROLES:
        party = getattr(transaction, role)
        if party and (not plain or is_digits(party.id)):
            yield from _check_number(party, role, place)
        elif not party and role in ("seller", "buyer"):
            yield finding("PARTY_MISSING", place, role=role)
    buyer = transaction.buyer
    if buyer and transaction.parties.buyer_of_header:
        name = buyer.name or buyer.id
        yield finding("BUYER_FROM_HEADER", place, name=name)
    for role in ("seller", "buyer"):
        party = getattr(transaction, role)
        if party and not party.has_address:
            yield finding("ADDRESS_MISSING", place, role=role, id=party.id)
    seller, shipper = transaction.seller, transaction.parties.shipper
    # who else ships differs from the seller only where one is named
    if seller and shipper and transaction.drop_shipment is None:
        name = seller.name or seller.id
        yield finding("DROPSHIP_FLAG_MISSING", place, seller=name)


def _check_number(party: Party, role: str, place: str) -> Iterator[Finding]:
    digits = party.id
    if is_digits(digits) and len(digits) == 12:
        # Never padded silently: the zero may be lost, or another digit.
        proposal = f"0{digits}"
        if check_digit(proposal[:-1]) == int(proposal[-1]):
            yield finding("ZERO_STRIPPED", place, value=digits, proposal=proposal)
            return
    if party.fault or is_digits(digits) and not party.gln:
        fault = party.fault or "gs1.gln.length"
        yield finding("GLN_CHECKDIGIT", place, gln=digits, role=role, fault=fault)
    elif not party.gln:
        yield finding("GLN_MISSING", place, role=role, value=digits)


def check_contents(
    digest: Digest, transaction: Transaction, *, plain: bool = False
) -> Iterator[Finding]:
    """What was shipped is told down to the package, and where it comes from.

    ``plain`` formats never tell how packages came into being.
    """
    place, keys = _place(transaction), digest.keys
    for code, numbers in (
        ("CHILD_MISSING", transaction.sealed),
        ("SSCC_ORPHAN", transaction.empty),
        (
            "SERIAL_NOT_COMMISSIONED",
            array("i", () if plain else digest.uncommissioned(transaction.packages)),
        ),
    ):
        if numbers:
            yield group(code, (keys[number] for number in numbers), place)
    yield from _check_levels(digest, transaction)
    yield from check_amounts(digest, transaction, place)
    by_lot = sum(line.quantity - line.serials for line in transaction.lines)
    if by_lot:
        yield finding("TI_LOT_LEVEL", place, count=by_lot)


def _check_levels(digest: Digest, transaction: Transaction) -> Iterator[Finding]:
    """Case sizes that differ, logistic units that hold cases and packages."""
    mixed: list[str] = []
    sizes: dict[str, dict[int, int]] = {}
    for node in transaction.nodes:
        inside = digest.children_of(node)
        if not inside:
            continue
        if digest.kind(node) == "sgtin":
            sizes.setdefault(digest.gtin(node), {})[node] = len(inside)
        elif len({digest.gtin(child)[:1] in ("", "0") for child in inside}) > 1:
            mixed.append(digest.keys[node])
    if mixed:
        yield group("LEVELS_MIXED", mixed, _place(transaction))
    for cases in sizes.values():
        yield from _check_sizes(digest, cases, _place(transaction))


def _check_sizes(
    digest: Digest, cases: dict[int, int], place: str
) -> Iterator[Finding]:
    usual = Counter(cases.values()).most_common(1)[0][0]
    odd = [number for number, size in cases.items() if size != usual]
    if odd and len(cases) > 2:
        size, keys = cases[odd[0]], (digest.keys[number] for number in odd)
        yield group("CASE_QTY_DIFF", keys, place, expected=usual, found=size)


def check_lots(
    digest: Digest, transaction: Transaction, today: date
) -> Iterator[Finding]:
    """Every container has a lot and an expiry, and is not past it.

    A package is usable through the last day of the date shown.
    """
    place, shipped = _place(transaction), transaction.date or today
    for code, lines in (
        ("LOT_MISSING", [line for line in transaction.lines if not line.lot]),
        ("EXPIRY_MISSING", [line for line in transaction.lines if not line.expiry]),
    ):
        if lines:
            yield _missing(code, digest, transaction, lines)
    for line in transaction.lines:
        facts = {"lot": line.lot, "expiry": line.expiry, "gtin": line.gtin}
        if line.expiry and line.expiry < shipped:
            yield finding("EXPIRED_SHIPPED", place, count=line.quantity, **facts)
        elif line.expiry and line.expiry < today:
            product = line.name or line.gtin
            yield finding("EXPIRED", place, product=product, **facts)


def _missing(
    code: str, digest: Digest, transaction: Transaction, lines: list[Line]
) -> Finding:
    """One finding over the packages of these lines, lot-level ones counted too."""
    numbers = {transaction.lines.index(line) for line in lines}
    pairs = zip(transaction.packages, transaction.line_of, strict=True)
    keys = [digest.keys[package] for package, line in pairs if line in numbers]
    if not keys:
        keys = [line.gtin for line in lines]
    found = group(code, keys[: KEPT + 1], _place(transaction))
    count = sum(line.quantity for line in lines)
    return finding(code, found.place, **{**found.facts, "count": count})


def check_complete(transaction: Transaction) -> Iterator[Finding]:
    """Items E, F and I, J of TI (FDCA s.581(26)); orders help, but are no TI."""
    missing = [role for role in ("seller", "buyer") if not getattr(transaction, role)]
    if any(not line.lot for line in transaction.lines):
        missing.append("lot")
    if any(not line.expiry for line in transaction.lines):
        missing.append("expiry")
    if not transaction.lines or transaction.sealed or transaction.empty:
        missing.append("number of packages")
    if transaction.uncounted or transaction.others:
        missing.append("packages of things that have no GTIN")
    if not transaction.date:
        missing.append("date")
    if missing:
        yield finding("TI_INCOMPLETE", _place(transaction), missing=", ".join(missing))
    if not transaction.po:
        yield finding("PO_MISSING", _place(transaction))


def check_master_data(transactions: Iterable[Transaction]) -> Iterator[Finding]:
    """Items A to D of TI: name, strength and form, NDC, container size, per GTIN."""
    lines = {line.gtin: line for tx in transactions for line in tx.lines}
    poor = []
    for gtin, line in lines.items():
        texts = {
            "name": line.name,
            "NDC": line.ndc,
            "strength": line.strength,
            "dosage form": line.dosage_form,
            "container size": line.container_size,
        }
        missing = ", ".join(name for name, text in texts.items() if not text)
        if missing:
            poor.append((gtin, missing))
    for gtin, missing in poor[:_NAMED_GTINS]:
        yield finding("MASTERDATA_MISSING", gtin=gtin, missing=missing)
    if len(poor) > _NAMED_GTINS:
        rest = [gtin for gtin, _missing in poor[_NAMED_GTINS:]]
        names = ", ".join(rest[:KEPT])
        yield finding("MASTERDATA_MISSING", gtin=names, missing="data")


def _place(transaction: Transaction) -> str:
    return f"event {transaction.position}"
