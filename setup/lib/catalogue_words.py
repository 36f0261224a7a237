"""The words of the core's rules, where Odoo's translation export finds them.

    python3 setup/lib/catalogue_words.py [--check]

The exporter looks at the files of an addon; the rules are a package of their own. So
their texts are written, marked, into ``i18n/catalogue`` of the addon, one file a
family; nothing imports them. ``--check`` says whether they are those of today.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# of this checkout, with any Python: nothing has to be installed
sys.path.insert(0, str(ROOT / "dscsa_core" / "src"))

from dscsa_core.catalogue import RULES, rule  # noqa: E402
from dscsa_core.catalogue.goes_on import MARKED, NOTED  # noqa: E402
from dscsa_core.investigation.words import every  # noqa: E402

PLACE = ROOT / "dscsa_compliance" / "i18n" / "catalogue"
HEAD = '"""Words of the core, written by setup/lib/catalogue_words.py."""\n\n'
MARK = """from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
"""


def files() -> dict[str, str]:
    """{name of a file: its content}."""
    texts: dict[str, dict[str, None]] = {}
    for each in (*RULES.values(), rule("")):
        words = texts.setdefault(each.family, {})
        words.update(dict.fromkeys((each.sentence, each.next_step)))
    texts["investigation_words"] = dict.fromkeys(every())
    texts["goes_on"] = dict.fromkeys((*MARKED.values(), NOTED))
    return {
        f"{family}.py": HEAD
        + MARK
        + "".join(f"    _lt({w!r}),\n" for w in words)
        + ")\n"
        for family, words in texts.items()
    }


def main() -> int:
    """Write the files, or compare them; the exit code."""
    wanted = files()
    if "--check" not in sys.argv:
        PLACE.mkdir(exist_ok=True)
        for path in PLACE.glob("*.py"):
            path.unlink()
        for name, content in wanted.items():
            (PLACE / name).write_text(content, encoding="utf-8")
        return 0
    found = {path.name: path.read_text(encoding="utf-8") for path in PLACE.glob("*.py")}
    if found == wanted:
        return 0
    sys.stdout.write(
        "dscsa_compliance/i18n/catalogue is not of today: "
        "python3 setup/lib/catalogue_words.py\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
