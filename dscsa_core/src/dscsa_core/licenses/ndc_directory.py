"""FDA's NDC Directory: a ZIP with ``product.txt`` and ``package.txt``.

Requirements 2.4. The directory holds wrong and old records: it helps, it proves
nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ..errors import Gs1Error
from ..gs1.ndc import Ndc
from .listing import Aliases, iso
from .tables import Layout, Table, open_table, unzip

MEMBERS = ("product.txt", "package.txt")
PRODUCTS = Layout(
    "NDC products",
    required=(
        "PRODUCTID",
        "PRODUCTNDC",
        "PRODUCTTYPENAME",
        "PROPRIETARYNAME",
        "NONPROPRIETARYNAME",
        "DOSAGEFORMNAME",
        "ROUTENAME",
        "MARKETINGCATEGORYNAME",
        "LABELERNAME",
    ),
    optional=(
        "PROPRIETARYNAMESUFFIX",
        "ACTIVE_NUMERATOR_STRENGTH",
        "ACTIVE_INGRED_UNIT",
        "PHARM_CLASSES",
        "DEASCHEDULE",
    ),
)
PACKAGES = Layout(
    "NDC packages",
    required=("PRODUCTID", "PRODUCTNDC", "NDCPACKAGECODE", "PACKAGEDESCRIPTION"),
    optional=("SAMPLE_PACKAGE", "NDC_EXCLUDE_FLAG", "ENDMARKETINGDATE"),
)
# the product types that are finished human prescription drugs (581(12), (13))
PRESCRIPTION = frozenset(
    ("HUMAN PRESCRIPTION DRUG", "PLASMA DERIVATIVE", "VACCINE", "CELLULAR THERAPY")
)


class Package(NamedTuple):
    """One package code with what the directory says of its product; all texts.

    ``ndc12`` and ``ndc10`` are digits; ``sample`` and ``excluded`` ``"t"``/``"f"``.
    """

    ndc: str
    ndc12: str
    ndc10: str
    kind: str
    name: str
    generic: str
    form: str
    route: str
    category: str
    labeler: str
    strength: str
    classes: str
    schedule: str
    description: str
    sample: str
    excluded: str
    ended: str


class Directory:
    """The packages of the directory; ``notes`` is complete once they were read."""

    def __init__(self, products: Table, packages: Table) -> None:
        self._products, self._packages = products, packages
        self._without, self._odd = 0, 0

    def __iter__(self) -> Iterator[Package]:
        products = dict(_products(self._products))
        at = self._packages.columns
        for fields in self._packages:
            about = products.get(fields[at["PRODUCTID"]])
            if about is None:
                self._without += 1
                continue
            package = _package(fields, at, about)
            if package is None:
                self._odd += 1
                continue
            yield package

    @property
    def notes(self) -> dict[str, object]:
        """As ``Listing.notes``; ``bad`` counts packages without product or form."""
        table = self._packages
        return {
            "rows": table.rows - self._without - self._odd,
            "bad": table.bad + self._products.bad + self._without + self._odd,
            "unknown": ", ".join((*self._products.unknown, *table.unknown)),
            "encoding": table.encoding,
        }


def read(data: bytes, aliases: Aliases | None = None) -> Directory:
    """The directory; ListError as in ``tables`` when the file is refused."""
    product, package = unzip(data, MEMBERS)
    extra = aliases or {}
    return Directory(
        open_table(product, PRODUCTS.plus(extra)),
        open_table(package, PACKAGES.plus(extra)),
    )


def _text(fields: list[str], place: int | None) -> str:
    if place is None or place >= len(fields):
        return ""
    return " ".join(fields[place].split())


class _About(NamedTuple):
    """What a package code takes from its product, in the order of ``Package``."""

    kind: str
    name: str
    generic: str
    form: str
    route: str
    category: str
    labeler: str
    strength: str
    classes: str
    schedule: str


def _products(table: Table) -> Iterator[tuple[str, _About]]:
    at = table.columns
    names = (*PRODUCTS.required[2:], *PRODUCTS.optional)
    places = {name: at.get(name) for name in names}
    for fields in table:
        about = {name: _text(fields, place) for name, place in places.items()}
        name = f"{about['PROPRIETARYNAME']} {about['PROPRIETARYNAMESUFFIX']}".strip()
        strength = about["ACTIVE_NUMERATOR_STRENGTH"], about["ACTIVE_INGRED_UNIT"]
        yield (
            fields[at["PRODUCTID"]],
            _About(
                about["PRODUCTTYPENAME"].upper(),
                name,
                about["NONPROPRIETARYNAME"],
                about["DOSAGEFORMNAME"],
                about["ROUTENAME"],
                about["MARKETINGCATEGORYNAME"],
                about["LABELERNAME"],
                " ".join(filter(None, strength)),
                about["PHARM_CLASSES"],
                about["DEASCHEDULE"],
            ),
        )


def _package(fields: list[str], at: dict[str, int], about: _About) -> Package | None:
    text = fields[at["NDCPACKAGECODE"]].strip()
    try:
        code = Ndc.parse(text)
    except Gs1Error:
        return None
    return Package(
        text,
        code.ndc12,
        code.digits if len(code.digits) == 10 else "",
        *about,
        _text(fields, at["PACKAGEDESCRIPTION"]),
        _flag(fields, at.get("SAMPLE_PACKAGE"), "Y"),
        "f" if _flag(fields, at.get("NDC_EXCLUDE_FLAG"), "N") == "t" else "t",
        iso(_text(fields, at.get("ENDMARKETINGDATE"))),
    )


def _flag(fields: list[str], place: int | None, wanted: str) -> str:
    value = _text(fields, place)
    # an absent exclude flag means that nothing is excluded
    return "t" if (value or "N") == wanted else "f"


def propose_scope(package: Package) -> tuple[str, str, str]:
    """(scope, exclusion code, reason code) a person may accept for a product.

    Scope ``""`` when the directory does not settle it. FD&C Act 581(13) lists what
    is no product; only the plain cases are proposed here.
    """
    category = package.category.upper()
    if "HOMEOPATHIC" in category:
        return "excluded", "P6", "homeopathic"
    if "MEDICAL GAS" in category or package.form.upper() == "GAS":
        return "excluded", "P5", "gas"
    if "RADIOACTIVE" in package.classes.upper():
        return "excluded", "P2", "radioactive"
    if package.kind in PRESCRIPTION:
        return "in_scope", "", "prescription"
    if "OTC" in package.kind or "ANIMAL" in package.kind:
        return "excluded", "P8", "not_prescription"
    return "", "", "unclear"
