"""Files made to bring a server down, as many of each kind as wanted."""

import gzip
import io
import random
import struct
import zipfile
import zlib

_BORDER = 1 << 16
_HEAD = b'{"type": "EPCISDocument", "schemaVersion": "2.0", "x": "'


def hostile(count, seed=1, kinds=None):
    """(kind, file name, bytes) of ``count`` files of each kind."""
    for kind in kinds or KINDS:
        make = KINDS[kind]
        for number in range(count):
            chance = random.Random(f"{seed}/{kind}/{number}")
            yield kind, *make(chance)


def _number(chance):
    """A number that begins before a read border and ends behind it."""
    fill = b"x" * (_BORDER * chance.randint(1, 3) - len(_HEAD) - chance.randint(0, 40))
    digits = b"9" * chance.choice((20, 4_300, 5_000, 70_000))
    return "number.json", _HEAD + fill + b'", "n": ' + digits + b"}"


def _exponent(chance):
    power = b"9" * chance.randint(5, 40)
    sign = chance.choice((b"", b"-"))
    return "power.json", _HEAD + b'", "n": ' + sign + b"1e" + sign + power + b"}"


def _doctype(chance):
    levels, width = chance.randint(5, 40), chance.randint(2, 10)
    lines = [b'<!ENTITY e0 "%s">' % (b"x" * chance.choice((1, 90_000)))]
    for level in range(1, levels):
        lines.append(b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * width))
    text = b"<?xml version='1.0'?><!DOCTYPE a [" + b"".join(lines) + b"]>"
    name = b"epcis:EPCISDocument xmlns:epcis='urn:epcglobal:epcis:xsd:1'"
    text += b"<%s>" % name + b"&e%d;" % (levels - 1) * chance.choice((1, 3_000))
    return "entity.xml", text + b"</epcis:EPCISDocument>"


def _damaged(chance):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.xml", b"<a>%d</a>" % number * 900)
    data = bytearray(out.getvalue())
    for _change in range(chance.randint(1, 6)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    return "damaged.zip", bytes(data[: chance.choice((len(data), len(data) - 30))])


def _nested(chance):
    depth = chance.choice((300, 5_000, 100_000, 400_000))
    if chance.random() < 0.5:
        return "deep.json", _HEAD + b'", "a": ' + chance.choice(
            (b"[", b'{"a":')
        ) * depth
    name = b"epcis:EPCISDocument xmlns:epcis='urn:epcglobal:epcis:xsd:1'"
    return "deep.xml", b"<%s>" % name + b"<a>" * depth


def _keys(chance):
    count = chance.choice((20_000, 100_000, 200_000))
    keys = b",".join(b'"k%d":%d' % (n * 7919 % count, n) for n in range(count))
    return "keys.json", _HEAD + b'", ' + keys + b"}"


def _picture(chance):
    side = chance.choice((6_300, 20_000, 65_000))
    head = struct.pack("!II5B", side, side, 8, chance.choice((0, 2, 6)), 0, 0, 0)
    body = zlib.compress(bytes(chance.choice((10, 4_000_000))))
    data = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body)
    ppm = b"P%d %d %d 255 " % (chance.choice((2, 3, 5, 6)), side, side)
    webp = b"RIFF\xff\0\0\0WEBPVP8L" + struct.pack("<IB", 60, 0x2F) + b"\xff" * 60
    tiff = b"II*\0\x08\0\0\0\x03\0" + b"".join(
        struct.pack("<HHII", tag, 4, 1, side) for tag in (256, 257, 278)
    )
    return "bomb.png", chance.choice(
        (data, ppm + b"1 " * 9_000, webp, tiff + b"\0" * 9)
    )


def _chunk(name, data):
    crc = struct.pack("!I", zlib.crc32(name + data))
    return struct.pack("!I", len(data)) + name + data + crc


def _workbook(chance):
    rows = chance.choice((250_000, 400_000))
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    wide = b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>"
    sheets = (row * rows, wide * 150, b'<row r="1048576"/>' * 3, b"<row>" * 90_000)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS % (b"officeDocument", b"xl/workbook.xml"),
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELATIONS
        % (b"worksheet", b"worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": _SHEET % chance.choice(sheets),
        "xl/sharedStrings.xml": b"<sst>" + b"<si/>" * chance.choice((1, 2_000_000)),
        "xl/styles.xml": b"<styleSheet>" + b"<xf/>" * chance.choice((1, 2_000_000)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return "bomb.xlsx", out.getvalue()


_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.open'
    b'xmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="r1" Type="' + _LINKS + b'/%s" Target="%s"/>'
    b"</Relationships>"
)
_BOOK = (
    b'<workbook xmlns="' + _MAIN + b'" xmlns:r="' + _LINKS + b'"><sheets><sheet '
    b'name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_SHEET = b'<worksheet xmlns="' + _MAIN + b'"><sheetData>%s</sheetData></worksheet>'


def _x12(chance):
    start = b"ST*856*0001~BSN*00*1*20260101*1200~"
    bodies = (
        b"N1" + b"*" * chance.choice((501, 65_000)) + b"~",
        b"REF*" + b"x" * 70_000 + b"~",
        (b"N1" + b"*" * 499 + b"~") * 13_000,
        b"~" * 700_000,
        b"N1*~" * 610_000,
        b"HL*1*1*I~" * 3_000,
        b"".join(b"HL*%d*%d*P~" % (n, n - 1) for n in range(1, 3_000)),
    )
    return "bomb.x12", start + chance.choice(bodies) + b"SE*2*0001~"


def _gzip(chance):
    inner = bytes(chance.choice((300, 200_000, 2_000_000)) << 6)
    data = gzip.compress(inner, 1, mtime=0)
    if chance.random() < 0.3:
        data = gzip.compress(data, mtime=0)
    return "bomb.xml.gz", data[: chance.choice((len(data), len(data) // 2))]


def _prolog(chance):
    start = chance.choice((b"<!DOCTYPE a", b"<!DOCTYPE a [", b"<!--", b"<?", b""))
    pump = chance.choice(
        (b" ", b"\n", b"' '", b'"', b"<!-- -->", b"<? ?>", b"a:", b"[", b"<!--", b"<")
    )
    size = chance.choice((40, 300, 60_000, 600_000))
    end = chance.choice((b"", b"]x>", b'"', b"><a/>"))
    return "prolog.xml", start + pump * (size // len(pump)) + end


def _dense(chance):
    unit = chance.choice((b"{}", b"[]", b'""', b"1", b'{"a":1}', b"[[]]", b"null"))
    many = b",".join([unit] * (600_000 // (len(unit) + 1)))
    root = b'{"type": "EPCISDocument", '
    place = chance.choice(
        (
            root + b'"epcisBody": {"eventList": [%s]}}',
            root + b'"@context": [%s]}',
            root + b'"x": [%s]}',
            b"[%s]",
        )
    )
    return "dense.json", place % many


def _places(chance):
    count = chance.choice((20_000, 200_000))
    same = chance.random() < 0.5
    element = b'<VocabularyElement id="urn:x:%d"><attribute id="a%d">b</attribute>'
    inner = b"".join(
        element % (1 if same else n, n) + b"</VocabularyElement>" for n in range(count)
    )
    return "places.xml", (
        b'<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2">'
        b"<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary "
        b'type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>'
        + inner
        + b"</VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData>"
        b"</extension></EPCISHeader><EPCISBody><EventList/></EPCISBody>"
        b"</e:EPCISDocument>"
    )


def _members(chance):
    """Bombs, archives in archives and members under names no file has."""
    bomb = bytes(chance.choice((1, 30)) << 20)
    names = ("../a.xml", "/etc/a.xml", "a\\b.xml", "C:a.xml", "x" * 60_000, "", "a.xml")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(chance.choice((1, 3, 2_000))):
            data = bomb if number < 3 else b"<a/>"
            archive.writestr(f"{chance.choice(names)}{number}", data)
    data = out.getvalue()
    for _level in range(chance.choice((0, 1, 30))):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr("inner.zip", data)
        data = outer.getvalue()
    return "members.zip", data


KINDS = {
    "prolog": _prolog,
    "dense": _dense,
    "many places": _places,
    "odd members": _members,
    "number across a border": _number,
    "exponent": _exponent,
    "doctype": _doctype,
    "damaged archive": _damaged,
    "deep nesting": _nested,
    "many keys": _keys,
    "picture": _picture,
    "workbook": _workbook,
    "ship notice": _x12,
    "gzip": _gzip,
}
