"""Open an EPCIS file of any version and form: header at once, events as a stream.

>>> import io
>>> text = '{"type": "EPCISDocument", "epcisBody": {"eventList": []}}'
>>> open_document(io.BytesIO(text.encode())).header.format
'json'
"""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from ..errors import EpcisError
from ..finding import Finding
from .build import Builder
from .json_document import JsonDocument
from .limits import Limits
from .model import MIXED, R12, R13, Event, Header
from .notes import Notes
from .source import open_source
from .text import Texts
from .times import parse_offset
from .vocabulary import VERSIONS
from .xml_document import XmlDocument


class Reader:
    """One opened document.

    ``header`` holds what stands before the first event (JSON: all of it); master data
    and markers found later are added, so after ``events()`` has ended it is complete.
    ``findings`` grows while reading.
    """

    def __init__(self, document, notes: Notes, builder: Builder, zone: str) -> None:
        self._document, self._notes = document, notes
        self._builder, self._zone = builder, zone
        self._stream = document.events()
        self._first: list[Event] = []
        self._fault: EpcisError | None = None
        self._ended = False
        self._created_text: str | None = None
        self._created: datetime | None = None

    @property
    def findings(self) -> list[Finding]:
        """What was noted so far, in the order it was met."""
        return self._notes.findings

    def open(self) -> None:
        """Read up to the first event; raises what says the file is no EPCIS."""
        try:
            first = next(self._stream, None)
        except EpcisError as error:
            if not self._document.recognised or not error.code.startswith(_LATE):
                raise
            self._fault = error
        else:
            if first is not None:
                self._first.append(first)
        if self._fault:
            return  # nothing else is said of a file that is refused
        position, self._notes.position = self._notes.position, 0
        self._note_header()
        self._notes.position = position

    def events(self) -> Iterator[Event]:
        """The events in file order; can be run through once.

        Raises EpcisError where the file turns out to be broken or too large: take
        nothing of it then.
        """
        while self._first:
            yield self._first.pop()
        if self._fault:
            raise self._fault
        yield from self._stream
        if not self._ended:
            self._ended = True
            self._end()

    @property
    def header(self) -> Header:
        """What the file says of itself, as far as it was read."""
        document = self._document
        root, values = document.root or {}, dict(document.header.values)
        created = root.get("created") or values.get("created") or ""
        values["created"] = self._creation(created)
        return Header(
            document.format,
            root.get("version", ""),
            guideline=self._guideline(),
            items=document.master.items,
            places=document.master.places,
            **values,
        )

    def _creation(self, text: str) -> datetime | None:
        if text != self._created_text:
            self._created_text = text
            self._created = self._builder.time(text, "CREATION_TIME_INVALID")
        return self._created

    def _guideline(self) -> str:
        """Release of the GS1 US guideline by its markers (requirements 4.7)."""
        header, markers = self._document.header, set(self._document.markers)
        for release in (R12, R13):
            if release in header.guideline:
                markers.add(release)
        if len(markers) > 1:
            return MIXED
        if markers:
            return markers.pop()
        if "statement" not in header.values:
            return ""
        return R13 if "GS1" in header.authorities else R12

    def _note_header(self) -> None:
        """Findings about the document as a whole, known before the first event."""
        add, root = self._notes.add, self._document.root or {}
        version, namespace = root.get("version", ""), root.get("namespace", "")
        contradicts = namespace[-6:-1] == ":xsd:" and (
            (namespace[-1] == "2") != (version == "2.0")
        )
        if version not in VERSIONS or contradicts:
            add("SCHEMA_UNKNOWN", "header", version=version or "-")
        values = self._document.header.values
        if not values.get("sender") or not values.get("receiver"):
            add("HEADER_MISSING", "header")
        self._creation(root.get("created") or values.get("created") or "")

    def _end(self) -> None:
        notes, document = self._notes, self._document
        if not notes.position and not document.master.count:
            notes.add("DOC_EMPTY", "file")
        if self._guideline() == MIXED:
            notes.add("GUIDELINE_MIXED", "file")
        if document.lists > 1:
            notes.add("LISTS_SEVERAL", "file", count=document.lists)
        notes.close(self._zone)


_LATE = ("epcis.xml", "epcis.cut_off", "epcis.json", "epcis.encoding", "epcis.number")


def open_document(
    stream: BinaryIO, *, limits: Limits | None = None, naive_offset: str = "+00:00"
) -> Reader:
    """Open a seekable stream of EPCIS XML or JSON.

    ``naive_offset`` is the zone of times that name none. Raises EpcisError for what
    cannot be read at all: ``epcis.empty``, ``epcis.not_epcis`` (fact ``looks_like``),
    ``epcis.xml``, ``epcis.json``, ``epcis.encoding``, ``epcis.entity``,
    ``epcis.external``, ``epcis.depth``, ``epcis.size``, ``epcis.dense``; ValueError
    for a wrong offset. A file that breaks off later raises from ``events()``.
    """
    limits = limits or Limits()
    zone = parse_offset(naive_offset)
    if zone is None:
        raise ValueError(f"not an offset: {naive_offset!r}")
    notes = Notes()
    texts = Texts(notes, limits.max_text)
    source = open_source(stream, limits, notes)
    builder = Builder(notes, texts, zone, limits)
    kind = XmlDocument if source.kind == "xml" else JsonDocument
    reader = Reader(
        kind(source, limits, notes, builder, texts), notes, builder, naive_offset
    )
    reader.open()
    return reader
