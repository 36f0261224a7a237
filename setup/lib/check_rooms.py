"""No addon names one that stands on it: ``check_rooms.py ADDON…``.

What an addon may name is itself and what it depends on; anything else of ours in its
files, Python, views, data or scripts, is an arrow the wrong way.
"""

import ast
import re
import sys
from pathlib import Path

_READ = {".py", ".xml", ".csv", ".js", ".scss"}


def depends(addons: dict[str, list[str]], name: str) -> set[str]:
    """The addon and all of ours it stands on."""
    found = {name}
    for each in addons[name]:
        if each in addons:
            found |= depends(addons, each)
    return found


def arrows(folders: list[Path]) -> list[str]:
    """Lines that name an addon they should not know."""
    addons = {
        each.name: ast.literal_eval((each / "__manifest__.py").read_text())["depends"]
        for each in folders
    }
    found = []
    for folder in folders:
        foreign = addons.keys() - depends(addons, folder.name)
        named = re.compile(rf"\b({'|'.join(foreign)})\b") if foreign else None
        for path in sorted(folder.rglob("*")):
            if not named or path.suffix not in _READ or "migrations" in path.parts:
                continue
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if named.search(line):
                    found.append(f"{path}:{number}: {line.strip()}")
    return found


def main() -> int:
    """Print them; 1 when there are any."""
    found = arrows([Path(name) for name in sys.argv[1:]])
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
