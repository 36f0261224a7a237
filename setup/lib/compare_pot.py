"""Say what a translation template lacks or has too much: ``… OURS FRESH``."""

import sys

import polib


def texts(path: str) -> set[tuple[str | None, str]]:
    """The messages of a file, whatever their order and places."""
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(path)}


def main(ours: str, fresh: str) -> int:
    """Exit code 1 and one line for each difference."""
    kept, now = texts(ours), texts(fresh)
    for word, difference in (("missing", now - kept), ("no longer used", kept - now)):
        for _context, text in sorted(difference, key=lambda entry: entry[1]):
            print(f"{word}: {text!r}")
    return 0 if kept == now else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
