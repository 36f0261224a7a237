"""Header elements of EPCIS XML: SBDH, transaction statement, master data."""

from lxml import etree

from .build import boolean
from .limits import Limits
from .notes import Notes
from .text import Texts
from .xml_parts import local_name, raw, text_of


def _path(node: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant by local names, one level a name."""
    for name in names:
        if node is None:
            return None
        node = next((child for child in node if local_name(child) == name), None)
    return node


class XmlHeader:
    """Fills ``values`` (fields of ``model.Header``) from header elements."""

    def __init__(self, notes: Notes, texts: Texts, limits: Limits) -> None:
        self._notes, self._texts, self._limits = notes, texts, limits
        self.values: dict[str, object] = {}
        self.authorities: set[str] = set()
        self.guideline = ""
        self.has_sbdh = False

    def sbdh(self, node: etree._Element) -> None:
        """StandardBusinessDocumentHeader: sender, receiver, number of the file."""
        self.has_sbdh = True
        for field, name in (("sender", "Sender"), ("receiver", "Receiver")):
            identifier = _path(node, name, "Identifier")
            if identifier is None:
                continue
            self.authorities.add((identifier.get("Authority") or "").strip().upper())
            self._set(field, self._texts.identifier(text_of(identifier)))
        document = _path(node, "DocumentIdentification")
        for field, name in (
            ("instance_id", "InstanceIdentifier"),
            ("created", "CreationDateAndTime"),
        ):
            found = _path(document, name)
            if found is not None:
                self._set(field, self._texts.clean(text_of(found)))

    def statement(self, node: etree._Element) -> None:
        """dscsaTransactionStatement: what the seller affirms (FD&C Act 581(27))."""
        affirmed = _path(node, "affirmTransactionStatement")
        text = "" if affirmed is None else text_of(affirmed)
        value = boolean(text)
        if value is not None:
            self._set("statement", value)
        elif affirmed is not None:
            self._notes.add(
                "STATEMENT_UNREADABLE", "header", value=self._texts.clean(text)[:80]
            )
        notice = _path(node, "legalNotice")
        if notice is not None:
            self._set("legal_notice", self._texts.clean(text_of(notice)))

    def version(self, node: etree._Element) -> None:
        """guidelineVersion of the healthcare guideline."""
        self.guideline = self.guideline or self._texts.clean(text_of(node))

    def vocabulary(self, node: etree._Element) -> tuple[str, list[tuple[str, str]]]:
        """Id and attributes of a VocabularyElement; nested addresses made flat."""
        attributes = []
        for child in node:
            if local_name(child) != "attribute":
                continue
            name = child.get("id") or ""
            if not len(child):
                attributes.append((name, self._texts.clean(child.text)))
                continue
            raw(child, self._limits)
            for leaf in child.iterdescendants(etree.Element):
                if not len(leaf):
                    key = leaf.get("id") or local_name(leaf)
                    attributes.append((key, self._texts.clean(leaf.text)))
        return self._texts.identifier(node.get("id")), attributes

    def _set(self, field: str, value: object) -> None:
        """The first word counts, empty ones do not."""
        if value not in ("", None):
            self.values.setdefault(field, value)
