"""What is missing is named, every fault by its own code, and no file is written."""

import io
import re
import unittest
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from dscsa_core import outbound
from dscsa_core.catalogue import RULES, sentence
from dscsa_core.epcis.model import Item
from dscsa_core.epcis.reader import open_document
from dscsa_core.gs1.ndc import ndc11
from dscsa_core.notice.model import Goods
from dscsa_core.outbound.cases import CASES
from dscsa_core.outbound.dialect import Dialect, Seen, choose, seen_in
from dscsa_core.outbound.document import write
from dscsa_core.outbound.errors import OutboundError
from dscsa_core.outbound.leaving import Leaving
from dscsa_core.outbound.problems import problems

from .outbound_samples import (
    DIALECTS,
    ITEMS,
    MAKER,
    PACKED,
    PHARMACY,
    R12,
    R13,
    SALE,
    SHIPPED,
    Party,
    case_of,
    codes,
    gtin,
    made,
    package,
    read,
    sale,
    sealed,
    sscc,
    tote,
    unit,
)

LATE = SHIPPED + timedelta(minutes=1)
NAIVE = datetime(2026, 11, 24, 15, 0)  # noqa: DTZ001
FAULTS = {
    "outbound.address": [
        {"buyer": Party(replace(PHARMACY, **{part: ""}))}
        for part in ("name", "street", "city", "state")
    ],
    "outbound.location": [
        {"buyer": Party(replace(PHARMACY, id=""))},
        {"ship_to": replace(PHARMACY, id=PHARMACY.gln)},
        {"ship_from": replace(MAKER, id="urn:epc:id:sgln:0399556.1.0")},
    ],
    "outbound.number": [{"number": " "}],
    "outbound.statement": [{"affirmed": None}, {"affirmed": False}],
    "outbound.delivery": [{"delivery": "", "invoice": " "}],
    "outbound.order_unknown": [
        {"orders": ("Q1", "Q2"), "things": (package("1", order="Q1"), package("2"))}
    ],
    "outbound.order_other": [{"things": (package("1", order="Q9"),)}],
    "outbound.order_empty": [
        {"orders": ("Q1", "Q2"), "things": (package("1", order="Q1"),)}
    ],
    "outbound.zone": [
        {"shipped_at": NAIVE},
        {"sold_at": NAIVE},
        {"offset": ""},
        {"offset": "EST"},
        {"things": (package("1", made=made(NAIVE)),)},
    ],
    "outbound.order_of_times": [
        {"packed_at": LATE},
        {"things": (package("1", made=made(LATE)),)},
    ],
    "outbound.source": [
        {"things": (package("1", made=replace(made(), source=" ")),)}
    ],
    "outbound.nothing": [{"things": ()}],
    "outbound.identifier": [
        {"things": (replace(package("1"), epc=epc),)}
        for epc in ("", "x", "0100", gtin(1), MAKER.id, f"01{gtin(1)}21A")
    ],
    "outbound.twice": [
        {"things": (package("1"), package("1"))},
        {"things": (tote(5, package("1")), package("1"))},
        {"things": (package("A"), replace(package("1"), epc=unit("A")[:-1] + "%41"))},
    ],
    "outbound.sealed": [
        {"things": (replace(package("1"), epc=sscc(4)),)},
        {"things": (tote(4, replace(package("1"), epc=case_of("C"))),)},
    ],
    "outbound.lot": [
        {"things": (package("1", lot=""),)},
        {"things": (tote(4, package("1", expiry=None)),)},
    ],
    "outbound.expired": [{"things": (package("1", expiry=date(2026, 11, 23)),)}],
    "outbound.origin": [{"things": (tote(4, package("1", made=None)),)}],
    "outbound.opened": [
        {"things": (replace(sealed("C", 3), packed=made(PACKED, 4)),)}
    ],
    "outbound.direct_unknown": [
        {"things": (package("1"), package("2", direct=None))}
    ],
    "outbound.product": [
        {"items": ()},
        *(
            {"items": tuple(replace(item, **{part: ""}) for item in ITEMS)}
            for part in ("name", "ndc", "strength", "dosage_form", "container_size")
        ),
    ],
    "outbound.ndc": [
        {"items": tuple(replace(item, ndc="99555-12") for item in ITEMS)}
    ],
    "outbound.counted": [{"counted": (Goods(gtin(1), "H41", date(2028, 1, 1), 5),)}],
}  # fmt: skip
ONLY_R12 = {
    "outbound.drop_shipment": [{"shipper": MAKER}],
    "outbound.partly_direct": [
        {"things": (package("1"), package("2", direct=False))},
        {"things": (package("1", direct=False, received=True),)
         + (package("2", direct=False),)},
    ],
}  # fmt: skip


ONLY_R13 = {
    "outbound.direct_words": {"direct_statement": ""},
    "outbound.received_words": {
        "things": (package("1", received=True),), "received_statement": " ",
    },
}  # fmt: skip


class TestProblems(unittest.TestCase):
    def test_nothing_is_wrong_with_the_sample(self):
        for dialect in DIALECTS:
            self.assertEqual(problems(SALE, dialect), [])

    def test_each_fault_has_its_code_and_no_file_is_made(self):
        for code, variants in FAULTS.items():
            for number, changes in enumerate(variants):
                for dialect in (R12, R13):
                    with self.subTest(code, variant=number, release=dialect.release):
                        self.refused(sale(**changes), dialect, code)

    def refused(self, given, dialect, code):
        found = {each.code for each in problems(given, dialect)}
        self.assertEqual(found, {code})
        with self.assertRaises(OutboundError) as caught:
            write(given, dialect)
        self.assertEqual(caught.exception.code, code)
        for each in caught.exception.findings:
            self.assertNotIn("«?»", sentence(each.code, each.facts))

    def test_what_only_the_older_release_cannot_say(self):
        for code, variants in ONLY_R12.items():
            for changes in variants:
                with self.subTest(code):
                    self.refused(sale(**changes), R12, code)
                    write(sale(**changes), R13)

    def test_words_that_a_flag_does_not_need(self):
        for code, changes in ONLY_R13.items():
            with self.subTest(code):
                self.refused(sale(**changes), R13, code)
                write(sale(**changes), R12)

    def test_all_faults_are_told_at_once(self):
        given = sale(
            number="", affirmed=None, things=(package("1", lot="", made=None),)
        )
        found = {each.code for each in problems(given, R13)}
        wanted = {"number", "statement", "lot", "origin"}
        self.assertEqual(found, {f"outbound.{name}" for name in wanted})

    def test_last_day_of_the_date_is_not_past(self):
        day = SHIPPED.date()
        self.assertEqual(problems(sale(things=(package("1", expiry=day),)), R13), [])

    def test_signs_no_file_can_hold(self):
        for sign in "\0", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800":
            for changes in (
                {"buyer": Party(replace(PHARMACY, name=f"A{sign}B"))},
                {"statement": f"We{sign} affirm."},
                {"things": (package("1", lot=f"H{sign}"),)},
                {"items": tuple(replace(item, name=f"X{sign}") for item in ITEMS)},
            ):
                with self.subTest(sign=ascii(sign)):
                    with self.assertRaises(OutboundError) as caught:
                        write(sale(**changes), R13)
                    self.assertEqual(caught.exception.code, "outbound.characters")
        write(sale(buyer=Party(replace(PHARMACY, name="Größe & <Söhne>\n\t\x7f"))), R13)

    def test_a_clock_of_others_that_nobody_can_read(self):
        for offset, told in (
            ("", "+00:00"), ("EST", "+00:00"), ("-05", "+00:00"), ("Z", "+00:00"),
            ("+05:30", "+05:30"),
        ):  # fmt: skip
            goods = (package("1", made=replace(made(), offset=offset)),)
            data = write(sale(things=goods, offset="Z"), R13).data
            self.assertEqual(codes(data), [])
            events = read(data)[2]
            self.assertEqual([e.offset for e in events], [told, "+00:00"])

    def test_a_bundle_sold_as_package(self):
        goods = replace(package("1"), epc=case_of("B1"))
        found = problems(sale(things=(goods,), units=frozenset({gtin(1, 3)})), R13)
        self.assertEqual(found, [])


class TestNdc(unittest.TestCase):
    """However the NDC is stored, each release gets its own form."""

    def test_forms(self):
        hyphens = ITEMS[0].ndc
        for stored in (hyphens, ndc11(hyphens)):
            for dialect, wanted in ((R12, ndc11(hyphens)), (R13, hyphens)):
                with self.subTest(stored, release=dialect.release):
                    items = (replace(ITEMS[0], ndc=stored),)
                    given = sale(items=items, things=(package("1"),))
                    data = write(given, dialect).data
                    self.assertIn(f">{wanted}<".encode(), data)
                    _digest, (found,), _events = read(data)
                    self.assertEqual(found.lines[0].ndc, hyphens)

    def test_what_nobody_can_tell_is_refused(self):
        stray = Item("", gtin(1), "A", "00055050505", "", "B", "C", "D", "E")
        given = sale(items=(stray,), things=(package("1"),))
        self.assertEqual([f.code for f in problems(given, R13)], ["outbound.ndc"])


class TestChoice(unittest.TestCase):
    def test_the_setting_counts(self):
        self.assertEqual(choose(R12, [Seen("R1.3")]), R12)

    def test_else_what_the_partners_files_show(self):
        for dialect in DIALECTS:
            with self.subTest(dialect):
                given = sale(
                    orders=("Q1", "Q2"),
                    things=(package("1", order="Q1"), package("2", order="Q2")),
                )
                reader, events = self.opened(write(given, dialect).data)
                seen = seen_in(reader.header, events)
                found = choose(None, [Seen(), seen])
                self.assertEqual(found.release, dialect.release)
                if (dialect.release, dialect.orders) != ("R1.2", "detail_event"):
                    self.assertEqual(found.orders, dialect.orders)

    def opened(self, data):
        reader = open_document(io.BytesIO(data))
        return reader, list(reader.events())

    def test_nobody_guesses(self):
        for seen, code in (
            ([], "dialect_unknown"),
            ([Seen("")], "dialect_unknown"),
            ([Seen("R1.2"), Seen("R1.3")], "dialect_mixed"),
            ([Seen("mixed")], "dialect_mixed"),
            (
                [Seen("R1.3", "detail_event"), Seen("R1.3", "transaction_event")],
                "dialect_mixed",
            ),
        ):
            with self.subTest(seen), self.assertRaises(OutboundError) as caught:
                choose(None, seen)
            self.assertEqual(caught.exception.code, f"outbound.{code}")

    def test_no_such_dialect(self):
        for wrong in (("R1.1",), ("R1.3", "both")):
            with self.assertRaises(ValueError):
                Dialect(*wrong)

    def test_a_file_with_findings_of_ours_would_be_a_fault(self):
        self.assertEqual(codes(write(sale(things=(sealed("C"),)), R13).data), [])


class TestCatalogue(unittest.TestCase):
    """Every code has words, and no words lack a code."""

    def test_codes_of_the_package_and_of_the_catalogue(self):
        folder = Path(outbound.__file__).parent
        text = "".join(path.read_text() for path in sorted(folder.glob("*.py")))
        said = set(re.findall(r'"outbound\.([a-z0-9_]+)"', text))
        for case in CASES.values():
            for fact in set(case.evidence) - {"exemption"}:
                said.add(fact)
                if not isinstance(getattr(Leaving(), fact), str):
                    said.add(f"{fact}_unknown")
        known = {
            code.removeprefix("outbound.")
            for code, rule in RULES.items()
            if rule.family == "outbound"
        }
        self.assertEqual(said, known)
