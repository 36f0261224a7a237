"""Texts of a file made plain: blanks trimmed, odd characters noticed."""

from collections.abc import Iterable

from ..gs1.keys import DASHES
from .limits import too_large
from .notes import Notes

_CACHE = 4096
_URI_STARTS = ("urn:", "http:", "https:", "ni:")
# Carries the number of an order as somebody typed it: blanks may belong to it.
_TYPED_IN = "urn:epcglobal:cbv:bt:"


class Texts:
    """Cleans texts of one file and notes what was not as it should be."""

    def __init__(self, notes: Notes, max_text: int) -> None:
        self._notes, self._max_text = notes, max_text
        self._known: dict[str | None, str] = {None: "", "": ""}

    def clean(self, text: str | None) -> str:
        """Outer blanks gone, inner runs one blank (none at all inside a URI)."""
        known = self._known.get(text)
        if known is not None or text is None:
            return known or ""
        if len(text) > self._max_text:
            raise too_large(self._max_text, "signs in one text")
        value = self._plain(text)
        if value == text and value.isascii():
            if len(self._known) >= _CACHE:
                self._known = {None: "", "": ""}
            self._known[text] = value
        return value

    def identifier(self, text: str | None) -> str:
        """The same for values that are nearly always different: not remembered."""
        if not text:
            return ""
        if text.isascii() and len(text) < 256 and text.split() == [text]:
            return text
        return self.clean(text)

    def identifiers(self, texts: Iterable[str | None]) -> list[str]:
        """Many identifiers, some of them with blanks, odd characters or empty."""
        values = [self.identifier(text) for text in texts]
        if not all(values):
            self._notes.add("IDENTIFIER_EMPTY")
            values = [value for value in values if value]
        return values

    def _plain(self, text: str) -> str:
        parts = text.split()
        start = text[:400].lstrip().lower()
        uri = start.startswith(_URI_STARTS) and not start.startswith(_TYPED_IN)
        value = ("" if uri else " ").join(parts)
        if len(parts) > 1 and uri:
            self._notes.add("ID_BLANKS", value=value[:120])
        elif value != text:
            self._notes.add("TEXT_BLANKS", "file")
        if uri and not value.isascii():
            self._notes.add("ODD_CHARACTER", value=value[:120])
            # a word processor's hyphen is meant as one
            value = value.translate(DASHES)
        return value
