"""An EPCIS JSON document as a stream of events, header known beforehand."""

from collections import deque
from collections.abc import Iterator

from ..errors import EpcisError
from .build import Builder, boolean
from .context import Context
from .json_event import JsonEvents
from .json_parts import find, get, items, raw, text
from .json_stream import JsonStream, local
from .limits import Limits
from .master_data import MasterData
from .model import Event
from .notes import Notes
from .source import Source
from .text import Texts
from .vocabulary import DOCUMENTS, KIND_OF

_TYPES = ("type", "isA", "@type")


def _type(value: object) -> str:
    """The JSON-LD type of an object, without prefix."""
    if not isinstance(value, dict):
        return ""
    found = next((value[key] for key in _TYPES if key in value), "")
    return local(text(found)).rpartition("/")[2]


class JsonHeader:
    """Fields of ``model.Header`` out of the text without its events."""

    NAMES = (
        "StandardBusinessDocumentHeader",
        "guidelineVersion",
        "dscsaTransactionStatement",
    )

    def __init__(self, notes: Notes, texts: Texts) -> None:
        self._notes, self._texts = notes, texts
        self.values: dict[str, object] = {}
        self.authorities: set[str] = set()
        self.guideline = ""

    def take(self, root: object, found: dict[str, list]) -> None:
        """``root`` is the document object, ``found`` what ``NAMES`` were around it."""
        clean = self._texts.clean
        for part in (root, get(root, "epcisHeader", "EPCISHeader")):
            self._set("sender", clean(text(get(part, "sender"))))
            self._set("receiver", clean(text(get(part, "receiver"))))
            self._set("instance_id", clean(text(get(part, "instanceIdentifier"))))
        for sbdh in found["StandardBusinessDocumentHeader"]:
            self._sbdh(sbdh)
        for version in found["guidelineVersion"]:
            self.guideline = self.guideline or clean(text(version))
        for statement in found["dscsaTransactionStatement"]:
            self._statement(statement)

    def _sbdh(self, sbdh: object) -> None:
        clean = self._texts.clean
        for field, name in (("sender", "Sender"), ("receiver", "Receiver")):
            identifier = get(get(sbdh, name), "Identifier")
            self._set(field, clean(text(identifier)))
            authority = clean(text(get(identifier, "Authority"))).upper()
            self.authorities.add(authority)
        document = get(sbdh, "DocumentIdentification")
        self._set("instance_id", clean(text(get(document, "InstanceIdentifier"))))
        self._set("created", clean(text(get(document, "CreationDateAndTime"))))

    def _statement(self, statement: object) -> None:
        given = text(get(statement, "affirmTransactionStatement"))
        if boolean(given) is not None:
            self._set("statement", boolean(given))
        elif given:
            value = self._texts.clean(given)[:80]
            self._notes.add("STATEMENT_UNREADABLE", "header", value=value)
        notice = text(get(statement, "legalNotice"))
        self._set("legal_notice", self._texts.clean(notice))

    def _set(self, field: str, value: object) -> None:
        if value not in ("", None):
            self.values.setdefault(field, value)


class JsonDocument:
    """Reads one source; ``header`` and ``master`` are full before the first event."""

    format = "json"

    def __init__(
        self,
        source: Source,
        limits: Limits,
        notes: Notes,
        builder: Builder,
        texts: Texts,
    ):
        self._limits, self._notes, self._builder = limits, notes, builder
        self._texts, self._size = texts, source.end
        self.markers: set[str] = set()
        self.header = JsonHeader(notes, texts)
        self.master = MasterData(notes, self.markers)
        self._events = JsonEvents(notes, texts, limits, self.markers)
        self._stream = JsonStream(source, limits, notes)
        self.root: dict[str, str] | None = None
        self.lists = 1

    @property
    def recognised(self) -> bool:
        """Something of EPCIS was met."""
        return self.root is not None

    def events(self) -> Iterator[Event]:
        """All events in file order.

        Raises EpcisError ``epcis.json``, ``epcis.depth``, ``epcis.size``,
        ``epcis.dense`` or ``epcis.not_epcis``.
        """
        context = self._outline()
        for hint, event in self._stream.events():
            name = hint or _type(event)
            kind = KIND_OF.get(name)
            if kind is None:
                self._notes.add("EVENT_UNKNOWN", "file", name=name[:80] or "-")
                continue
            self._notes.position += 1
            self._limits.check_events(self._notes.position, self._size)
            yield self._builder.event(kind, self._events.draft(kind, event, context))

    def _outline(self) -> Context:
        """First run: header, master data and the context of the whole text."""
        known, old, eventful = self._survey()
        skeleton = self._stream.skeleton
        own, root = self._root(skeleton)
        name = _type(root)
        if name in KIND_OF and not eventful:
            self._stream.single = known = True
        found = find(skeleton, "vocabularyList", "VocabularyList", *JsonHeader.NAMES)
        vocabularies = found["vocabularyList"] + found["VocabularyList"]
        if not known and not vocabularies and name not in DOCUMENTS and not own:
            raise EpcisError("epcis.not_epcis", looks_like="JSON without EPCIS")
        self.root = {
            "name": name,
            "version": text(get(root, "schemaVersion")).strip(),
            "created": text(get(root, "creationDate")).strip(),
        }
        if old or "isA" in (root if isinstance(root, dict) else ()):
            self._notes.add("JSON_OLD_FORM", "file")
        self.header.take(root, found)
        for vocabulary in vocabularies:
            self._vocabulary(vocabulary)
        return self._terms(root, own)

    def _survey(self) -> tuple[bool, bool, bool]:
        """Whether there are events known by name, in the old form, any at all."""
        known, old = False, False
        met: list[str] = []
        for hint, event in self._stream.outline():
            known = known or (hint or _type(event)) in KIND_OF
            old = old or "isA" in event
            if len(met) < 2:
                met.append("" if hint else _type(event))
        if len(met) == 1 and met[0] in DOCUMENTS and not self._stream.is_listed:
            # one document in a list; of several, none is the file's
            self._stream.is_listed = True
            return self._survey()
        return known, old, bool(met)

    def _root(self, skeleton: object) -> tuple[set[str], object]:
        """The document object; for a converter's, also the prefixes of EPCIS."""
        if isinstance(skeleton, list) and len(skeleton) == 1:
            (skeleton,) = skeleton
        if _type(skeleton) in DOCUMENTS or _type(skeleton) in KIND_OF:
            return set(), skeleton
        waiting, seen = deque([skeleton]), 0
        while waiting and seen < 1000:
            inside, seen = waiting.popleft(), seen + 1
            if not isinstance(inside, dict):
                continue
            for key, member in inside.items():
                if local(key) in DOCUMENTS:
                    self._notes.add("JSON_CONVERTED", "file")
                    one = member[0] if isinstance(member, list) and member else member
                    return {key.rpartition(":")[0], ""}, one
                waiting.append(member)
        return set(), skeleton

    def _terms(self, root: object, own: set[str]) -> Context:
        declared = root.get("@context") if isinstance(root, dict) else None
        if own:
            declared = [root if isinstance(root, dict) else None, get(root, "$")]
            declared = [
                {k.lstrip("@").removeprefix("xmlns:"): v for k, v in one.items()}
                for one in declared
                if isinstance(one, dict)
            ]
            declared = [
                {k: v for k, v in one.items() if isinstance(v, str)} for one in declared
            ]
        elif declared is None:
            self._notes.add("CONTEXT_MISSING", "file")
        return Context.of(self._notes, declared, own)

    def _vocabulary(self, vocabularies: object) -> None:
        for vocabulary in items(vocabularies, "Vocabulary", "vocabulary"):
            kind = text(get(vocabulary, "type"))
            listed = get(vocabulary, "vocabularyElementList", "VocabularyElementList")
            for element in _emptied(
                items(listed, "VocabularyElement", "vocabularyElement")
            ):
                identifier = self._texts.identifier(text(get(element, "id")))
                given = get(element, "attributes", "attribute")
                self.master.add(kind, identifier, self._attributes(given))
                self._limits.check_places(self.master.count, self._size)

    def _attributes(self, given: object) -> list[tuple[str, str]]:
        found = []
        for one in items(given):
            value = get(one, "attribute")
            value = one if value is None else value
            if isinstance(value, dict) and not text(value):
                value = raw(value, self._limits)
            found.append((text(get(one, "id")), self._texts.clean(text(value))))
        return found


def _emptied(elements: list) -> Iterator[object]:
    """The members in order; each is given away, so that two copies are never kept."""
    elements.reverse()
    while elements:
        yield elements.pop()
