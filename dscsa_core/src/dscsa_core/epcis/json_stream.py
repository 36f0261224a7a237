"""A JSON text as a stream: the events one by one, the rest as a skeleton.

JSON has no order, so a header may stand behind a million events: a first run gathers
everything but the events, a second one builds them.
"""

from collections.abc import Iterator
from sys import intern

import ijson

from ..errors import EpcisError
from .json_lexemes import Lexemes
from .limits import Limits, too_large
from .notes import Notes
from .source import CHUNK, Source
from .vocabulary import KIND_OF

_LISTS = ("eventList", "event", "events")
_OPEN, _CLOSE = ("start_map", "start_array"), ("end_map", "end_array")


def local(key: str) -> str:
    """The name without prefix, ``@`` of a converter or ``#``."""
    return key.lstrip("@#").rpartition(":")[2]


class _Bytes:
    """The source as the file object ijson wants."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._chunks = Lexemes(limits).checked(source.chunks())

    def read(self, size: int = -1) -> bytes:  # pylint: disable=method-required-super
        """The next piece, of whatever size; empty at the end."""
        if size == 0:
            return b""
        return next((chunk for chunk in self._chunks if chunk), b"")


class JsonStream:
    """Walks a source; ``skeleton`` is the text without its events after ``outline``.

    A map is an event when it stands in ``eventList`` or ``event``, under the name of
    an event (converters), in a list that is the whole text, or when ``single`` says
    that the text itself is one.
    """

    def __init__(self, source: Source, limits: Limits, notes: Notes) -> None:
        self._source, self._limits, self._notes = source, limits, notes
        self.skeleton: object = None
        self.single = False
        # the document itself is a member of a list
        self.is_listed = False
        self._whole = False
        self._stack: list[list] = []
        self._event = 0
        self._values = 0

    def outline(self) -> Iterator[tuple[str, dict]]:
        """First run: (name hint, event with its plain fields only)."""
        self._whole = False
        yield from self._run()

    def events(self) -> Iterator[tuple[str, dict]]:
        """Second run: (name hint, complete event); the hint is empty or a kind."""
        self._whole = True
        yield from self._run()

    def _run(self) -> Iterator[tuple[str, dict]]:
        self._stack, self._event, self._values, hint = [], 0, 0, ""
        pieces = _Bytes(self._source, self._limits)
        try:
            for kind, value in ijson.basic_parse(pieces, buf_size=CHUNK):
                if kind == "map_key":
                    # the same few names with every element: kept once
                    self._stack[-1][1] = intern(value)
                elif kind in _OPEN:
                    hint = self._begin(kind, hint)
                elif kind in _CLOSE:
                    container = self._finish()
                    if container is not None:
                        yield hint, container
                else:
                    self._put(value)
        except (ijson.JSONError, ArithmeticError, ValueError) as error:
            raise _wrong(error) from error

    def _begin(self, kind: str, hint: str) -> str:
        if kind == "start_map" and not self._event:
            found = self._hint()
            if found is not None:
                self._event, hint = len(self._stack) + 1, found
        if kind == "start_map":
            self._stack.append([{}, None])
        else:
            # a list goes by the name of what it stands in
            self._stack.append([[], self._stack[-1][1] if self._stack else None])
        if len(self._stack) > self._limits.max_depth:
            raise EpcisError("epcis.depth", limit=self._limits.max_depth)
        return hint

    def _finish(self) -> dict | None:
        """Close a container; returned when it is an event, else put into its parent."""
        depth = len(self._stack)
        container = self._stack.pop()[0]
        if depth == self._event:
            self._event, self._values = 0, 0
            return container
        self._put(container)
        return None

    def _hint(self) -> str | None:
        """None when a map that starts here is no event, else the name of its kind."""
        if not self._stack:
            return "" if self.single else None
        key = self._stack[-1][1]
        if key is None:  # nothing but lists around
            return None if self.is_listed else ""
        name = local(key)
        if name in KIND_OF:
            return name
        return "" if name in _LISTS and name == key else None

    def _put(self, value: object) -> None:
        stack = self._stack
        if self._event:
            if not self._whole and len(stack) > self._event:
                return
        elif self._whole:
            return
        if type(value) is str:
            value = self._text(value)
        self._values += 1
        if self._values > 2 * self._limits.max_epcs:
            raise too_large(2 * self._limits.max_epcs, "values in one event")
        if not stack:
            self.skeleton = value
            return
        container, key = stack[-1]
        if type(container) is list:
            container.append(value)
            return
        if key in container:
            self._notes.add("KEY_REPEATED", name=key[:80])
        container[key] = value
        if len(container) > self._limits.max_names:
            raise too_large(self._limits.max_names, "names in one object")

    def _text(self, value: str) -> str:
        if len(value) > self._limits.max_text:
            raise too_large(self._limits.max_text, "signs in one text")
        if "\0" in value:
            self._notes.add("ODD_CHARACTER", value=value.replace("\0", "?")[:120])
            return value.replace("\0", "")
        return value


def _wrong(error: Exception) -> EpcisError:
    """The parser's complaint as ours: its place alone is worth telling."""
    words = str(error)
    if "premature" in words.lower():
        return EpcisError("epcis.cut_off")
    if "trailing garbage" in words.lower():
        return EpcisError("epcis.json_two")
    lines = [line.strip() for line in words.splitlines()[1:]]
    is_told = isinstance(error, ijson.JSONError)
    near = next((line for line in lines if line and "^" not in line), "")
    near = "".join(sign for sign in near if sign.isprintable())[:120]
    packed = "".join(near.split())
    if is_told and (",]" in packed or ",}" in packed):
        return EpcisError("epcis.json_comma", near=near)
    return EpcisError("epcis.json", near=near or "?")
