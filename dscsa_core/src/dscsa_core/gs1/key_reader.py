"""Bulk reading of EPC URIs: one check digit per GTIN, not per package.

``urn:epc:id:sgtin:`` + 13 digits + two dots is 32 characters whatever the length of
the company prefix, so the head of an SGTIN is found without looking at its parts.
"""

from ..errors import Gs1Error
from .epc_uri import Epc, parse_epc
from .keys import MAX_SERIAL, SGTIN, is_cset82

_HEAD = len("urn:epc:id:sgtin:") + 15
# A file of nothing but different GTINs must not grow the table without end.
_MAX_HEADS = 50_000


class KeyReader:
    """Reads many URIs of few GTINs; results and errors are those of ``parse_epc``."""

    __slots__ = ("_heads",)

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}

    def key(self, uri: str) -> str:
        """Key text of any identifier; raises Gs1Error as ``parse_epc`` does."""
        head = self._heads.get(uri[:_HEAD])
        if head is not None:
            serial = uri[_HEAD:]
            # Letters and digits, the usual case, pass the quickest test there is.
            plain = serial.isalnum() and serial.isascii()
            if len(serial) <= MAX_SERIAL and (plain or _is_unescaped(serial)):
                return head + serial
        return self.epc(uri).key

    def epc(self, uri: str) -> Epc:
        """The whole identifier, remembering the head of an SGTIN."""
        epc = parse_epc(uri)
        if epc.kind == SGTIN and uri[:_HEAD].startswith("urn:epc:id:sgtin:"):
            self._remember(uri[:_HEAD], epc)
        return epc

    def keys(self, uris: list[str]) -> tuple[list[str], list[tuple[int, Gs1Error]]]:
        """Keys of all URIs in order, and (index, error) of those that are faulty.

        A faulty URI has its own text as key, so that nothing is lost on the way.
        """
        keys: list[str] = []
        faults: list[tuple[int, Gs1Error]] = []
        read = self.key
        for index, uri in enumerate(uris):
            try:
                keys.append(read(uri))
            except Gs1Error as error:
                keys.append(uri.strip())
                faults.append((index, error))
        return keys, faults

    def _remember(self, head: str, epc: Epc) -> None:
        if len(self._heads) >= _MAX_HEADS:
            self._heads.clear()
        self._heads[head] = f"01{epc.gtin}21"


def _is_unescaped(serial: str) -> bool:
    return "%" not in serial and is_cset82(serial)


_shared = KeyReader()


def sgtin_key(uri: str) -> str:
    """``parse_epc(uri).key``, fast for many URIs of few GTINs; same errors."""
    return _shared.key(uri)
