"""The case of what leaves: which evidence it needs, what is owed, by which paragraph.

FD&C Act 581(24) (what is no transaction), 581(19) (specific patient need), 582(c)(1),
(d)(1), (e)(1) (what the seller provides), 582(f) (drop shipment). What nobody knows is
said by its code; «nothing is owed» is only ever the answer of a case somebody named
and whose facts are there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalogue import finding
from ..finding import BLOCK, Finding
from . import leaving as of
from .leaving import Leaving

_BY_SELLER = {
    of.WHOLESALER: "FD&C Act 582(c)(1)(A)(ii), (iv)",
    of.PHARMACY: "FD&C Act 582(d)(1)(A)(ii)",
    of.PRACTITIONER: "FD&C Act 582(d)(1)(A)(ii)",
    of.REPACKAGER: "FD&C Act 582(e)(1)(A)(ii)",
    of.MAKER: "FD&C Act 582(b)(1)(A)(i)",
}
# saleable: 582(k)(2) ended some of it in 2023, (g)(1)(F) asks who takes it back
_RETURNED = {
    of.PHARMACY: "FD&C Act 582(d)(1)(A)(ii), (g)(1)(F)",
    of.PRACTITIONER: "FD&C Act 582(d)(1)(A)(ii), (g)(1)(F)",
    of.WHOLESALER: "FD&C Act 582(c)(1)(B), (g)(1)(F)",
    of.REPACKAGER: "FD&C Act 582(e)(1)(B), (g)(1)(F)",
}
_NONSALEABLE = {
    of.PHARMACY: "FD&C Act 582(d)(1)(C)(ii)",
    of.PRACTITIONER: "FD&C Act 582(d)(1)(C)(ii)",
    of.WHOLESALER: "FD&C Act 582(c)(1)(B)(ii)",
    of.REPACKAGER: "FD&C Act 582(e)(1)(B)(ii)",
}
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii".split()
EXEMPTIONS = {
    **{f"X{n}": f"FD&C Act 581(24)(B)({roman})" for n, roman in enumerate(_ROMAN, 1)},
    "FDA_WAIVER": "FD&C Act 582(a)(3)",
    "FIRST_RESPONDER": "FDA compliance policy on first responders",
}
# cases of their own, with evidence of their own
_NAMED = {
    "X1": of.AFFILIATE,
    "X2": of.HEALTH_GROUP,
    "X4": of.DISPENSED,
    "X7": of.OFFICE_USE,
    "X9": of.BUSINESS,
}
_NEED_WORDS = frozenset(("X3", "X12"))
_NEED_PROOF = frozenset(("X13", "FDA_WAIVER"))


@dataclass(frozen=True, slots=True)
class _Case:
    """``owed``: TI and TS; ``partner``: the other must be an authorized one."""

    paragraph: str
    owed: bool
    makes: tuple[str, ...]
    evidence: tuple[str, ...]
    we: tuple[str, ...] = of.SELLERS
    to: tuple[str, ...] = of.GETTERS
    passes: bool = True


_PARTNERS = (
    of.PHARMACY, of.PRACTITIONER, of.WHOLESALER, of.REPACKAGER, of.MAKER, of.RESPONDER,
)  # fmt: skip
# a 3PL owns nothing; a maker gives back nothing
_OWNERS = tuple(_BY_SELLER)
_BUYERS = tuple(_RETURNED)
_PROVEN = ("buyer_proven", "has_identifiers")
CASES = {
    of.SALE: _Case("", True, (of.FILE, of.PAPER), _PROVEN, _OWNERS, _PARTNERS),
    of.DROP_SHIPMENT: _Case(
        "FD&C Act 582(f)", True, (of.FILE, of.PAPER), _PROVEN,
        (of.MAKER, of.REPACKAGER, of.WHOLESALER), (of.PHARMACY, of.PRACTITIONER),
    ),
    of.DROP_SOLD: _Case(
        "FD&C Act 582(f)", False, (), ("buyer_proven", "shipper_tells"),
        (of.WHOLESALER,), (of.PHARMACY, of.PRACTITIONER),
    ),
    of.PATIENT_NEED: _Case(
        "FD&C Act 581(19), 582(d)(1)(A)(ii)", False, (of.NEED_PAGE,),
        (*_PROVEN, "prescription"), (of.PHARMACY,), (of.PHARMACY,),
    ),
    of.DISPENSED: _Case(
        EXEMPTIONS["X4"], False, (), ("prescription",),
        (of.PHARMACY, of.PRACTITIONER), (of.PATIENT, of.PRACTITIONER),
    ),
    of.OFFICE_USE: _Case(
        EXEMPTIONS["X7"], False, (of.SLIP,),
        ("practice_license", "within_cap", "has_identifiers"),
        (of.PHARMACY,), (of.PRACTITIONER,),
    ),
    of.AFFILIATE: _Case(EXEMPTIONS["X1"], False, (of.LIST,), ("control",)),
    of.HEALTH_GROUP: _Case(
        EXEMPTIONS["X2"], False, (of.LIST,), ("control",),
        to=(of.PHARMACY, of.PRACTITIONER, of.OWN),
    ),
    of.RETURN: _Case(
        "", False, (of.LIST, of.RETURN_FILE),
        ("buyer_proven", "bought_there", "invoice"), _BUYERS,
        (of.WHOLESALER, of.REPACKAGER, of.MAKER, of.PHARMACY),
    ),
    of.REVERSE: _Case(
        "", False, (of.LIST,), ("buyer_proven",), _BUYERS,
        (of.RETURNS, of.WHOLESALER, of.REPACKAGER, of.MAKER, of.LOGISTICS),
    ),
    of.BUSINESS: _Case(
        EXEMPTIONS["X9"], False, (of.LIST, of.RECORDS), ("records_go",),
        (of.PHARMACY, of.WHOLESALER), (of.PHARMACY, of.WHOLESALER),
    ),
    of.EXEMPT: _Case("", False, (of.LIST,), ("exemption",)),
    of.MOVE: _Case("FD&C Act 581(24)(A)", False, (), (), passes=False),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a delivery is. ``case`` empty and ``owes`` None: that is not known.

    ``owes``: TI and TS have to be given; ``purchase``: with the direct purchase
    statement. ``makes`` is what is handed over, ``evidence`` the names of the facts of
    ``Leaving`` the case stands on, ``findings`` what is missing or contradicts it.
    """

    case: str
    paragraph: str
    owes: bool | None
    purchase: bool = False
    makes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether nothing that is missing keeps it from being what it is said to be."""
        return bool(self.case) and not any(f.level == BLOCK for f in self.findings)


def judge(facts: Leaving) -> Verdict:
    """The case of a delivery. An unknown case stays unknown: nothing is guessed."""
    name = facts.case or _certain(facts)
    if name not in CASES:
        code = "outbound.case_other" if name else "outbound.case_unknown"
        return Verdict("", "", None, findings=(finding(code, case=name),))
    name = _NAMED.get(facts.exemption, name) if name == of.EXEMPT else name
    case = CASES[name]
    mismatch = tuple(_fits(facts, case))
    findings = (*mismatch, *_missing(facts, case), *_hints(facts, name))
    stands = not any(each.level == BLOCK for each in findings)
    owes = None
    if not mismatch and (case.owed or stands):
        # a case whose evidence is missing may be a sale after all
        owes = case.owed
    return Verdict(
        name,
        _paragraph(facts, name, case),
        owes,
        case.owed and bool(facts.bought_direct or facts.partly_direct),
        case.makes,
        case.evidence,
        findings,
    )


def _certain(facts: Leaving) -> str:
    """The only case the facts leave room for, else empty."""
    if facts.passes is False and facts.we:
        return of.MOVE
    sells = facts.we in (of.WHOLESALER, of.REPACKAGER, of.MAKER)
    if facts.passes and sells and facts.to in (of.PHARMACY, of.PRACTITIONER):
        return of.SALE
    return ""


def _fits(facts: Leaving, case: _Case) -> Iterator[Finding]:
    """Who sells to whom, and whether ownership passes at all."""
    for side, party, allowed in (
        ("we", facts.we, case.we),
        ("the other", facts.to, case.to),
    ):
        if not case.passes:
            break
        if not party:
            yield finding("outbound.case_party_unknown", side=side)
        elif party not in allowed:
            yield finding("outbound.case_parties", party=party.replace("_", " "))
    if facts.passes is None:
        yield finding("outbound.passes_unknown")
    elif facts.passes != case.passes:
        yield finding("outbound.passes")


def _missing(facts: Leaving, case: _Case) -> Iterator[Finding]:
    """Evidence that is not there; «no» and «nobody knows» have codes of their own."""
    for name in case.evidence:
        value = getattr(facts, name)
        if name == "exemption":
            yield from _exempt(facts)
        elif value is None:
            yield finding(f"outbound.{name}_unknown")
        elif value is False or isinstance(value, str) and not value.strip():
            yield finding(f"outbound.{name}")


def _exempt(facts: Leaving) -> Iterator[Finding]:
    if facts.exemption not in EXEMPTIONS:
        yield finding("outbound.exemption", value=facts.exemption)
    if facts.exemption in _NEED_WORDS and not facts.words.strip():
        yield finding("outbound.words")
    if facts.exemption in _NEED_PROOF and not facts.reason_proof.strip():
        yield finding("outbound.reason_proof")


def _hints(facts: Leaving, name: str) -> Iterator[Finding]:
    """What has to be seen before the sale, not after it."""
    if name == of.SALE and facts.we == of.PHARMACY:
        # no patient, no minimal quantity: 503(e)(4) has no exception for it
        if facts.may_wholesale is False:
            yield finding("outbound.wholesale")
        elif facts.may_wholesale is None:
            yield finding("outbound.wholesale_unknown")
    owes_words = name == of.SALE and facts.we == of.WHOLESALER
    if owes_words and facts.bought_direct is None and not facts.partly_direct:
        yield finding("outbound.purchase_unknown")


def _paragraph(facts: Leaving, name: str, case: _Case) -> str:
    if name == of.SALE:
        return _BY_SELLER.get(facts.we, "")
    if name in (of.RETURN, of.REVERSE):
        table = _RETURNED if name == of.RETURN else _NONSALEABLE
        return table.get(facts.we, "")
    if name == of.EXEMPT:
        return EXEMPTIONS.get(facts.exemption, "")
    return case.paragraph
