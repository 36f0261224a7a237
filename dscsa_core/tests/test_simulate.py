"""Simulated deliveries: good ones are good, each fault gives its finding, and again."""

import csv
import io
import unittest
from datetime import UTC, datetime

from dscsa_core import catalogue
from dscsa_core.check import check_stream
from dscsa_core.gs1.barcode import read_scan
from dscsa_core.simulate import FAULTS, Options, make
from dscsa_core.simulate.faults import BENCH, FILE

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def options(*faults, **changes):
    return Options(NOW, faults=faults, **changes)


def codes_of(delivery):
    """Codes of findings, with that of a refusal, of the checker."""
    content = delivery.files[delivery.file_name]
    report = check_stream(io.BytesIO(content), "a.xml", NOW.date(), NOW)
    found = {each["code"] for each in report["findings"]}
    return found | ({report["error"]["code"]} if report["error"] else set())


class TestSimulate(unittest.TestCase):
    def test_a_good_delivery_has_no_finding(self):
        for packages in (2, 12, 140):
            with self.subTest(packages):
                delivery = make(options(packages=packages))
                self.assertEqual(codes_of(delivery), set())
                self.assertEqual(len(delivery.labels), packages)

    def test_each_fault_of_a_file_gives_exactly_its_finding(self):
        for fault in FAULTS.values():
            if fault.where == FILE:
                with self.subTest(fault.name):
                    found = codes_of(make(options(fault.name)))
                    self.assertIn(fault.code, found)
                    self.assertLessEqual(found, {fault.code, *_BESIDE[fault.name]})

    def test_other_faults_leave_the_file_in_order(self):
        for fault in FAULTS.values():
            if fault.where != FILE:
                with self.subTest(fault.name):
                    self.assertEqual(codes_of(make(options(fault.name))), set())

    def test_faults_are_named_in_the_catalogue_and_explained(self):
        for fault in FAULTS.values():
            with self.subTest(fault.name):
                self.assertIn(fault.code, catalogue.RULES)
                self.assertTrue(fault.what.endswith("."))
                self.assertTrue(fault.seen_by)

    def test_same_seed_same_bytes(self):
        first, again = (make(options("missing_serial", seed=7)) for _ in range(2))
        self.assertEqual(first.files, again.files)
        self.assertNotEqual(first.files, make(options("missing_serial", seed=8)).files)

    def test_every_fault_together(self):
        names = [name for name in FAULTS if name not in ("truncated", "no_shipment")]
        delivery = make(options(*names, packages=60))
        self.assertEqual({fault.name for fault in delivery.faults}, set(names))
        self.assertIn("STATEMENT_NEGATIVE", codes_of(delivery))

    def test_labels_are_what_scanners_send(self):
        delivery = make(options("lot_not_announced"))
        table = csv.DictReader(io.StringIO(delivery.files["labels.csv"].decode()))
        for row, label in zip(table, delivery.labels, strict=True):
            (reading,) = read_scan(label, today=NOW.date()).readings
            self.assertEqual(
                (reading.gtin, reading.serial, reading.lot, str(reading.expiry)),
                (row["gtin"], row["serial"], row["lot"], row["expiry"]),
            )
            self.assertEqual(row["scan"].replace("<GS>", "\x1d"), label)

    def test_bench_faults_change_the_tote_only(self):
        for fault in FAULTS.values():
            if fault.where == BENCH and fault.name != "late_file":
                with self.subTest(fault.name):
                    delivery = make(options(fault.name))
                    self.assertNotEqual(delivery.tote, delivery.packs)

    def test_a_late_file_is_kept_apart(self):
        delivery = make(options("late_file"))
        self.assertTrue(delivery.file_name.startswith("later/"))
        self.assertIn("Receive the tote first", delivery.files["README.txt"].decode())

    def test_readme_names_fault_and_finding(self):
        text = make(options("no_statement")).files["README.txt"].decode()
        self.assertIn("no_statement", text)
        self.assertIn("STATEMENT_MISSING", text)
        self.assertIn("Nothing is wrong", make(options()).files["README.txt"].decode())

    def test_own_numbers_are_used(self):
        gln = "0399770000106"
        delivery = make(options(buyer_gln=gln, po="P7", invoice="I7", buyer="Elm"))
        content = delivery.files["I7.xml"].decode()
        self.assertIn(":P7<", content)
        self.assertIn("Elm", content)

    def test_wrong_use_is_refused(self):
        with self.assertRaisesRegex(ValueError, "unknown fault: no_such"):
            make(options("no_such"))
        with self.assertRaisesRegex(ValueError, "too few"):
            make(options("shortage", packages=2))


# findings that follow from the same fault: data are lacking then in more than one way
_BESIDE = dict.fromkeys(FAULTS, ()) | {
    "no_commissioning": ("LOT_MISSING", "EXPIRY_MISSING", "TI_INCOMPLETE"),
    "no_lot": ("TI_INCOMPLETE",),
    "no_expiry": ("TI_INCOMPLETE",),
    "no_packing": ("TI_INCOMPLETE", "UNSHIPPED"),
}
