"""Master data of what is sold, with the NDC in the form of the partner's release."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..catalogue import finding
from ..epcis.model import R12, Item
from ..errors import Gs1Error
from ..finding import Finding
from ..gs1.epc_encode import gtin_pattern_uri, prefix_length_of
from ..gs1.keys import is_digits
from ..gs1.ndc import candidates, hyphenate, ndc10_of_gtin, ndc11
from .dialect import Dialect
from .model import Sale, Thing, every
from .names import gtin_of

_TYPES = {R12: "FDA_NDC_11"}
_TOLD = ("name", "ndc", "strength", "dosage_form", "container_size")


def items_in(sale: Sale, dialect: Dialect) -> Iterator[Item]:
    """One for each GTIN sold, packages and cases, in the order in which they come."""
    known = {item.gtin: item for item in sale.items}
    done: set[str] = set()
    for _depth, thing in every(sale.things):
        gtin = gtin_of(thing.epc)
        if not gtin or gtin in done or gtin not in known:
            continue
        done.add(gtin)
        pattern = gtin_pattern_uri(gtin, prefix_length_of(thing.epc))
        item = replace(known[gtin], id=pattern)
        if item.ndc:
            kind = _TYPES.get(dialect.release, "US_FDA_NDC")
            item = replace(item, ndc=ndc_for(item, dialect), ndc_type=kind)
        yield item


def ndc_for(item: Item, dialect: Dialect) -> str:
    """Eleven digits (R1.2) or ten with hyphens (R1.3); raises Gs1Error ``ndc.…``."""
    text = item.ndc.strip()
    if dialect.release != R12:
        return _with_hyphens(text, item.gtin)
    digits = ndc11(text)
    if digits is None:
        raise Gs1Error("ndc.form", value=text)
    return digits


def _with_hyphens(text: str, gtin: str) -> str:
    """Of eleven digits that may stand for several codes the GTIN's own ten decide."""
    if is_digits(text) and len(text) == 10:
        return hyphenate(text)
    codes = candidates(text)
    own = ndc10_of_gtin(gtin)
    found = {str(code) for code in codes if code.digits == own} or set(map(str, codes))
    if len(found) != 1:
        raise Gs1Error("ndc.ambiguous", value=text, candidates=", ".join(sorted(found)))
    return found.pop()


def problems_of_products(
    sale: Sale, goods: Sequence[Thing], dialect: Dialect
) -> Iterator[Finding]:
    """TI items A to D of every drug: 581(26)."""
    known = {item.gtin: item for item in sale.items}
    for gtin in _gtins(sale, goods):
        item = known.get(gtin) or Item("", gtin)
        missing = [name for name in _TOLD if not getattr(item, name).strip()]
        if missing:
            parts = ", ".join(name.replace("_", " ") for name in missing)
            product = item.name or gtin
            yield finding("outbound.product", product=product, missing=parts)
        elif not _is_written(item, dialect):
            yield finding("outbound.ndc", ndc=item.ndc, release=dialect.release)


def _is_written(item: Item, dialect: Dialect) -> bool:
    try:
        return bool(ndc_for(item, dialect))
    except Gs1Error:
        return False


def _gtins(sale: Sale, goods: Sequence[Thing]) -> Iterator[str]:
    """GTINs of the packages, each once; of what cannot be read none."""
    found = dict.fromkeys(gtin_of(thing.epc) for thing in goods)
    found.update((each.gtin, None) for each in sale.counted)
    yield from filter(None, found)
