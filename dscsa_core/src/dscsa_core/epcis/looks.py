"""What a file that is no EPCIS looks like, to say it to whoever sent it."""

import re

ARCHIVES = ("ZIP", "GZIP", "7-Zip", "RAR")
BINARY = "binary data"
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"II*\0", "TIFF picture"),
    (b"MM\0*", "TIFF picture"),
    (b"\xd0\xcf\x11\xe0", "old Excel, Word or Outlook file"),
    (b"{\\rtf", "RTF"),
    (b"ISA", "X12"),
    (b"UNA", "EDIFACT"),
    (b"UNB", "EDIFACT"),
    (b"-----BEGIN", "PEM or signed message"),
)
_MAIL = re.compile(rb"(?:MIME-Version|Received|From|Content-Type):", re.IGNORECASE)


def looks_like(head: bytes) -> str:
    """A short name of the format by its first bytes: ``PDF``, ``ZIP``, ``CSV`` …"""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name
    if _MAIL.match(start):
        return "e-mail"
    if b"\0" in head:
        return BINARY
    line = start.partition(b"\n")[0]
    if max(line.count(mark) for mark in b",;\t|") >= 2:
        return "CSV"
    return "text"
