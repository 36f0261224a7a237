"""Prefixes and terms a JSON-LD text declares, without ever fetching a context."""

from collections import ChainMap
from collections.abc import MutableMapping

from .json_stream import local
from .notes import Notes

# Known without being declared: those of GS1's own context, and GS1 US healthcare.
_KNOWN = {
    "epcis": "https://ref.gs1.org/epcis/",
    "cbv": "https://ref.gs1.org/cbv/",
    "cbvmda": "urn:epcglobal:cbv:mda:",
    "gs1": "https://ref.gs1.org/voc/",
    "gs1ushc": "http://epcis.gs1us.org/hc/ns",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
}
_OWN = frozenset(("", "epcis"))


class Context:
    """What the prefixes of one document, or of one event in it, stand for."""

    def __init__(
        self, notes: Notes, terms: MutableMapping[str, str], own: frozenset = _OWN
    ):
        self._notes, self._terms, self._own = notes, terms, own

    @classmethod
    def of(cls, notes: Notes, declared: object, own: set[str]) -> "Context":
        """From the document's ``@context`` and the prefixes of a converter's root."""
        return cls(notes, _KNOWN | _terms(declared), _OWN | own)

    def inside(self, declared: object) -> "Context":
        """The context of an event that declares more of its own."""
        terms = _terms(declared)
        if not terms:
            return self
        return Context(self._notes, ChainMap(terms, self._terms), self._own)

    def is_declaration(self, key: str) -> bool:
        """A namespace declaration or schema hint, no content."""
        name = key.lstrip("@#")
        return name.startswith(("xmlns", "xsi:")) or key in ("@context", "$")

    def field(self, key: str) -> str:
        """The standard's name a key stands for; empty for a foreign prefix."""
        prefix, _, name = key.lstrip("@#").rpartition(":")
        return name if prefix in self._own and name not in self._terms else ""

    def is_extension(self, key: str) -> bool:
        """The key has a prefix, is an address, or is a term the text declares."""
        return ":" in key or key in self._terms

    def clark(self, key: str) -> str:
        """``{namespace}name`` where the prefix is known, else the key as it is."""
        prefix, colon, name = key.lstrip("@#").partition(":")
        if not colon:
            return self._terms.get(key, key)
        if prefix in self._terms:
            return f"{{{self._terms[prefix]}}}{name}"
        if not name.startswith("//") and prefix not in ("urn", "http", "https"):
            self._notes.add("EXTENSION_UNDEFINED", "file", name=prefix[:80])
        return key


def _terms(declared: object) -> dict[str, str]:
    """All terms of a context: one map or address, or a list of them."""
    terms: dict[str, str] = {}
    for one in declared if isinstance(declared, list) else [declared]:
        if not isinstance(one, dict):
            continue
        for key, value in one.items():
            if isinstance(value, dict):
                value = value.get("@id")
            if isinstance(value, str) and not key.startswith("@"):
                terms[key] = value
            elif isinstance(value, str) and key.startswith("@xmlns:"):
                terms[local(key)] = value
    return terms
