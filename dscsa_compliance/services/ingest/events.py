"""Events and their things → dscsa_event, dscsa_event_epc, by COPY."""

import json
from array import array
from datetime import UTC

from dscsa_core.epcis.model import AGGREGATION, ASSOCIATION
from dscsa_core.epcis.told import state_of

from ..bulk import NULL, Copier, escape, reserve_ids

_PAGE = 500
_PACKING = (AGGREGATION, ASSOCIATION)
_COLUMNS = (
    "id",
    "company_id",
    "document_id",
    "position",
    "kind",
    "action",
    "step",
    "disposition",
    "time",
    "offset",
    "event_ref",
    "read_point",
    "location",
    "lot",
    "expiry",
    "details",
)
_TEXTS = ("action", "step", "disposition")
_ENDS = ("event_id", "read_point", "location", "lot")


class EventWriter:
    """Writes each event as it is read; what took part in it is kept as numbers.

    The links are written at the end, when the register rows have their ids: about
    nine bytes each until then.
    """

    def __init__(self, cr, document):
        self._cursor = cr
        self._head = f"\t{document.company_id.id}\t{document.id}\t"
        self._copier = Copier(cr, "dscsa_event", _COLUMNS)
        self._free, self._next = array("q"), 0
        self.ids = array("q")
        self.id_of = {}
        self._numbers = array("i")
        self._runs = []

    def add(self, event, touched):
        """Note one event; ``touched`` are the numbers the digest gave its things."""
        event_id = self._new_id()
        self.ids.append(event_id)
        if event.sources or event.destinations or event.references:
            self.id_of[event.position] = event_id
        self._copier.add(f"{event_id}{self._head}{_row(event)}\n")
        if touched.parent >= 0:
            self._note(event_id, "p", (touched.parent,))
        self._note(event_id, "c" if event.kind in _PACKING else "e", touched.epcs)
        self._note(event_id, "i", touched.inputs)
        self._note(event_id, "o", touched.outputs)

    def _new_id(self):
        if self._next == len(self._free):
            self._free, self._next = reserve_ids(self._cursor, "dscsa_event", _PAGE), 0
        self._next += 1
        return self._free[self._next - 1]

    def _note(self, event_id, role, numbers):
        if numbers:
            start = len(self._numbers)
            self._numbers.extend(numbers)
            self._runs.append((event_id, role, start, len(self._numbers)))

    def flush(self):
        """Send the events still waiting."""
        self._copier.flush()

    def write_links(self, epc_ids):
        """Write who took part in what; ``epc_ids`` by number, 0 = not registered."""
        copier = Copier(self._cursor, "dscsa_event_epc", ("event_id", "epc_id", "role"))
        for event_id, role, start, end in self._runs:
            ids = [str(i) for n in self._numbers[start:end] if (i := epc_ids[n])]
            if ids:
                middle = f"\t{role}\n{event_id}\t"
                copier.add(f"{event_id}\t{middle.join(ids)}\t{role}\n")
        copier.flush()


def _row(event):
    texts = [escape(getattr(event, name)) for name in _TEXTS]
    ends = [escape(getattr(event, name)) for name in _ENDS]
    time = event.time
    if time is not None:
        time = time.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "seconds")
    values = (
        str(event.position),
        event.kind,
        *texts,
        time or NULL,
        escape(event.offset),
        *ends,
        event.expiry.isoformat() if event.expiry else NULL,
        escape(details_of(event)),
    )
    return "\t".join(values)


def details_of(event):
    """What has no column of its own, as JSON text; empty when there is nothing."""
    details = {
        name: [[item.type, item.value] for item in getattr(event, name)]
        for name in ("references", "sources", "destinations")
        if getattr(event, name)
    }
    for name in ("quantities", "input_quantities", "output_quantities"):
        if given := getattr(event, name):
            details[name] = [[q.epc_class, q.quantity, q.uom] for q in given]
    if event.error:
        details["error"] = {
            "reason": event.error.reason,
            "time": event.error.time and event.error.time.isoformat(),
            "corrected_by": event.error.corrective_ids,
        }
    if state := state_of(event):
        details["told"] = state
    if event.extensions:
        details["extensions"] = event.extensions
    return json.dumps(details).replace("\\u0000", "") if details else ""
