"""From the raw fields of one event, XML or JSON, to an ``Event`` and its findings.

A draft is a dict of the standard's field names to raw texts, lists of texts or
tuples; ``marks`` are the lots and expiry dates met, ILMD first.
"""

from datetime import datetime, timezone
from typing import Any

from ..gs1.keys import DASHES
from . import model
from .labels import Labels
from .limits import Limits, too_large
from .model import ErrorDeclaration, Event, Purchase, QuantityElement, Typed
from .notes import Notes
from .text import Texts
from .times import EXACT, INVALID, NAIVE, parse_offset, parse_time
from .vocabulary import (
    ACTIONS,
    DISPOSITIONS,
    RECEIVED,
    STEPS,
    TYPES,
    is_uri,
    short,
)

_CACHE = 4096
_NOT_KNOWN = (None, INVALID)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
# a vendor's own drop-ship mark may be Y or N
_FLAGS = _BOOLEANS | {"y": True, "yes": True, "n": False, "no": False}
_FACTS = {"STEP_INVALID": "step", "DISPOSITION_INVALID": "disposition"}
_NO_NAME = "no name of the vocabulary"
_PLAIN = frozenset(
    """eventTime eventTimeZoneOffset action bizStep disposition readPoint bizLocation
    parentID epcList childEPCs marks""".split()
)
_TRANSFORMED = ("inputEPCList", "outputEPCList")
_CLASSES = (
    "quantityList",
    "childQuantityList",
    "inputQuantityList",
    "outputQuantityList",
)


def boolean(text: str | None) -> bool | None:
    """``true``/``false``/``1``/``0`` in any case; None for anything else."""
    return _BOOLEANS.get((text or "").strip().lower())


class Builder:
    """Builds the events of one file in order; see the module for a draft."""

    def __init__(self, notes: Notes, texts: Texts, zone: timezone, limits: Limits):
        self._notes, self._texts = notes, texts
        self._labels = Labels(notes, texts)
        self._zone, self._limits = zone, limits
        self._times: dict[str | None, tuple[datetime | None, str]] = {}
        self._offsets: dict[str | None, str] = {}
        self._steps: dict[str | None, tuple[str, str]] = {}
        self._dispositions: dict[str | None, tuple[str, str]] = {}

    def event(self, kind: str, draft: dict) -> Event:
        """The event of this draft; the position is the next one of the file."""
        notes, get, clean = self._notes, draft.get, self._texts.clean
        if notes.position > self._limits.max_events:
            raise too_large(self._limits.max_events, "events")
        marks = get("marks")
        rest: dict[str, Any] = {}
        if marks:
            rest["lot"], rest["expiry"] = self._labels.lot_and_expiry(marks)
        if not _PLAIN.issuperset(draft):
            rest |= self._rare(draft)
        epcs = get("epcList") or get("childEPCs") or ()
        if not epcs:
            self._check(kind, draft)
        text, action = get("eventTime"), get("action")
        time, how = self._times.get(text) or _NOT_KNOWN
        return Event(
            notes.position,
            kind,
            time if how == EXACT else self._event_time(text),
            self._offset(get("eventTimeZoneOffset")),
            action=action if action in ACTIONS else self._action(kind, action),
            step=self._step(get("bizStep")),
            disposition=self._disposition(get("disposition")),
            read_point=clean(get("readPoint")),
            location=clean(get("bizLocation")),
            parent=self._texts.identifier(get("parentID")),
            epcs=tuple(epcs),
            **rest,
        )

    def _rare(self, draft: dict) -> dict[str, Any]:
        """Fields that few events have."""
        get = draft.get
        rest: dict[str, Any] = {
            "event_id": self._texts.clean(get("eventID")),
            "extensions": tuple(get("extensions", ())),
            "items": self._labels.items(get("items")),
            "states": self._states(get("statesSet")),
            "states_ended": self._states(get("statesUnset")),
            **self._goods(draft),
            **self._trade(draft),
        }
        if "recordTime" in draft:
            rest["record_time"] = self.time(get("recordTime"), "RECORD_TIME_INVALID")
        if "errorDeclaration" in draft:
            rest["error"] = self._error(*draft["errorDeclaration"])
        return rest

    def _goods(self, draft: dict) -> dict[str, Any]:
        """What goes in, comes out and is counted without serials."""
        get = draft.get
        counted = [*(get("quantityList") or get("childQuantityList") or ())]
        if "epcClass" in draft:
            counted.append((get("epcClass"), get("quantity"), None))
        return {
            "inputs": tuple(get("inputEPCList", ())),
            "outputs": tuple(get("outputEPCList", ())),
            "quantities": self._quantities(counted),
            "input_quantities": self._quantities(get("inputQuantityList")),
            "output_quantities": self._quantities(get("outputQuantityList")),
        }

    def _trade(self, draft: dict) -> dict[str, Any]:
        """Who sells what to whom, and under which papers."""
        get = draft.get
        found: dict[str, Any] = {
            "references": self._typed(get("bizTransactionList")),
            "sources": self._typed(get("sourceList")),
            "destinations": self._typed(get("destinationList")),
            "direct_purchase": self._texts.clean(get("directPurchase")),
            "drop_shipment": _FLAGS.get((get("dropShipment") or "").strip().lower()),
            "purchase": self._purchase(get("directPurchase"), get("purchaseOf")),
            "received_purchase": self._received(get(RECEIVED), get("receivedOf")),
        }
        if day := get("transactionDate"):
            day = self._labels.day(day, "TRANSACTION_DATE_INVALID")
            found["transaction_date"] = day
        return found

    def _check(self, kind: str, draft: dict) -> None:
        """An event without a list of EPCs must name something else."""
        get = draft.get
        if kind == model.TRANSFORMATION:
            named = any(get(name) for name in _TRANSFORMED + _CLASSES)
        else:
            named = (
                get("parentID") or "epcList" in draft or get("epcClass")
                or any(get(name) for name in _CLASSES)
            )  # fmt: skip
        if not named and not draft.get("sensors"):
            self._notes.add("IDENTIFIERS_MISSING", kind=kind)

    def _action(self, kind: str, text: str | None) -> str:
        if kind in (model.TRANSFORMATION, model.QUANTITY) and text is None:
            return ""
        text = self._texts.clean(text)
        if not text:
            self._notes.add("ACTION_MISSING")
        elif text not in ACTIONS:
            self._notes.add("ACTION_INVALID", action=text)
        return text

    def _event_time(self, text: str | None) -> datetime | None:
        if not text or text.isspace():
            self._notes.add("EVENT_TIME_MISSING")
            return None
        return self.time(text, "EVENT_TIME_INVALID")

    def time(self, text: str | None, code: str) -> datetime | None:
        """A time as aware UTC; notes ``code`` when it cannot be read."""
        if not text:
            return None
        known = self._times.get(text)
        if known is None:
            if len(self._times) >= _CACHE:
                self._times.clear()
            known = self._times[text] = parse_time(text, self._zone)
        value, how = known
        if how == NAIVE:
            self._notes.naive_times += 1
        elif how == INVALID:
            self._notes.add(code, value=self._texts.clean(text)[:80])
        return value

    def _offset(self, text: str | None) -> str:
        known = self._offsets.get(text)
        if known is not None:
            return known
        value = self._texts.clean(text).translate(DASHES)
        if not value:
            self._notes.add("ZONE_OFFSET_MISSING", "file")
        elif parse_offset(value) is None:
            self._notes.add("ZONE_OFFSET_INVALID", value=value[:80])
        elif len(self._offsets) < _CACHE:
            self._offsets[text] = value
        return value

    def _step(self, text: str | None) -> str:
        name, fault = self._steps.get(text) or self._named(text, self._steps, STEPS)
        if fault:
            code = "STEP_INVALID" if fault == _NO_NAME else fault
            self._notes.add(code, **{_FACTS.get(code, "value"): name})
        return name

    def _disposition(self, text: str | None) -> str:
        known = self._dispositions
        name, fault = known.get(text) or self._named(text, known, DISPOSITIONS)
        if fault:
            code = "DISPOSITION_INVALID" if fault == _NO_NAME else fault
            self._notes.add(code, **{_FACTS.get(code, "value"): name})
        return name

    def _named(self, text: str | None, known: dict, names: frozenset) -> tuple:
        """Short name and fault; a private URI is lawful, any other word is not."""
        name = short(self._texts.clean(text))
        fault = ""
        if name and name not in names:
            fault = "NAME_PRIVATE" if is_uri(name) else _NO_NAME
        if len(known) < _CACHE:
            known[text] = (name, fault)
        return name, fault

    def _purchase(self, text: str | None, more: tuple | None) -> Purchase | None:
        """``more``: (statement, identifiers) of the element; None without any."""
        clean = self._texts.clean
        statement, epcs = more or ("", ())
        if not (statement or epcs):
            return None
        qualifier = "" if statement and clean(statement) in clean(text) else clean(text)
        found = tuple(map(self._texts.identifier, epcs))
        return Purchase(qualifier, clean(statement), found)

    def _received(self, text: str | None, more: tuple | None) -> Purchase | None:
        """The same of the seller before, which may be a mere flag."""
        told = self._purchase(text, more)
        return told or (Purchase(self._texts.clean(text)) if text else None)

    def _states(self, texts) -> tuple[str, ...]:
        """Short names of the states a persistent disposition sets or ends."""
        return tuple(short(self._texts.clean(text)) for text in texts or () if text)

    def _typed(self, rows) -> tuple[Typed, ...]:
        clean, typed = self._texts.clean, []
        for kind, value in rows or ():
            kind = short(clean(kind))
            if kind and kind not in TYPES and not is_uri(kind):
                self._notes.add("TYPE_UNKNOWN", type=kind)
            typed.append(Typed(kind, clean(value)))
        return tuple(typed)

    def _quantities(self, rows) -> tuple[QuantityElement, ...]:
        return tuple(
            QuantityElement(
                self._texts.identifier(epc_class),
                self._quantity(quantity),
                self._texts.clean(uom),
            )
            for epc_class, quantity, uom in rows or ()
        )

    def _quantity(self, text: str | None) -> float | None:
        text = self._texts.clean(text)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not 0 <= value < 1e15 or not text.isascii() or "_" in text:
            self._notes.add("QUANTITY_INVALID", value=text[:80])
            return None
        return value

    def _error(self, time: str, reason: str, ids: list[str]) -> ErrorDeclaration:
        clean = self._texts.clean
        return ErrorDeclaration(
            self.time(time, "ERROR_TIME_INVALID"),
            short(clean(reason)),
            tuple(filter(None, map(clean, ids))),
        )
