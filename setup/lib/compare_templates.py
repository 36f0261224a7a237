"""Say what translation templates lack or have too much: ``run_in_odoo.py DATABASE
compare_templates ADDON…``."""

import io
from pathlib import Path

import polib

from odoo.modules import Manifest
from odoo.tools.translate import trans_export


def main(env, *addons: str) -> int:
    """Exit code 1 and one line for each difference."""
    return max(_compare(env, addon) for addon in addons)


def _compare(env, addon: str) -> int:
    buffer = io.BytesIO()
    trans_export(False, [addon], buffer, "po", env)
    kept = _texts(Path(Manifest.for_addon(addon).path, "i18n", f"{addon}.pot"))
    now = _texts(buffer.getvalue().decode())
    for word, difference in (("missing", now - kept), ("no longer used", kept - now)):
        for _context, text in sorted(difference, key=lambda entry: entry[1]):
            print(f"{addon}: {word}: {text!r}")
    return int(kept != now)


def _texts(template: Path | str) -> set[tuple[str | None, str]]:
    """The messages of a template, whatever their order and places."""
    if isinstance(template, Path) and not template.is_file():
        return set()
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(template))}
