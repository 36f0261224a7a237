"""A small archive made by hand, and ways to damage it."""

import csv
import io
import zipfile

from dscsa_core.archive import manifest as paper
from dscsa_core.archive.chain import COLUMNS
from dscsa_core.ledger import GENESIS, Fact, canonical, digest_of, link_of

STAMP = (2026, 11, 20, 9, 30, 0)
ORIGINAL = b"<file>seven bottles</file>" * 40


def facts(count=5):
    """Rows of a ledger with a right chain."""
    rows, link = [], GENESIS
    for position in range(1, count + 1):
        content = canonical({"name": f"Invoice {position}"})
        at = f"2026-11-1{position}T08:00:00.000000+00:00"
        fact = Fact("created", "x.y", f"Invoice {position}", content, at, "Ana", "")
        digest, previous = digest_of(fact), link
        link = link_of(previous, position, digest)
        rows.append(
            {
                **{name: getattr(fact, name) for name in Fact._fields},
                "digest": digest,
                "position": str(position),
                "previous": previous,
                "link": link,
                "given": "yes",
                "sealed_at": at,
            }
        )
    return rows


def table(rows, columns):
    """Bytes of a CSV table."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def members(rows=None):
    """{path: (bytes, facts of the manifest)}; ``rows`` of the ledger."""
    rows = facts() if rows is None else rows
    lines = [{"id": n, "name": f"two\nlines {n}"} for n in range(3)]
    return {
        "README.txt": (b"What this is.\n", {"kind": "text"}),
        "tables/transaction.csv": (
            table(lines, ("id", "name")),
            {"kind": "table", "rows": 3},
        ),
        "originals/1-a.xml": (ORIGINAL, {"kind": "original"}),
        paper.LEDGER: (table(rows, COLUMNS), {"kind": "table", "rows": len(rows)}),
    }


def manifest_of(contents, rows=None, **changes):
    """The manifest of these members."""
    rows = facts() if rows is None else rows
    head = {"position": len(rows), "link": rows[-1]["link"]} if rows else None
    listed = [
        {
            "path": path,
            "size": len(data),
            "sha256": paper.digest_of(data),
            **about,
        }
        for path, (data, about) in contents.items()
    ]
    return {
        "format": paper.FORMAT,
        "version": paper.VERSION,
        "name": "ARC/7",
        "company": {"name": "Oak Pharmacy"},
        "made_at": "2026-11-20 09:30:00",
        "members": listed,
        "missing": [],
        "ledger": head,
        **changes,
    }


def packed(contents, manifest, *, more=(), digest=None, method=zipfile.ZIP_DEFLATED):
    """Bytes of the ZIP of these members; ``more`` are (path, bytes) nobody listed."""
    data = paper.dump(manifest)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, (content, _about) in contents.items():
            archive.writestr(zipfile.ZipInfo(path, STAMP), content, method)
        for path, content in more:
            archive.writestr(zipfile.ZipInfo(path, STAMP), content)
        archive.writestr(zipfile.ZipInfo(paper.MANIFEST, STAMP), data)
        noted = (digest or paper.digest_of(data)).encode()
        archive.writestr(zipfile.ZipInfo(paper.MANIFEST_DIGEST, STAMP), noted)
    return out.getvalue()


def good():
    """Bytes of an archive without a fault."""
    contents = members()
    return packed(contents, manifest_of(contents))
