"""What the server tells a screen that scans: one shape for every desk.

``docs/contract.md`` is written from the classes here and in the rooms that add to them,
by ``setup/lib/make_contract.py``. Dates and times are Odoo's texts, in UTC; False
stands for what is not known. Nothing of Odoo is imported here.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

No = Literal[False]
Level = Literal["green", "amber", "red", "choose"]
Storage = Literal["ambient", "fridge", "safe"]


class Shape:
    """A row of the contract, or all of an answer."""

    def as_dict(self):
        """The same for JSON."""
        return {name: _plain(value) for name, value in vars(self).items()}


def _plain(value):
    if isinstance(value, Shape):
        return value.as_dict()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


@dataclass(kw_only=True)
class Label(Shape):
    """What a code, or the print beside it, says of a package."""

    gtin: Annotated[str, "GTIN, 14 digits"] = ""
    serial: Annotated[str, "serial number"] = ""
    lot: Annotated[str, "lot as printed"] = ""
    expiry: Annotated[str | No, "expiry date"] = False


@dataclass(kw_only=True)
class Reading(Label):
    """One of several ways to read a text; a person chooses."""

    index: Annotated[int, "what to send as `choice`"]
    product: Annotated[str, "name of the goods, if they are known"] = ""


@dataclass
class WayOut(Shape):
    """The one button of an answer."""

    key: Annotated[str, "`sign`, `type`, `undo`, `open`, or a button of the overview"]
    title: Annotated[str, "text on the button"]
    model: Annotated[str | No, "model of the bench that `open` opens"] = False
    id: Annotated[int | No, "its id"] = False


@dataclass
class Way(Shape):
    """A further way out, of a room; `dscsa.scan.desk.dscsa_take_way` takes it."""

    key: Annotated[str, "name"]
    title: Annotated[str, "text on the button"]
    icon: Annotated[str, "icon"] = ""
    values: Annotated[dict | No, "what to send along"] = False
    action: Annotated[dict | No, "action of Odoo's to open instead"] = False


@dataclass
class Button(Shape):
    """What can be pressed now; `dscsa_press(key)` does it."""

    key: Annotated[str, "name of the act, with `.id` where it is about a record"]
    title: Annotated[str, "text on the button"]
    primary: Annotated[bool, "the likeliest next step"] = False
    confirm: Annotated[str | No, "question to ask before"] = False
    values: Annotated[dict | No, "what to send along"] = False


@dataclass(kw_only=True)
class Proof(Shape):
    """TI/TS of the goods."""

    id: Annotated[int, "id of the `dscsa.transaction`"]
    name: Annotated[str, "its name"]
    proof: Annotated[str, "where it is: `file`, `portal`, `paper` …"]


@dataclass(kw_only=True)
class ReceiptProof(Proof):
    """TI/TS that is linked to a receipt."""

    statement: Annotated[str, "transaction statement: `yes`, `no` or `missing`"]


@dataclass(kw_only=True)
class Counts(Shape):
    """Packages, counted."""

    expected: Annotated[int, "announced, or expected by the register"] = 0
    scanned: Annotated[int, "seen"] = 0
    missing: Annotated[int, "expected and not seen yet"] = 0
    unannounced: Annotated[int, "seen and not expected"] = 0


@dataclass(kw_only=True)
class Line(Counts):
    """Goods of one product, at a receipt also of one lot."""

    product_id: Annotated[int | No, "id of the `product.product`"] = False
    product: Annotated[str, "name of the goods"] = ""
    ndc: Annotated[str, "NDC"] = ""
    gtin: Annotated[str, "GTIN"] = ""
    lot: Annotated[str, "lot"] = ""
    expiry: Annotated[str | No, "expiry date announced"] = False
    storage: Annotated[Storage, "where the goods belong"] = "ambient"


@dataclass(kw_only=True)
class Scan(Shape):
    """One of the last readings."""

    id: Annotated[int, "id of the scan, for `dscsa_undo_scan`"]
    level: Annotated[Level, "color of the answer"]
    sentence: Annotated[str, "what was answered"]
    product: Annotated[str, "name of the goods"]
    serial: Annotated[str, "serial number"]
    lot: Annotated[str, "lot"]
    packages: Annotated[int, "packages it stands for"]
    at: Annotated[str, "when it happened"]
    entered_at: Annotated[str, "when the server heard of it"]
    user: Annotated[str, "login at the bench"]
    signed_by: Annotated[str, "who signed, where signing is required"]
    mine: Annotated[bool, "scanned under the login that asks"]
    undone: Annotated[bool, "taken back"]
    is_late: Annotated[bool, "came when all was over; not counted"] = False


@dataclass(kw_only=True)
class Person(Shape):
    """Who scanned here."""

    name: Annotated[str, "who signed, else the login"]
    scans: Annotated[int, "readings that count"]
    last_at: Annotated[str, "time of the last"]


@dataclass(kw_only=True)
class Pin(Shape):
    """Whether acts are signed with initials and PIN."""

    required: Annotated[bool, "nothing is recorded without a signature"]
    signed_as: Annotated[str | No, "who signs in this session"]


@dataclass(kw_only=True)
class Partial(Shape):
    """A package of which only a part is used."""

    title: Annotated[str, "text of the switch"]


@dataclass(kw_only=True)
class Overview(Counts):
    """Where a bench stands, for the user who asks."""

    version: Annotated[str, "changes with anything of the bench; for `dscsa_poll`"]
    model: Annotated[str, "model of the bench"]
    id: Annotated[int, "its id"]
    mode: Annotated[str, "`receive`, `return`, `count` or the kind of a use"]
    title: Annotated[str, "head of the screen"]
    state: Annotated[str, "state of the record"]
    is_open: Annotated[bool, "scans are counted"]
    in_scope: Annotated[bool, "the law asks for TI/TS"]
    held: Annotated[int, "packages on hold, or that will be"]
    unbooked: Annotated[int, "received, but not in stock yet"] = 0
    noted: Annotated[int, "taken by a portal's or paper's word, not scanned"] = 0
    sentence: Annotated[str, "where it stands, in one sentence"]
    next: Annotated[str, "the next thing to do"]
    storage_first: Annotated[str | No, "which goods go into fridge or safe first"]
    transactions: Annotated[list[ReceiptProof], "TI/TS of a receipt"]
    lines: Annotated[list[Line], "goods, expected or seen"]
    scans: Annotated[list[Scan], "the last 20 readings, newest first"]
    people: Annotated[list[Person], "who scanned, last first"]
    buttons: Annotated[list[Button], "what can be pressed now"] = field(
        default_factory=list
    )
    pin: Annotated[Pin, "signing"]
    notice: Annotated[str | No, "what to know from the first scan on"]
    partial: Annotated[Partial | No, "offered where only a part may be used"] = False


@dataclass(kw_only=True)
class Answer(Label):
    """The answer to one scan. Red is stored and will be held; `choose` stores nothing
    until the same scan comes with a choice.
    """

    level: Annotated[Level, "color"]
    code: Annotated[str | No, "finding, or what a bench found"] = False
    number: Annotated[str | No, "number of the finding in the catalogue"] = False
    title: Annotated[str | No, "head, where the sentence alone is not enough"] = False
    sentence: Annotated[str, "what is to be said"]
    next_step: Annotated[str, "what to do now; empty when nothing is"] = ""
    scan_id: Annotated[int | No, "id of the reading that was stored"] = False
    duplicate: Annotated[bool, "counted before; it counts once"] = False
    product: Annotated[str, "name of the goods"] = ""
    storage: Annotated[Storage, "where the goods belong"] = "ambient"
    packages: Annotated[int, "packages it stands for"] = 0
    readings: Annotated[list[Reading], "to choose from, with level `choose`"] = field(
        default_factory=list
    )
    button: Annotated[WayOut | No, "the one way out"] = False
    ways: Annotated[list[Way], "further ways out, of rooms"] = field(
        default_factory=list
    )
    overview: Annotated[Overview | No, "the bench after the scan"] = False


@dataclass(kw_only=True)
class Taken(Label):
    """What became of a further way out that was taken."""

    level: Annotated[Level, "color"]
    code: Annotated[str | No, "`SIGN_FIRST`, where a signature comes first"] = False
    title: Annotated[str | No, "head"] = False
    sentence: Annotated[str, "what was done, or why not"]
    next_step: Annotated[str, "what to do now"] = ""
    product: Annotated[str, "name of the goods"] = ""
    storage: Annotated[Storage, "where the goods belong"] = "ambient"
    packages: Annotated[int, "packages it stands for"] = 0
    action: Annotated[dict | No, "action of Odoo's to open at once"] = False
    ways: Annotated[list[Way], "where to go on"] = field(default_factory=list)


@dataclass(kw_only=True)
class Pressed(Shape):
    """The answer to a pressed button."""

    level: Annotated[Level, "color"]
    code: Annotated[str | No, "`SIGN_FIRST`, where a signature comes first"] = False
    sentence: Annotated[str, "what was done, or why not"]
    next_step: Annotated[str, "what to do now"] = ""
    action: Annotated[dict | No, "action of Odoo's to open"] = False
    buttons: Annotated[list[Button], "answers to a question"] = field(
        default_factory=list
    )
    overview: Annotated[Overview, "the bench after it"]
