"""An EPCIS XML document as a stream of events, in constant memory per event."""

from collections.abc import Iterator

from lxml import etree

from ..errors import EpcisError
from .build import Builder
from .limits import Limits, too_large
from .master_data import MasterData
from .model import Event
from .notes import Notes
from .prolog import check_prolog
from .source import Source
from .text import Texts
from .vocabulary import DOCUMENTS, EPCIS_NAMESPACES, KIND_OF
from .xml_event import XmlEvents
from .xml_header import XmlHeader
from .xml_parts import local_name, namespace_of

_HEADER = (
    "StandardBusinessDocumentHeader",
    "dscsaTransactionStatement",
    "guidelineVersion",
    "VocabularyElement",
)
_LISTS = ("EventList", "VocabularyList")
_WATCHED = (*DOCUMENTS, *KIND_OF, *_HEADER, *_LISTS)
# Of these, what only EPCIS has.
_SURE = (*KIND_OF, *_LISTS, "VocabularyElement")
# Pending bytes that are not looked at any closer.
# of the last line so much is looked at to tell a file that just stops
_LINE = 4096
_FREE = 1 << 20
# libxml2's kinds of complaint, in the words of the catalogue
_KINDS = {
    "DOCUMENT_END": "epcis.xml_two",
    "RESERVED_XML_NAME": "epcis.xml_two",
    "INVALID_CHAR": "epcis.xml_char",
    "TAG_NAME_MISMATCH": "epcis.xml_tag",
    "TAG_NOT_FINISHED": "epcis.xml_tag",
    "LT_IN_ATTRIBUTE": "epcis.xml_sign",
    "NAME_REQUIRED": "epcis.xml_sign",
    "ENTITYREF_SEMICOL_MISSING": "epcis.xml_sign",
    "ENTITYREF_NO_NAME": "epcis.xml_sign",
    "UNDECLARED_ENTITY": "epcis.xml_sign",
    "INVALID_CHARREF": "epcis.xml_sign",
    "INVALID_DEC_CHARREF": "epcis.xml_sign",
    "INVALID_HEX_CHARREF": "epcis.xml_sign",
}
_MAY_BE_CUT = ("epcis.xml", "epcis.xml_tag", "epcis.xml_sign")


class XmlDocument:
    """Reads one source; ``header`` and ``master`` fill while ``events`` runs."""

    format = "xml"

    def __init__(
        self,
        source: Source,
        limits: Limits,
        notes: Notes,
        builder: Builder,
        texts: Texts,
    ):
        self._source, self._limits, self._notes = source, limits, notes
        self._builder = builder
        self.markers: set[str] = set()
        self.header = XmlHeader(notes, texts, limits)
        self.master = MasterData(notes, self.markers)
        self._events = XmlEvents(notes, texts, limits, self.markers)
        self.root: dict[str, str] | None = None
        self.lists = 0
        self._kinds: dict[str, str] = {}
        self._named = False
        self._parent: etree._Element | None = None
        self._list: etree._Element | None = None
        self._last: etree._Element | None = None
        self._fed = self._released = self._signs = self._nodes = self._lines = 0
        self._tail = b""

    @property
    def recognised(self) -> bool:
        """Something of EPCIS was met."""
        return self._named or self.root is not None

    def events(self) -> Iterator[Event]:
        """All events in file order.

        Raises EpcisError ``epcis.xml`` (line, reason) where the text stops being
        well-formed, ``epcis.cut_off`` where it just stops, ``epcis.depth``,
        ``epcis.size``, ``epcis.dense``, or ``epcis.not_epcis``.
        """
        name = check_prolog(self._source)
        self._named = name in DOCUMENTS
        parser = _parser()
        try:
            for chunk in self._source.chunks():
                self._signs += chunk.count(b"<")
                self._limits.check_signs(self._signs, self._fed + len(chunk))
                parser.feed(chunk)
                self._fed += len(chunk)
                self._lines += chunk.count(b"\n")
                self._tail = (self._tail + chunk)[-_LINE:].rpartition(b"\n")[2]
                for _, node in parser.read_events():
                    if not isinstance(node, etree._Element):
                        continue  # no end of an element: not asked for
                    event = self._take(node)
                    if event is not None:
                        yield event
                        self._release(node)
                self._bound(name, chunk)
            parser.close()
        except etree.XMLSyntaxError as error:
            wrong = _wrong(error, parser, self._limits)
            if wrong.code in _MAY_BE_CUT and self._at_end(parser):
                wrong = EpcisError("epcis.cut_off", **wrong.facts)
            raise wrong from error
        if not self.recognised:
            raise EpcisError("epcis.not_epcis", looks_like=f"XML <{name}>")

    def _at_end(self, parser) -> bool:
        """The parser came as far as the last byte and wanted more."""
        fatal = [one for one in parser.feed_error_log if one.level_name == "FATAL"]
        if not fatal or not self._fed:
            return False
        last = fatal[0]
        text = self._tail.decode("utf-8", "replace").rstrip()
        return last.line > self._lines and last.column >= len(text)

    def _bound(self, name: str, chunk: bytes) -> None:
        """Refuse what fills the memory without ever finishing an event."""
        pending, limit = self._fed - self._released, self._limits.max_pending
        if pending > _FREE:
            # Bytes that start an element or an attribute: each costs some 100 bytes.
            self._nodes += chunk.count(b"<") + chunk.count(b"=")
        if pending <= limit and self._nodes <= 2 * self._limits.max_epcs:
            return
        if not self.recognised:
            raise EpcisError("epcis.not_epcis", looks_like=f"XML <{name}>")
        raise too_large(limit, "bytes")

    def _take(self, node: etree._Element) -> Event | None:
        """The event that ends with this element, or None when it is no event.

        Only ends are watched: half the calls. Where an element stands is looked up
        when its parent is not the one of the element before.
        """
        parent = node.getparent()
        if (parent is not self._parent or parent is None) and not self._enter(node):
            return None
        kind = self._kinds.get(node.tag)
        if kind is None:
            kind = self._kinds[node.tag] = KIND_OF.get(local_name(node), "")
            if kind:
                self._events.namespaces.add(namespace_of(node))
        if not kind:
            self._end(node)
            return None
        self._notes.position += 1
        self._limits.check_events(self._notes.position, self._fed)
        return self._builder.event(kind, self._events.draft(kind, node))

    def _enter(self, node: etree._Element) -> bool:
        """Look at what is around an element; False when that is an event."""
        around = list(node.iterancestors())
        names = [local_name(one) for one in around]
        if not KIND_OF.keys().isdisjoint(names):
            return False
        self._parent = node.getparent()
        if "EventList" in names:
            self._count(around[names.index("EventList")])
        if self.root is None or self.root["name"] not in DOCUMENTS:
            self._begin([node, *around])
        return True

    def _count(self, event_list: etree._Element) -> None:
        if event_list is not self._list:
            self._list = event_list
            self.lists += 1

    def _begin(self, around: list[etree._Element]) -> None:
        """The EPCIS document, or the outermost of EPCIS where there is none."""
        known = [one for one in around if local_name(one) in DOCUMENTS]
        known = known or [one for one in around if local_name(one) in _SURE]
        if not known:
            return
        node = known[-1]
        name, namespace = local_name(node), namespace_of(node)
        self.root = {
            "name": name,
            "namespace": namespace,
            "version": (node.get("schemaVersion") or "").strip(),
            "created": (node.get("creationDate") or "").strip(),
        }
        if name in DOCUMENTS:
            self._events.namespaces.add(namespace)
            if namespace not in EPCIS_NAMESPACES:
                place = f"line {node.sourceline}"
                self._notes.add("NAMESPACE_WRONG", place, namespace=namespace or "-")

    def _end(self, node: etree._Element) -> None:
        name = local_name(node)
        if name == "StandardBusinessDocumentHeader":
            self.header.sbdh(node)
        elif name == "dscsaTransactionStatement":
            self.header.statement(node)
        elif name == "guidelineVersion":
            self.header.version(node)
        elif name == "VocabularyElement":
            kind = next(
                (up.get("type") for up in node.iterancestors() if "type" in up.attrib),
                "",
            )
            self.master.add(kind or "", *self.header.vocabulary(node))
            self._limits.check_places(self.master.count, self._fed)
            self._release(node)
        elif name == "EventList":
            self._count(node)
            self._strangers(node)

    def _release(self, node: etree._Element) -> None:
        """Free what was read: this element's content and everything before it.

        The element itself and its tail stay, since the parser may still write there.
        """
        self._released, self._nodes = self._fed, 0
        node.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs are older
        holder: etree._Element | None = node
        while holder is not None:
            parent = holder.getparent()
            if parent is None:
                break
            while (before := holder.getprevious()) is not None:
                if before is not self._last:
                    self._stranger(before)
                parent.remove(before)
            holder = parent if parent.tag.endswith("extension") else None
        self._last = node

    def _strangers(self, node: etree._Element) -> None:
        for child in node:
            if child is not self._last:
                self._stranger(child)

    def _stranger(self, node: etree._Element) -> None:
        """Note what stands among the events and is none."""
        name = local_name(node)
        if name in KIND_OF or name in ("extension", "VocabularyElement", ""):
            return
        parent = node.getparent()
        if parent is not None and local_name(parent) == "EventList":
            self._notes.add("EVENT_UNKNOWN", "file", name=name)


def _parser() -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in _WATCHED],
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _wrong(error: etree.XMLSyntaxError, parser, limits: Limits) -> EpcisError:
    """libxml2's complaint as ours; its own bound is 256 levels, 10 MB a text."""
    fatal = [entry for entry in parser.feed_error_log if entry.level_name == "FATAL"]
    line = fatal[0].line if fatal else error.lineno or 1
    words = (fatal[0].message if fatal else str(error.msg or error)).lower()
    if "memory" in words:
        raise MemoryError from error
    if "depth" in words:
        return EpcisError("epcis.depth", limit=limits.max_depth)
    if "huge" in words or "limit" in words:
        return too_large(limits.max_text, "signs in one text")
    kind = fatal[0].type_name.removeprefix("ERR_") if fatal else ""
    return EpcisError(_KINDS.get(kind, "epcis.xml"), line=line)
