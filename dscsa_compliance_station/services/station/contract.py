"""What the station adds to the contract of every desk; see docs/contract.md."""

from dataclasses import dataclass, field
from typing import Annotated

from odoo.addons.dscsa_compliance.services.scanning.contract import (
    Answer,
    Label,
    Level,
    No,
    Overview,
    Pin,
    Pressed,
    Proof,
    Reading,
    Scan,
    Shape,
    Way,
    WayOut,
)


@dataclass(kw_only=True)
class BenchScan(Scan):
    """One of the last readings of a stock-take or of uses."""

    code: Annotated[str | No, "what was found"]
    next_step: Annotated[str, "what to do now"]
    is_partial: Annotated[bool, "only a part was used"]


@dataclass(kw_only=True)
class Different(Shape):
    """One package of a difference."""

    product: Annotated[str, "name of the goods, else the GTIN"]
    serial: Annotated[str, "serial number"]
    lot: Annotated[str, "lot"]
    expiry: Annotated[str | No, "expiry date"]
    count: Annotated[int, "packages"]
    epc_id: Annotated[int | No, "id of the `dscsa.epc`"]


@dataclass(kw_only=True)
class Difference(Shape):
    """Differences of one kind at a closed stock-take."""

    result: Annotated[str, "kind"]
    title: Annotated[str, "its name"]
    count: Annotated[int, "packages"]
    next_step: Annotated[str | No, "what to do about them"]
    level: Annotated[Level, "color"]
    rows: Annotated[list[Different], "the first 50"]


@dataclass(kw_only=True)
class BenchOverview(Overview):
    """Where a stock-take or a day's uses stand."""

    scans: Annotated[list[BenchScan], "the last 20 readings, newest first"]
    differences: Annotated[list[Difference], "of a closed stock-take"]


@dataclass(kw_only=True)
class BenchAnswer(Answer):
    """The answer to one scan of a stock-take or of uses."""

    overview: Annotated[BenchOverview, "the bench after the scan"]


@dataclass(kw_only=True)
class BenchPressed(Pressed):
    """The answer to a pressed button of a stock-take."""

    overview: Annotated[BenchOverview, "the bench after it"]


@dataclass(kw_only=True)
class Action(Shape):
    """Where to go on from a package."""

    key: Annotated[str, "name"]
    title: Annotated[str, "text on the button"]
    action: Annotated[dict, "action of Odoo's to open"]


@dataclass(kw_only=True)
class LookedUp(Answer):
    """The answer of `dscsa_look_up`: an answer that stores nothing, and what is on
    record.
    """

    epc_id: Annotated[int | No, "id of the `dscsa.epc`"] = False
    status: Annotated[str | No, "its status"] = False
    status_text: Annotated[str, "the status in words"] = ""
    hold: Annotated[str | No, "the hold in words"] = False
    where: Annotated[str, "where it stands, or whom it went to"] = ""
    tits: Annotated[list[Proof], "TI/TS it came with"] = field(default_factory=list)
    seller: Annotated[str, "whom it was bought from"] = ""
    received_on: Annotated[str | No, "time of its receipt"] = False
    actions: Annotated[list[Action], "where to go on"] = field(default_factory=list)
    timeline: Annotated[list[dict], "the last 30 events of `dscsa.epc.timeline()`"] = (
        field(default_factory=list)
    )


@dataclass(kw_only=True)
class Candidate(Shape):
    """A bench to choose."""

    model: Annotated[str, "model of the bench"]
    id: Annotated[int, "its id"]
    title: Annotated[str, "its name"]
    sentence: Annotated[str, "what tells it from the others"]


@dataclass(kw_only=True)
class Opened(Shape):
    """The answer of `dscsa_open` and `dscsa_create`."""

    found: Annotated[str, "`one`, `many`, `none`, or `choose` where readings are asked"]
    model: Annotated[str | No, "model of the one bench"] = False
    id: Annotated[int | No, "its id"] = False
    candidates: Annotated[list[Candidate], "benches that may be meant"] = field(
        default_factory=list
    )
    level: Annotated[Level, "color"] = "amber"
    code: Annotated[str | No, "finding"] = False
    title: Annotated[str | No, "head, where the sentence alone is not enough"] = False
    sentence: Annotated[str, "what is to be said"]
    next_step: Annotated[str, "what to do now"] = ""
    answer: Annotated[dict | No, "answer to the scan that led there, as counted"] = (
        False
    )
    readings: Annotated[list[Reading], "to choose from"] = field(default_factory=list)
    proposal: Annotated[dict | No, "values for `dscsa_create`, with one tap"] = False
    is_goods: Annotated[bool, "the scan counts at the bench that is tapped"] = False
    duplicate: Annotated[bool, "the package came here before"] = False
    button: Annotated[WayOut | No, "the one way out"] = False
    ways: Annotated[list[Way], "further ways out, of rooms"] = field(
        default_factory=list
    )


@dataclass
class Mode(Shape):
    """What can be done at the station."""

    key: Annotated[str, "name"]
    title: Annotated[str, "in words"]
    sentence: Annotated[str, "what it is for"]
    icon: Annotated[str, "icon"]
    model: Annotated[str | No, "model of its benches"]


@dataclass(kw_only=True)
class Work(Candidate):
    """A bench that is open."""

    mode: Annotated[str, "mode it belongs to"]
    expected: Annotated[int, "packages expected"]
    scanned: Annotated[int, "packages of these that were seen"]


@dataclass(kw_only=True)
class Station(Shape):
    """The answer of `dscsa_state`: the first screen."""

    company: Annotated[str, "name of the company"]
    user: Annotated[str, "name of the login"]
    modes: Annotated[list[Mode], "what this user can do"]
    scanner_tested_at: Annotated[str | No, "time of the last good self-test"]
    pin: Annotated[Pin, "signing"]
    open: Annotated[list[Work], "what nobody closed yet"]


@dataclass(kw_only=True)
class Arrived(Label):
    """What a scanner sent, read."""

    sscc: Annotated[str, "number of a case or pallet"]


@dataclass(kw_only=True)
class Tested(Shape):
    """The answer of `dscsa_self_test`."""

    level: Annotated[Level, "color"]
    sentence: Annotated[str, "what arrived"]
    next_step: Annotated[str, "what to do about it"]
    shown: Annotated[str, "the text, with signs that cannot be seen in words"]
    separator: Annotated[str | No, "what the scanner sends for the separator"] = False
    reading: Annotated[Arrived | No, "what was read"] = False
    can_set: Annotated[str | No, "text that `dscsa_set_separator` takes"] = False
