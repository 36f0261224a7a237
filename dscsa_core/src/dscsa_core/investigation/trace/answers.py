"""What a response answers of a request, item by item, and the chain of firms in it.

What a sender calls complete is not taken for it: each item is looked for, and one that
is not there was not answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ...errors import Gs1Error
from ...gs1.ndc import candidates, ndc10_of_gtin
from .message import Answered, Item, Party, Request, Response, Transaction
from .shapes import FOUND, RESULTS

UNANSWERED = "unanswered"
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One item that was asked about. ``result`` of RESULTS, or UNANSWERED."""

    item: Item
    result: str
    why: str = ""
    transactions: tuple[Transaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One change of ownership in a chain. ``gap``: its seller is not the buyer of the
    hop before, so somebody in between is not told.
    """

    transaction: Transaction
    gap: bool


def answers(request: Request, response: Response) -> tuple[ItemAnswer, ...]:
    """An answer for each item of the request, in its order: forty for forty.

    A response to another request, of another kind (drill or not), or a refusal,
    answers none. Of two answers to one item that differ none counts.
    """
    told: dict[_Key, Answered | None] = {}
    for each in () if faults_of(request, response) else response.items:
        for key in _keys_told(each.item):
            is_same_answer = told.setdefault(key, each) == each
            told[key] = each if is_same_answer else None
    return tuple(_answer_to(item, told) for item in request.items)


def _answer_to(item: Item, told: dict[_Key, Answered | None]) -> ItemAnswer:
    found = next((told[key] for key in _keys_asked(item) if key in told), None)
    if found is None or found.result not in RESULTS:
        return ItemAnswer(item, UNANSWERED)
    if found.result == FOUND and not found.transactions:
        # found, and nothing told of it
        return ItemAnswer(item, UNANSWERED, found.why)
    return ItemAnswer(item, found.result, found.why, found.transactions)


def _keys_told(item: Item) -> Iterator[_Key]:
    if item.gtin:
        yield "gtin", item.gtin, item.serial
        for digits in _ndc_in(item.gtin):
            yield "unit", digits, item.serial
        return
    for digits in _ndc_of(item.ndc):
        yield "ndc", digits, item.serial


def _keys_asked(item: Item) -> Iterator[_Key]:
    """A case and its packages have one NDC: where both name a GTIN, it decides."""
    if item.gtin:
        yield "gtin", item.gtin, item.serial
        for digits in _ndc_in(item.gtin):
            yield "ndc", digits, item.serial
        return
    for digits in _ndc_of(item.ndc):
        yield "ndc", digits, item.serial
        yield "unit", digits, item.serial


def _ndc_in(gtin: str) -> list[str]:
    """The ten digits in the GTIN of a single package."""
    with suppress(Gs1Error):
        digits = ndc10_of_gtin(gtin) if gtin.startswith("0") else None
        return [digits] if digits else []
    return []


def _ndc_of(ndc: str) -> list[str]:
    with suppress(Gs1Error):
        return list(dict.fromkeys(code.digits for code in candidates(ndc)))
    return [ndc]


def faults_of(request: Request, response: Response) -> tuple[str, ...]:
    """Codes of why a response answers nothing of a request; empty: it may."""
    found = []
    if response.request_id != request.request_id:
        found.append("trace.other_request")
    if response.is_test != request.is_test:
        found.append("trace.drill")
    if response.status == "refused":
        found.append("trace.refused")
    return tuple(found)


def is_complete(found: Sequence[ItemAnswer]) -> bool:
    """Whether every item was found, with its transactions."""
    return bool(found) and all(each.result == FOUND for each in found)


def status_of(found: Sequence[ItemAnswer]) -> str:
    """complete, partial or not_found, by what the items say."""
    if is_complete(found):
        return "complete"
    return "partial" if any(each.result == FOUND for each in found) else "not_found"


# the chain ---------------------------------------------------------------------------
def chain(transactions: Iterable[Transaction]) -> tuple[Hop, ...]:
    """The hops from the first known owner to the last, each once.

    A hop follows the one whose buyer is its seller; where none does, by date, with a
    gap. Firms are the same by GLN, or by name where one has none. Two hops that lead
    on from one firm (two sales of one package) both stay, the second with a gap.
    """
    left = sorted(dict.fromkeys(transactions), key=_by_day)
    hops: list[Hop] = []
    while left:
        owner = hops[-1].transaction.buyer if hops else None
        following = [each for each in left if owner and is_same(owner, each.seller)]
        each = following[0] if following else _first(left)
        left.remove(each)
        hops.append(Hop(each, bool(hops) and not following))
    return tuple(hops)


def firms(hops: Sequence[Hop]) -> tuple[Party | None, ...]:
    """The firms of a chain in order; None stands for those nobody told of."""
    found: list[Party | None] = []
    for hop in hops:
        if hop.gap:
            found.append(None)
        if hop.gap or not found:
            found.append(hop.transaction.seller)
        found.append(hop.transaction.buyer)
    return tuple(found)


def is_same(one: Party, other: Party) -> bool:
    """Whether two parties are one firm: by GLN where both have one, else by name."""
    if one.gln and other.gln:
        return one.gln == other.gln
    names = [" ".join(each.name.casefold().split()) for each in (one, other)]
    return bool(names[0]) and names[0] == names[1]


def _first(left: Sequence[Transaction]) -> Transaction:
    """The earliest one whose seller bought from nobody else in the list."""
    for each in left:
        if not any(
            is_same(other.buyer, each.seller) for other in left if other != each
        ):
            return each
    return left[0]


def _by_day(each: Transaction) -> tuple[bool, str]:
    day = each.transaction_date or each.shipment_date
    return day is None, day.isoformat() if day else ""
