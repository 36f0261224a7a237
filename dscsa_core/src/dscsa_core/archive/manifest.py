"""What an archive says of itself: its member ``manifest.json``.

An archive is one ZIP (ZIP64 where it needs to be), members stored or deflated. The
manifest names every other member but the two about itself::

    {"format": "dscsa-archive", "version": 1, "company": {"name", "gln"},
     "source": text that tells databases apart, "name", "made_at", "made_by",
     "software", "scope": {"kind": "everything" | "range", …},
     "cut_at": UTC text, "ledger": {"position", "link", "sealed_at"} | null,
     "members": [{"path", "size", "sha256", "kind", "rows"?, "read_at",
                  "recorded"?: the digest noted when an original came in}],
     "missing": [{"path", "name", "sha256", "size", "reason"}]}

``manifest.sha256`` holds its SHA-256 as hexadecimal text; the same digest is printed
on the cover sheet. Standard library alone, Python 3.9 or newer: a machine without
anything installed has to be able to check an archive.
"""

from __future__ import annotations

import hashlib
import json

FORMAT, VERSION = "dscsa-archive", 1
MANIFEST, MANIFEST_DIGEST = "manifest.json", "manifest.sha256"
ABOUT_ITSELF = frozenset({MANIFEST, MANIFEST_DIGEST})
LEDGER = "ledger/ledger.csv"
TABLE, ORIGINAL, TEXT = "table", "original", "text"
KINDS = frozenset({TABLE, ORIGINAL, TEXT, "ti", "pdf", "evidence", "attachment"})

_HEX = frozenset("0123456789abcdef")


class ManifestFault(Exception):
    """The manifest cannot be used; the text is a sentence for people."""


def dump(manifest: dict) -> bytes:
    """Bytes of a manifest: the same values give the same bytes."""
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    return text.encode() + b"\n"


def digest_of(data: bytes) -> str:
    """The digest printed on the cover sheet: SHA-256 of the manifest's bytes."""
    return hashlib.sha256(data).hexdigest()


def load(data: bytes) -> dict:
    """The manifest of these bytes. Raises ManifestFault when it is none of ours."""
    try:
        manifest = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ManifestFault("manifest.json is no readable JSON.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ManifestFault("manifest.json is not that of a DSCSA archive.")
    if manifest.get("version") != VERSION:
        raise ManifestFault(
            f"manifest.json has version {manifest.get('version')!r}; this program "
            f"knows version {VERSION}. Use the checker of a newer release."
        )
    for name in ("members", "missing"):
        if not isinstance(manifest.get(name), list):
            raise ManifestFault(f"manifest.json has no list of {name}.")
    for name in ("company", "ledger"):
        if not isinstance(manifest.get(name) or {}, dict):
            raise ManifestFault(f"manifest.json says nothing readable of the {name}.")
    if not all(isinstance(gone, dict) for gone in manifest["missing"]):
        raise ManifestFault("manifest.json names missing files without their facts.")
    for member in manifest["members"]:
        _check_member(member)
    return manifest


def _is_sha256(text: str) -> bool:
    return len(text) == 64 and _HEX.issuperset(text)


def _check_member(member: object) -> None:
    if not isinstance(member, dict) or not isinstance(member.get("path"), str):
        raise ManifestFault("manifest.json names a member without a path.")
    size, digest = member.get("size"), member.get("sha256")
    has_size = isinstance(size, int) and size >= 0
    if not has_size or not isinstance(digest, str) or not _is_sha256(digest):
        raise ManifestFault(
            f"manifest.json gives no size or no SHA-256 for {member['path']}."
        )
    rows = member.get("rows")
    if rows is not None and not (isinstance(rows, int) and rows >= 0):
        raise ManifestFault(f"manifest.json gives no row count for {member['path']}.")
