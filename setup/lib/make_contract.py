"""docs/contract.md, written from the dataclasses of the contract.

    python make_contract.py [--check]

``--check`` says whether it is that of today. Odoo is not needed: the classes import
nothing of it, and the addons they lie in are taken for plain folders.
"""

import importlib
import sys
import types
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "docs" / "contract.md"
ADDONS = (
    *("dscsa_compliance", "dscsa_compliance_station", "dscsa_compliance_answering"),
    "dscsa_compliance_investigation",
)
WORDS: dict[Any, str] = {
    str: "text",
    int: "number",
    bool: "true or false",
    dict: "object",
}
HEAD = """# What the server tells a screen that scans

Written by `setup/lib/make_contract.py` from the dataclasses in each `contract.py`.
Dates and times are texts, in UTC; false stands for what is not known. One test of the
station compares every answer with these tables.
"""


def _folder(name: str, place: Path) -> None:
    module = types.ModuleType(name)
    module.__path__ = [str(place)]
    sys.modules[name] = module


def shapes() -> dict[str, list[type]]:
    """{path of a file: its classes}."""
    for name in ("odoo", "odoo.addons"):
        _folder(name, ROOT)
    found = {}
    for addon in ADDONS:
        _folder(f"odoo.addons.{addon}", ROOT / addon)
        for path in sorted((ROOT / addon / "services").rglob("contract.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            module = importlib.import_module(".".join(("odoo", "addons", *parts)))
            mine = (each for each in vars(module).values() if isinstance(each, type))
            found[str(path.relative_to(ROOT))] = [
                each
                for each in mine
                if each.__module__ == module.__name__ and each.__name__ != "Shape"
            ]
    return found


def words(kind: Any) -> str:
    """A type as people say it."""
    if kind in WORDS:
        return WORDS[kind]
    if get_origin(kind) is Literal:
        return ", ".join(f"`{each}`" if each else "false" for each in get_args(kind))
    if get_origin(kind) is list:
        return f"list of {words(get_args(kind)[0])}"
    if get_args(kind):
        return " or ".join(map(words, get_args(kind)))
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def table(shape: type) -> str:
    """One class: what it is, and its fields."""
    above = shape.__bases__[0]
    also = "" if above.__name__ == "Shape" else f"; with all of {words(above)}"
    about = " ".join((shape.__doc__ or "").split()).rstrip(".")
    lines = [f"### {shape.__name__}\n", f"{about}{also}.\n"]
    lines += ["| field | type | meaning |", "|---|---|---|"]
    hints = get_type_hints(shape, include_extras=True)
    for name in shape.__dict__.get("__annotations__", {}):
        kind, meaning = get_args(hints[name])
        lines.append(f"| `{name}` | {words(kind)} | {meaning} |")
    return "\n".join(lines) + "\n"


def text() -> str:
    """All of the file."""
    parts = [HEAD]
    for path, classes in shapes().items():
        parts.append(f"## `{path}`\n")
        parts += map(table, classes)
    return "\n".join(parts)


def main() -> int:
    """Write, or compare."""
    made = text()
    if sys.argv[1:] != ["--check"]:
        PLACE.write_text(made)
        return 0
    if PLACE.exists() and PLACE.read_text() == made:
        return 0
    print("docs/contract.md is not that of the classes: run setup/lib/make_contract.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
