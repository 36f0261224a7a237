"""Workbooks of Excel 97 to 2003, written by hand.

[MS-XLS] BIFF8 records in one stream of a compound file ([MS-CFB], 512-byte sectors).
"""

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
# a shorter stream would have to lie in small sectors
_LEAST = 4096


def old_excel(sheets):
    """``{name: rows of texts and numbers}`` as the bytes of an XLS file."""
    bodies = [_sheet(rows) for rows in sheets.values()]
    # the places of the sheets are known when all marks of sheets have their length
    at = len(_book(dict.fromkeys(sheets, 0)))
    places = {}
    for name, body in zip(sheets, bodies, strict=True):
        places[name] = at
        at += len(body)
    book = _book(places) + b"".join(bodies)
    return _compound(book.ljust(_LEAST, b"\0"))


def _book(places):
    marks = [
        _record(0x85, struct.pack("<IBB", at, 0, 0) + _short(name))
        for name, at in places.items()
    ]
    return _bof(0x05) + b"".join(marks) + _record(0x0A)


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind):
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0x600))


def _short(text):
    return struct.pack("<BB", len(text), 0) + text.encode("latin-1")


def _sheet(rows):
    found = [_bof(0x10)]
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            place = struct.pack("<HHH", y, x, 0)
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 0) + value.encode("latin-1")
                found.append(_record(0x204, place + text))
            elif value is not None:
                found.append(_record(0x203, place + struct.pack("<d", value)))
    return b"".join([*found, _record(0x0A)])


def _compound(stream):
    """A compound file with the one stream ``Workbook``: FAT, directory, stream."""
    count = -(-len(stream) // _SECTOR)
    chain = [_FAT, _END, *range(3, count + 2), _END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _LEAST, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    root = _entry("Root Entry", 5, 1, _END, 0)
    book = _entry("Workbook", 2, _FREE, 2, len(stream))
    directory = (root + book).ljust(_SECTOR, b"\0")
    return header + fat + directory + stream.ljust(count * _SECTOR, b"\0")


def _entry(name, kind, child, start, size):
    text = f"{name}\0".encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    links = struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return head + links + struct.pack("<IQ", start, size)
