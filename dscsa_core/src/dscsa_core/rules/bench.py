"""What the bench compares: the label, what the register knows, what came with it."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..finding import Finding
from ..gs1.ndc import ndc_in_words
from ..investigation.watching import Watchlist
from ..recall.opened import OpenRecalls

Lot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A package on the bench: what its label says. Empty text: not on the label.

    ``booked``: when its lot runs out by our own stock, where the lot is known there.
    ``is_ours``: a product of the company stands for it.
    """

    key: str
    item: str
    product: str = ""
    gtin: str = ""
    serial: str = ""
    lot: str = ""
    expiry: date | None = None
    needs_expiry: bool = False
    booked: date | None = None
    is_ours: bool = True

    @property
    def name(self) -> str:
        """What people call it: the product, else its NDC."""
        return self.product or ndc_in_words(self.gtin)


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds about the key. ``status`` as in the register.

    ``announced``: by TI/TS of this very delivery. ``has_data``: by any TI/TS.
    ``same_seller``: whoever had it last is the seller of this delivery (also when
    nobody is known). ``denied``: its TI/TS denies the statement. ``told``: a state of
    ``epcis.told`` the sender tells of it. ``withdrawn``: how
    the seller took it back (``void``, ``declared``, ``retired``), empty if not.
    ``proof`` is its TI/TS and ``ti`` the name; ``doubt`` says why it is not this
    delivery's, ``about`` whom that concerns. ``in_doubt``: what a person said is odd
    about it, ``watched`` what a warning says of it, while nobody decided.
    """

    status: str = "announced"
    lot: str = ""
    expiry: date | None = None
    announced: bool = False
    has_data: bool = False
    same_seller: bool = True
    denied: bool = False
    told: str = ""
    seller: str = ""
    since: date | None = None
    receipt: str = ""
    withdrawn: str = ""
    withdrawn_by: str = ""
    withdrawn_on: date | None = None
    proof: str = ""
    ti: str = ""
    doubt: str = ""
    about: str = ""
    hold: str = ""
    in_doubt: str = ""
    watched: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came with the goods. ``quantities`` counts announced containers.

    ``by_lot``: lots whose TI names no serials (lawful for lot-level TI). ``expiries``:
    the dates told of lots.
    ``has_lines``: at least one proof lists what was sent; a portal or paper proof
    without lines proves the delivery but announces nothing that could be missed.
    ``samples``: goods that are samples; nobody owes TI/TS for them.
    ``recalled``: the open recalls of the company, ``watched``: the warnings of suspect
    product. ``withdrawn``: who took the TI/TS of
    a lot back, and when. ``by_proof``, ``by_goods``: what the files themselves are
    marked for, by TI/TS and by GTIN. ``told_lots``: states told of a (GTIN, lot) as a
    whole, of all its lots where the lot is empty.
    """

    today: date
    seller: str = ""
    short_dated_days: int = 0
    has_proof: bool = False
    has_lines: bool = False
    quantities: Mapping[Lot, int] = field(default_factory=dict)
    by_lot: frozenset[Lot] = frozenset()
    expiries: Mapping[Lot, frozenset[date]] = field(default_factory=dict)
    samples: Container[str] = frozenset()
    recalled: OpenRecalls = OpenRecalls()
    watched: Watchlist = field(default_factory=Watchlist)
    withdrawn: Mapping[Lot, tuple[str, date | None]] = field(default_factory=dict)
    by_proof: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    by_goods: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    told_lots: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def items(self) -> frozenset[str]:
        """Goods that are announced in any lot."""
        return frozenset(item for item, _lot in self.quantities)

    def told(self, item: str, lot: str) -> Lot | None:
        """The announced goods that goods of a lot count under; None: no such ones.

        A list without lots says nothing against the lot on the pack.
        """
        for announced in ((item, lot), (item, "")):
            if announced in self.quantities:
                return announced
        return None
