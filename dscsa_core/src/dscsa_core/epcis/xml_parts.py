"""Small pieces of reading elements that several modules need."""

from collections.abc import Iterator
from typing import cast

from lxml import etree

from ..errors import EpcisError
from .limits import Limits, too_large


def local_name(node: etree._Element) -> str:
    """The tag without namespace or undeclared prefix; empty for what is no element."""
    tag = node.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2]


def namespace_of(node: etree._Element) -> str:
    """The namespace of an element; empty when it has none."""
    namespace, brace, _ = node.tag.rpartition("}")
    return namespace[1:] if brace else ""


def text_of(node: etree._Element) -> str:
    """All text inside an element."""
    if not len(node):
        return node.text or ""
    return "".join(cast("Iterator[str]", node.itertext()))


def raw(node: etree._Element, limits: Limits) -> str:
    """An extension as it was written: its text, or its XML when it has a structure.

    Raises EpcisError ``epcis.depth`` or ``epcis.size`` for what is beyond the limits.
    """
    if not len(node) and not node.attrib:
        text = node.text or ""
    else:
        _check_depth(node, limits.max_depth)
        text = etree.tostring(node, encoding="unicode", with_tail=False)
    if len(text) > limits.max_text:
        raise too_large(limits.max_text, "signs in one text")
    return text.strip()


def _check_depth(node: etree._Element, limit: int) -> None:
    level, depth = [node], 0
    while level:
        if depth > limit:
            raise EpcisError("epcis.depth", limit=limit)
        level = [child for parent in level for child in parent]
        depth += 1
