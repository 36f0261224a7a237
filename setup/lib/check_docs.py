"""What documents name is there: ``check_docs.py FILE…``.

Paths in back quotes that begin with a folder of the repository, and links to its files.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`+((?:dscsa_|setup/|docs/|\.ci/|\.github/)[\w./-]+)`+")
PLACEHOLDER = re.compile(r"/[A-Z]{3,}(?:/|$)|/[A-Z]+\.")
LINK = re.compile(r"\]\(([\w./-]+)(?:#[\w-]*)?\)|<([\w./-]+\.(?:md|rst|png))>`__")


def missing(path: Path) -> list[str]:
    """Names in one document of what is not there."""
    text = path.read_text(encoding="utf-8")
    named = {
        name
        for name in NAMED.findall(text)
        if "/" in name and not PLACEHOLDER.search(name)
    }
    linked = {a or b for a, b in LINK.findall(text)}
    return [
        f"{path}: {name} is not there"
        for name, base in (
            *((name, ROOT) for name in sorted(named)),
            *((name, path.parent) for name in sorted(linked)),
        )
        if not (base / name).exists()
        and not list((ROOT / "dscsa_core/src").glob(f"{name}*"))
    ]


def main(files: list[str]) -> int:
    """Exit code 1, and a line for each name of nothing."""
    found = [row for each in files for row in missing(Path(each))]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
