"""README.rst of each addon, of its manifest and fragments: ``… [--check]``.

Fragments lie in ``readme`` of the addon, named as the community's association does.
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("DESCRIPTION", "CONFIGURE", "USAGE", "ROADMAP", "CONTRIBUTORS")
TITLES = {
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Known issues and plans",
    "CONTRIBUTORS": "Contributors",
}
HEAD = """.. Made by setup/lib/make_readmes.py of the manifest and the folder readme.

"""


def heading(text: str, sign: str) -> str:
    """A title of reStructuredText."""
    return f"{text}\n{sign * len(text)}\n\n"


def readme(addon: Path) -> str:
    """The text of one addon's README."""
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text(encoding="utf-8"))
    text = HEAD + heading(manifest["name"], "=")
    for part in PARTS:
        path = addon / "readme" / f"{part}.rst"
        if path.exists():
            if part in TITLES:
                text += heading(TITLES[part], "-")
            text += path.read_text(encoding="utf-8").strip() + "\n\n"
    needs = ", ".join(f"``{name}``" for name in manifest["depends"])
    more = manifest.get("external_dependencies", {}).get("python", ())
    python = f" Python: {', '.join(f'``{name}``' for name in more)}." if more else ""
    return text + f"Needs {needs}.{python} License: {manifest['license']}.\n"


def main() -> int:
    """Write them, or say which are not of today."""
    old = []
    for manifest in sorted(ROOT.glob("dscsa_compliance*/__manifest__.py")):
        path = manifest.with_name("README.rst")
        text = readme(manifest.parent)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            old.append(
                f"{path.relative_to(ROOT)} is not of today: setup/lib/make_readmes.py"
            )
    print("\n".join(old))
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
