"""Form FDA 3911: every line in its order, what is missing named, nothing invented."""

import unittest
from dataclasses import fields, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.investigation.form3911 import sheet as form
from dscsa_core.investigation.form3911.report import (
    CODES,
    REPORTS,
    VERSIONS,
    Address,
    Contact,
    Product,
    Report,
)
from dscsa_core.investigation.form3911.story import (
    Informed,
    Source,
    Story,
    event_draft,
)
from dscsa_core.investigation.signs import KINDS

BOISE = ZoneInfo("America/Boise")
DECIDED = datetime(2026, 12, 2, 16, 20, tzinfo=BOISE)
ONE = Product(
    *("Testamol Tablets", "testamol", "25 mg", "Tablet", "finished"),
    *("99990-412-10", 2, "bottle of 100"),
    lots=("QX7401",),
    serials=("8H2KT0", "8H2KT1"),
    expiries=(date(2028, 3, 31),),
)
OTHER = replace(ONE, name="Testamol ER", strength="50 mg", ndc="99990-413-10")
REPORT = Report(
    products=(ONE,),
    determined_at=DECIDED,
    initial_date=date(2026, 12, 2),
    classification="counterfeit",
    incident_location="Twin Falls, ID, US",
    event="Two bottles.",
    company=Address("Canyon Drug", "4 Rim Rd", "Twin Falls", "ID", "83301"),
    contact=Contact("R. Alder", "+1 208 555 0100", "ralder@canyon.example"),
)


def lines_of(report, version="2015", kind="initial"):
    return {line.name: line for line in form.sheet(report, version, kind)}


def wrong(report, version="2015", kind="initial"):
    lines = form.sheet(report, version, kind)
    return {line.name: line.problem for line in lines if line.problem}


class TestSheet(unittest.TestCase):
    def test_what_the_name_says_it_says_once(self):
        for name, strength, wanted in (
            ("Testamol 25 mg", "25 mg", "Testamol 25 mg Tablet"),
            ("Testamol 125 mg", "25 mg", "Testamol 125 mg 25 mg Tablet"),
            ("Testamol Tablets", "", "Testamol Tablets Tablet"),
            ("", " ", "Tablet"),
        ):
            with self.subTest(name):
                product = replace(ONE, name=name, strength=strength)
                self.assertEqual(product.full_name, wanted)

    def test_order_and_numbers(self):
        for version, last in (("2015", 23), ("2025", 24)):
            numbers = [line.item for line in form.sheet(REPORT, version, "termination")]
            self.assertEqual(numbers, list(range(1, last + 1)))
            # only a request for termination says why the notification ends
            early = [line.item for line in form.sheet(REPORT, version, "initial")]
            gap = 18 if version == "2015" else 19
            self.assertEqual(early, [n for n in range(1, last + 1) if n != gap])
        self.assertEqual(lines_of(REPORT)["contact"].item, 23)
        self.assertEqual(lines_of(REPORT, "2025")["contact"].item, 24)
        self.assertNotIn("incident_location", lines_of(REPORT))

    def test_values(self):
        lines = lines_of(REPORT, "2025")
        for name, value, code in (
            ("report_type", "Initial Notification", ""),
            ("incident_location", "Twin Falls, ID, US", ""),
            ("initial_date", "12/02/2026", ""),
            ("determined_date", "12/02/2026", ""),
            ("classification", "Counterfeit", "C121834"),
            ("drug_use", "Human use", "C121840"),
            ("drug_description", "Finished prescription drug", ""),
            ("quantity", "2 bottle of 100", ""),
            ("ndc", "99990-412-10", ""),
            ("serials", "8H2KT0, 8H2KT1", ""),
            ("lots", "QX7401", ""),
            ("expiries", "03/31/2028", ""),
            ("other_reports", "None", ""),
            ("company", "Canyon Drug, 4 Rim Rd, Twin Falls, ID, 83301, US", ""),
            ("company_category", "Dispenser (Pharmacy)", "CC0003"),
            ("contact", "R. Alder, +1 208 555 0100, ralder@canyon.example", ""),
        ):
            with self.subTest(name):
                self.assertEqual((lines[name].value, lines[name].code), (value, code))
        self.assertEqual(wrong(REPORT, "2025"), {})

    def test_the_number_is_fdas_to_give(self):
        for number in ("", "N-77"):
            line = lines_of(replace(REPORT, incident_number=number))["incident_number"]
            self.assertEqual((line.value, line.problem), ("", ""))
            for kind in REPORTS[1:]:
                report = replace(
                    REPORT, incident_number=number, termination_reason="all destroyed"
                )
                line = lines_of(report, kind=kind)["incident_number"]
                self.assertEqual(line.value, number)
                self.assertEqual(bool(line.problem), not number)

    def test_what_a_termination_needs(self):
        report = replace(REPORT, incident_number="N-77", event="")
        self.assertEqual(
            wrong(report, kind="termination"),
            {"termination_reason": "doubt.form_empty"},
        )
        self.assertEqual(wrong(report, kind="follow_up"), {"event": "doubt.form_empty"})

    def test_several_products(self):
        lines = lines_of(replace(REPORT, products=(ONE, OTHER)))
        for name in ("product_name", "ingredients", "strength"):
            self.assertEqual(lines[name].value, "Multiple", name)
        # the same for both
        self.assertEqual(lines["dosage_form"].value, "Tablet")
        self.assertEqual(lines["drug_description"].value, "Finished prescription drug")
        self.assertEqual(lines["ndc"].value, "99990-412-10; 99990-413-10")
        self.assertEqual(
            lines["lots"].value, "99990-412-10: QX7401; 99990-413-10: QX7401"
        )
        mixed = replace(OTHER, dosage_form="Capsule", description="biologic")
        lines = lines_of(replace(REPORT, products=(ONE, mixed)))
        self.assertEqual(lines["dosage_form"].value, "Multiple")
        self.assertEqual(lines["drug_description"].value, "Multiple")

    def test_several_products_hide_nothing_that_is_missing(self):
        for change, name in (
            ({"strength": ""}, "strength"),
            ({"name": " "}, "product_name"),
            ({"lots": ()}, "lots"),
            ({"expiries": ()}, "expiries"),
            ({"quantity": None}, "quantity"),
            ({"unit": ""}, "quantity"),
        ):
            report = replace(REPORT, products=(ONE, replace(OTHER, **change)))
            with self.subTest(name):
                self.assertEqual(wrong(report), {name: "doubt.form_part"})

    def test_what_cannot_be(self):
        for change, name, code in (
            ({"classification": "high risk"}, "classification", "doubt.form_choice"),
            ({"classification": ""}, "classification", "doubt.form_empty"),
            ({"drug_use": "animal"}, "drug_use", "doubt.form_choice"),
            ({"company_category": "3pl"}, "company_category", "doubt.form_choice"),
            ({"other_reports": ()}, "other_reports", "doubt.form_empty"),
            ({"other_reports": ("none", "far")}, "other_reports", "doubt.form_choice"),
            ({"other_reports": ("other",)}, "other_reports", "doubt.form_choice"),
            ({"initial_date": date(2026, 12, 1)}, "initial_date", "doubt.form_order"),
            ({"initial_date": None}, "initial_date", "doubt.form_empty"),
            ({"determined_at": None}, "determined_date", "doubt.form_empty"),
            ({"contact": Contact("R. Alder")}, "contact", "doubt.form_mail"),
            (
                {"company": replace(REPORT.company, zip="")},
                "company",
                "doubt.form_empty",
            ),
            ({"event": "  "}, "event", "doubt.form_empty"),
        ):
            with self.subTest(name, code=code):
                self.assertEqual(wrong(replace(REPORT, **change)), {name: code})

    def test_problems_have_words(self):
        found = form.problems(form.sheet(Report(), "2025", "termination"))
        self.assertGreater(len(found), 10)
        for each in found:
            self.assertIn(each.code, catalogue.RULES)
            self.assertNotIn("«?»", catalogue.sentence(each.code, each.facts))

    def test_an_empty_report_is_never_whole(self):
        for version in VERSIONS:
            for kind in REPORTS:
                lines = form.sheet(Report(), version, kind)
                asked = [line for line in lines if line.required and not line.value]
                self.assertTrue(asked)
                self.assertTrue(all(line.problem for line in asked))

    @given(st.sampled_from(VERSIONS), st.sampled_from(REPORTS), st.data())
    def test_whatever_is_left_out_is_named(self, version, kind, data):
        blank = {
            "products": (),
            "determined_at": None,
            "initial_date": None,
            "company": Address(country=""),
            "contact": Contact(),
            "other_reports": (),
        }
        names = [each.name for each in fields(Report)]
        gone = data.draw(st.sets(st.sampled_from(names)))
        report = replace(REPORT, **{name: blank.get(name, "") for name in gone})
        for line in form.sheet(report, version, kind):
            if line.required:
                self.assertEqual(bool(line.problem), not line.value, line.name)
            self.assertEqual(line.label, form.FIELDS[line.name].label)

    def test_unknown_forms(self):
        for version, kind in (("2019", "initial"), ("2015", "other")):
            with self.assertRaises(ValueError):
                form.sheet(REPORT, version, kind)

    def test_the_code_lists(self):
        self.assertEqual(CODES["classification"].keys(), KINDS.keys())
        codes = sorted(choice.code for choice in CODES["classification"].values())
        self.assertEqual(codes, [f"C12183{digit}" for digit in range(4, 10)])
        self.assertEqual(CODES["document_type"]["notification"].code, "77289-7")


class TestDraft(unittest.TestCase):
    STORY = Story(
        noticed_at=DECIDED.replace(hour=11),
        noticed_by="a technician",
        where="the receiving bench",
        signs=("Label bubbles.", "seal mended"),
        sources=(Source("Rim Supply", "invoice 5512", date(2026, 11, 24), True),),
        aside_at=DECIDED.replace(hour=11, minute=5),
        packages=2,
        dispensed=0,
        informed=(Informed("The maker", DECIDED.replace(hour=16), "serial unknown."),),
    )

    def test_who_what_when_where_from_whom_told(self):
        self.assertEqual(
            event_draft(self.STORY, REPORT),
            (
                "On 2 Dec 2026, 11:20 (UTC-0700) a technician at the receiving bench "
                "noticed: Label bubbles; seal mended.",
                "Product: Testamol Tablets 25 mg Tablet; NDC 99990-412-10; lot QX7401; "
                "serial 8H2KT0, 8H2KT1; 2 bottle of 100.",
                "Bought from Rim Supply, invoice 5512, of 24 Nov 2026, TI/TS on file.",
                "2 packages here, quarantined since 2 Dec 2026, 11:05 (UTC-0700).",
                "By our records none was dispensed or sold on.",
                "On 2 Dec 2026, 16:20 (UTC-0700) The maker was told and said: serial "
                "unknown.",
                "Determined to be illegitimate (counterfeit) on 2 Dec 2026, 16:20 "
                "(UTC-0700).",
            ),
        )

    def test_the_same_lots_are_told_apart_from_what_is_reported(self):
        text = " ".join(event_draft(Story(packages=1, dispensed=3, others=7), REPORT))
        for words in (
            "1 package here; ",
            "Others of the same lots here, not reported: 7.",
            "Of the same lots dispensed or sold on: 3.",
        ):
            self.assertIn(words, text)

    def test_what_is_not_known_is_said(self):
        text = " ".join(event_draft(Story(), Report()))
        for words in (
            "At a time not recorded",
            "not recorded",
            "From whom it was bought is not known",
            "not known yet",
            "Nobody was told yet",
        ):
            self.assertIn(words, text)
        for changed, words in (
            (Source("S", has_ti=False), "no TI/TS on file"),
            (Source("S"), "whether there is TI/TS is not recorded"),
        ):
            text = " ".join(
                event_draft(replace(self.STORY, sources=(changed,)), REPORT)
            )
            self.assertIn(words, text)

    def test_many_serials_are_counted(self):
        many = replace(ONE, serials=tuple(f"S{number}" for number in range(300)))
        text = " ".join(event_draft(self.STORY, replace(REPORT, products=(many,))))
        self.assertIn("and 280 more", text)
        line = lines_of(replace(REPORT, products=(many,)))["serials"]
        self.assertEqual(line.value.count(","), 299)
