"""The sheet: every line of the form in its order, with what is wrong about it.

Several products: "Multiple" in the items of name, ingredient and strength; in those of
description and dosage form when they differ (FDA's answers to frequent questions).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ...catalogue import finding
from ...finding import Finding
from ..words import rows_of
from .report import CODES, REPORTS, VERSIONS, Choice, Product, Report

MULTIPLE = "Multiple"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form. ``items``: version -> number, none where it has no such
    item. ``asked``: report -> yes, if (there is anything), no, or blank. ``source``
    says where the fact comes from.
    """

    name: str
    items: Mapping[str, int]
    label: str
    shape: str
    asked: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line to copy: ``value`` as the form takes it, ``code`` of FDA's list.

    ``problem`` is a catalogue code, empty when the line can be sent.
    """

    name: str
    item: int
    label: str
    value: str
    code: str = ""
    required: bool = False
    problem: str = ""


def _fields() -> Iterator[Field]:
    for row in rows_of("form3911/fields.csv"):
        items = {v: int(row[f"item_{v}"]) for v in VERSIONS if row[f"item_{v}"]}
        asked = {report: row[report] for report in REPORTS}
        yield Field(
            row["name"],
            MappingProxyType(items),
            row["label"],
            row["shape"],
            MappingProxyType(asked),
            row["from"],
        )


FIELDS: Mapping[str, Field] = MappingProxyType({each.name: each for each in _fields()})


def sheet(report: Report, version: str, kind: str) -> tuple[Line, ...]:
    """The lines of a report of ``kind`` (one of REPORTS) on a form of ``version``.

    In the order of the form; nothing is left out, so an empty required line is there
    with its problem. The incident number stays blank on the first report: FDA gives
    it. ValueError for an unknown version or kind.
    """
    if version not in VERSIONS or kind not in REPORTS:
        raise ValueError(f"{version}, {kind}")
    fields = [each for each in FIELDS.values() if version in each.items]
    fields.sort(key=lambda each: each.items[version])
    return tuple(
        _line(each, each.items[version], report, kind)
        for each in fields
        if each.asked[kind] != "no"
    )


def problems(lines: Iterable[Line]) -> tuple[Finding, ...]:
    """What keeps a sheet from being sent; empty when it is whole."""
    return tuple(
        finding(line.problem, f"item {line.item}", item=line.item, label=line.label)
        for line in lines
        if line.problem
    )


def _line(each: Field, item: int, report: Report, kind: str) -> Line:
    asked = each.asked[kind]
    if asked == "blank":
        return Line(each.name, item, each.label, "")
    value, code, problem = _value(each, report, kind)
    if not problem and not value.strip() and asked == "yes":
        problem = "doubt.form_empty"
    return Line(each.name, item, each.label, value, code, asked == "yes", problem)


def _value(each: Field, report: Report, kind: str) -> tuple[str, str, str]:
    """(value, FDA's code, problem)."""
    if each.name == "report_type":
        return _choice("report_type", kind)
    if each.name == "drug_description":
        keys = {product.description for product in report.products}
        return _choice(each.name, "multiple" if len(keys) > 1 else "".join(keys))
    if each.name == "other_reports":
        return _others(report)
    if each.shape == "choice":
        return _choice(each.name, getattr(report, each.name))
    maker = _VALUES.get(each.name)
    value = maker(report) if maker else getattr(report, each.name).strip()
    return value, "", _problem(each.name, report, value)


def _choice(name: str, key: str) -> tuple[str, str, str]:
    found: Choice | None = CODES[name].get(key)
    if found:
        return found.label, found.code, ""
    return key, "", "doubt.form_choice" if key.strip() else ""


def _others(report: Report) -> tuple[str, str, str]:
    known = CODES["other_reports"]
    labels = [known[key].label for key in report.other_reports if key in known]
    text = "; ".join(labels)
    is_wrong = len(labels) < len(report.other_reports) or (
        "none" in report.other_reports and len(labels) > 1
    )
    if "other" in report.other_reports:
        text += f": {report.other_words.strip()}"
        is_wrong = is_wrong or not report.other_words.strip()
    return text, "", "doubt.form_choice" if is_wrong else ""


def _problem(name: str, report: Report, value: str) -> str:
    """What is wrong about a value that is there."""
    told, determined = report.initial_date, report.determined_at
    if name == "initial_date" and told and determined and told < determined.date():
        return "doubt.form_order"
    if name == "contact" and value and "@" not in report.contact.email:
        return "doubt.form_mail"
    if name == "company" and not _is_whole(report):
        return "doubt.form_empty"
    by_product = _EACH.get(name)
    if by_product and not all(map(by_product, report.products)):
        return "doubt.form_part"
    return ""


def _is_whole(report: Report) -> bool:
    company = report.company
    parts = (company.name, company.address1, company.city, company.state, company.zip)
    return all(part.strip() for part in parts)


# values of several products --------------------------------------------------------
def day_text(day: date | str | None) -> str:
    """A day as the form wants it, mm/dd/yyyy; a text as it is."""
    if isinstance(day, date):
        return f"{day.month:02}/{day.day:02}/{day.year:04}"
    return (day or "").strip()


def _alone(name: str) -> Callable[[Report], str]:
    """The value of the only product; of several "Multiple"."""

    def value(report: Report) -> str:
        texts = [getattr(product, name).strip() for product in report.products]
        return MULTIPLE if len(texts) > 1 else "".join(texts)

    return value


def _shared(name: str) -> Callable[[Report], str]:
    """The value all products share; "Multiple" when they differ."""

    def value(report: Report) -> str:
        texts = {getattr(product, name).strip() for product in report.products}
        return MULTIPLE if len(texts) > 1 else "".join(texts)

    return value


def _listed(of: Callable[[Product], Sequence[str]]) -> Callable[[Report], str]:
    """All values, of several products each behind the product's number."""

    def value(report: Report) -> str:
        texts = [", ".join(filter(None, of(product))) for product in report.products]
        if len(texts) == 1:
            return texts[0]
        called = [product.called for product in report.products]
        pairs = zip(called, texts, strict=True)
        return "; ".join(f"{name}: {text}" for name, text in pairs if text)

    return value


def quantity_text(product: Product) -> str:
    """Number and unit; empty unless both are known."""
    known = product.quantity and product.quantity > 0 and product.unit.strip()
    return f"{product.quantity} {product.unit.strip()}" if known else ""


def _quantity(product: Product) -> list[str]:
    return [quantity_text(product)]


def _lots(product: Product) -> list[str]:
    return [lot.strip() for lot in product.lots]


def _serials(product: Product) -> list[str]:
    return [serial.strip() for serial in product.serials]


def _expiries(product: Product) -> list[str]:
    return list(dict.fromkeys(map(day_text, product.expiries)))


def _ndcs(report: Report) -> str:
    return "; ".join(dict.fromkeys(p.ndc.strip() for p in report.products if p.ndc))


def company_text(report: Report) -> str:
    """Name and address in one line."""
    one = report.company
    parts = (one.name, one.address1, one.address2, one.city, one.state, one.zip)
    return ", ".join(part.strip() for part in (*parts, one.country) if part.strip())


def contact_text(report: Report) -> str:
    """Name, telephone and mail in one line."""
    one = report.contact
    parts = (one.name, one.telephone, one.email)
    return ", ".join(part.strip() for part in parts if part.strip())


_VALUES: Mapping[str, Callable[[Report], str]] = {
    "initial_date": lambda report: day_text(report.initial_date),
    "determined_date": lambda report: day_text(
        report.determined_at and report.determined_at.date()
    ),
    "product_name": _alone("name"),
    "ingredients": _alone("ingredients"),
    "strength": _alone("strength"),
    "dosage_form": _shared("dosage_form"),
    "quantity": _listed(_quantity),
    "ndc": _ndcs,
    "serials": _listed(_serials),
    "lots": _listed(_lots),
    "expiries": _listed(_expiries),
    "company": company_text,
    "contact": contact_text,
}
# what every product needs, even where the form shows "Multiple" or a list
_EACH: Mapping[str, Callable[[Product], bool]] = {
    "product_name": lambda product: bool(product.name.strip()),
    "strength": lambda product: bool(product.strength.strip()),
    "dosage_form": lambda product: bool(product.dosage_form.strip()),
    "quantity": lambda product: bool(quantity_text(product)),
    "lots": lambda product: any(_lots(product)),
    "expiries": lambda product: any(_expiries(product)),
}
