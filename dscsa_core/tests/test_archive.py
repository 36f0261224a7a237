"""Archives: what was cut, edited, added or removed is named, and nothing else is."""

import io
import random
import struct
import unittest
import unittest.mock
import warnings
import zipfile

from dscsa_core.archive import manifest as paper
from dscsa_core.archive.verify import GOOD, PROBLEM, UNREADABLE, Wanted, verify

from . import archive_samples as samples


def check(data, **wanted):
    return verify(io.BytesIO(data), Wanted(**wanted))


class Pipe(io.RawIOBase):
    """Cannot be sought: sizes follow the data."""

    def __init__(self):
        super().__init__()
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):  # pylint: disable=method-required-super
        self.data += data
        return len(data)


class ArchiveCase(unittest.TestCase):
    def assert_told(self, report, *texts):
        """One problem for each text, each holding its text."""
        self.assertEqual(report.code, PROBLEM, report)
        for text in texts:
            self.assertIn(text, "\n".join(report.problems))
        self.assertEqual(len(report.problems), len(texts), report.problems)


class TestWhole(ArchiveCase):
    def test_good(self):
        report = check(samples.good())
        self.assertEqual((report.code, report.problems), (GOOD, []))
        self.assertIn("ARC/7 of Oak Pharmacy", report.facts[0])
        self.assertIn("1 originals; 8 rows in 2 tables", report.facts[0])
        self.assertIn("from entry 1 to 5", " ".join(report.facts))

    def test_stored_members_are_as_good_as_packed_ones(self):
        contents = samples.members()
        data = samples.packed(
            contents, samples.manifest_of(contents), method=zipfile.ZIP_STORED
        )
        self.assertEqual(check(data).code, GOOD)

    def test_originals_lost_before_are_notes(self):
        contents = samples.members()
        lost = {"path": "x", "name": "May.xml", "reason": "not in the file store"}
        data = samples.packed(contents, samples.manifest_of(contents, missing=[lost]))
        report = check(data)
        self.assertEqual(report.code, GOOD)
        self.assertIn("May.xml was already missing", report.notes[0])

    def test_an_empty_ledger_is_said(self):
        contents = samples.members([])
        report = check(samples.packed(contents, samples.manifest_of(contents, [])))
        self.assertEqual(report.code, GOOD, report)
        self.assertIn("nothing was sealed", " ".join(report.facts))


class TestContainer(ArchiveCase):
    def test_cut_anywhere(self):
        data = samples.good()
        turns = random.Random(7)
        for length in [30, 60, len(data) - 1, *turns.sample(range(100, len(data)), 60)]:
            with self.subTest(length=length):
                report = check(data[:length])
                self.assertEqual(report.code, PROBLEM)
                self.assertIn(f"cut off at byte {length}", report.problems[0])

    def test_the_cut_member_is_named(self):
        data = samples.good()
        begin = data.index(b"originals/1-a.xml")
        report = check(data[: begin + 40])
        self.assert_told(report, "inside originals/1-a.xml; 2 members before it")

    def test_one_byte_edited_anywhere(self):
        data = samples.good()
        turns = random.Random(11)
        for place in turns.sample(range(4, len(data) - 22), 150):
            changed = bytearray(data)
            changed[place] ^= 0x15
            with self.subTest(place=place):
                report = check(bytes(changed))
                names = samples.members().keys() | paper.ABOUT_ITSELF
                if report.code == GOOD:
                    # times and attributes of the directory say nothing of the content
                    self.assertTrue(self._is_attribute(data, place))
                else:
                    told = " ".join(report.problems)
                    self.assertTrue(any(n in told for n in names) or "byte" in told)

    def _is_attribute(self, data, place):
        """Whether a byte is no content: version, flag, time or attribute fields."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            start = archive.start_dir
        if place >= start:
            return True
        return any(
            info.header_offset + 4 <= place < info.header_offset + 26 for info in infos
        )

    def test_no_archive_at_all(self):
        for data in (b"", b"PK", b"%PDF-1.4", b"\x1f\x8b\x08"):
            report = check(data)
            self.assertEqual(report.code, UNREADABLE)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("holiday.txt", "sun")
        report = check(out.getvalue())
        self.assertEqual(report.code, UNREADABLE)
        self.assertIn("no manifest.json", report.problems[0])

    def test_bytes_between_members(self):
        data = samples.good()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            start = archive.start_dir
        grown = bytearray(data[:start] + b"hidden" + data[start:])
        at = grown.rindex(b"PK\x05\x06")
        grown[at + 16 : at + 20] = struct.pack("<L", start + 6)
        self.assert_told(check(bytes(grown)), "after the last member")

    def test_a_name_twice(self):
        contents = samples.members()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data = samples.packed(
                contents,
                samples.manifest_of(contents),
                more=[("originals/1-a.xml", samples.ORIGINAL)],
            )
        self.assert_told(check(data), "originals/1-a.xml is in the archive twice")

    def test_a_bomb_is_not_unpacked(self):
        contents = samples.members()
        size = 40 << 20
        manifest = samples.manifest_of(contents)
        manifest["members"].append(
            {"path": "originals/2.xml", "size": 60, "sha256": "0" * 64, "kind": "x"}
        )
        data = samples.packed(contents, manifest)
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("originals/2.xml", bytes(size))
        self.assert_told(check(out.getvalue()), f"originals/2.xml has {size} bytes")

    def test_a_bomb_that_lies_about_its_size(self):
        contents = samples.members()
        manifest = samples.manifest_of(contents)
        for member in manifest["members"]:
            if member["path"].startswith("originals"):
                member["size"] = 10
        data = bytearray(samples.packed(contents, manifest))
        true, false = (struct.pack("<L", n) for n in (len(samples.ORIGINAL), 10))
        name = b"originals/1-a.xml"
        entry = data.rindex(name) - 46
        self.assertEqual(data[entry + 24 : entry + 28], true)
        data[entry + 24 : entry + 28] = false
        report = check(bytes(data))
        self.assertEqual(report.code, PROBLEM)
        self.assertIn("originals/1-a.xml", report.problems[0])

    def test_a_manifest_too_large_to_be_real(self):
        contents = samples.members()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(paper.MANIFEST, bytes(30 << 20))
        report = check(out.getvalue())
        self.assert_told(report, "no readable JSON", "was changed")
        self.assertTrue(contents)


class TestLongMembers(ArchiveCase):
    """Members over 4 GB have their sizes in another place (ZIP64)."""

    def packed(self):
        contents = samples.members()
        data = paper.dump(samples.manifest_of(contents))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, (content, _about) in contents.items():
                with archive.open(path, "w", force_zip64=True) as member:
                    member.write(content)
            archive.writestr(paper.MANIFEST, data)
            archive.writestr(paper.MANIFEST_DIGEST, paper.digest_of(data))
        return out.getvalue()

    def test_good(self):
        self.assertEqual(check(self.packed()).code, GOOD)

    def test_cut(self):
        data = self.packed()
        report = check(data[: data.index(b"originals/1-a.xml") + 50])
        self.assert_told(report, "inside originals/1-a.xml; 2 members before it")

    def test_sizes_in_the_other_place(self):
        full = 0xFFFFFFFF
        for size, fields in ((full, (9 << 30, 5 << 30)), (100, (5 << 30,))):
            extra = struct.pack("<2HQ", 9, 8, 1)
            extra += struct.pack(f"<2H{len(fields)}Q", 1, 8 * len(fields), *fields)
            head = (b"PK\x03\x04", 45, 0, 8, 0, 0, 0, full, size, 1, len(extra))
            data = struct.pack("<4s5H3L2H", *head) + b"a" + extra + b"begun"
            self.assert_told(check(data), f"cut off at byte {len(data)}, inside a;")
        bare = struct.pack("<4s5H3L2H", *head[:-1], 0) + b"a" + b"begun"
        self.assert_told(check(bare), f"cut off at byte {len(bare)}, inside a;")

    def test_a_stream_of_unknown_length_cut(self):
        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w") as archive:
            archive.writestr("README.txt", b"x" * 100)
        self.assert_told(check(bytes(pipe.data[:90])), "inside README.txt; 0 members")

    def test_damaged_in_the_middle_and_cut(self):
        data = bytearray(samples.good())
        data[data.index(b"originals/1-a.xml") - 30] = 0
        report = check(bytes(data[:-30]))
        self.assert_told(report, "after 2 whole members (the last is tables/")

    def test_packed_or_locked_in_another_way(self):
        contents = samples.members()
        manifest = samples.manifest_of(contents)
        data = samples.packed(contents, manifest, method=zipfile.ZIP_BZIP2)
        self.assertIn("packed in a way", check(data).problems[0])
        data = bytearray(samples.good())
        entry = data.rindex(b"README.txt") - 46
        data[entry + 8] |= 1
        self.assertIn("README.txt is encrypted", check(bytes(data)).problems[0])
