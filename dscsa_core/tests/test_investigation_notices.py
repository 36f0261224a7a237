"""What partners and FDA are told says what it has to, or names what it does not say."""

import unittest
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dscsa_core import catalogue
from dscsa_core.investigation.form3911.report import (
    Address,
    Contact,
    Product,
    Report,
)
from dscsa_core.investigation.notices import (
    Cleared,
    cleared_notice,
    ended_notice,
    partner_notice,
)

PRODUCT = Product(
    *("Testamol", "testamol", "25 mg", "Tablet", "finished", "99990-412-10"),
    *(2, "bottle of 100"),
    lots=("QX7401",),
    serials=("8H2KT0", "8H2KT1"),
    expiries=(date(2028, 3, 31),),
)
REPORT = Report(
    products=(PRODUCT,),
    determined_at=datetime(2026, 12, 2, 16, 20, tzinfo=ZoneInfo("America/Boise")),
    classification="diverted",
    incident_number="N-77",
    termination_reason="Both bottles were destroyed.",
    company=Address("Canyon Drug", "4 Rim Rd", "Twin Falls", "ID", "83301"),
    contact=Contact("R. Alder", "+1 208 555 0100", "ralder@canyon.example"),
)
CLEARED = Cleared(
    *(date(2026, 11, 30), "Office X, J. Roe"),
    *("label bubbles", "maker confirmed lot and serials"),
    *(date(2026, 12, 3), "R. Alder", "pharmacist in charge"),
)


def to_partner(report=REPORT, **change):
    facts = {
        "partner": "Rim Supply",
        "number": "DOUBT/4",
        "maker": "Alder Laboratories",
        "papers": ["invoice 5512"],
        **change,
    }
    return partner_notice(report, **facts)


def labels(draft):
    return [each.facts["label"] for each in draft.missing]


class TestNotices(unittest.TestCase):
    def test_to_a_partner(self):
        draft = to_partner()
        self.assertEqual(draft.missing, ())
        text = "\n".join(draft.lines)
        for words in (
            "582(d)(4)(B)(ii)",
            "To: Rim Supply",
            "Determined: 2 Dec 2026, 16:20 (UTC-0700)",
            "Classification: Diverted",
            "Testamol 25 mg Tablet; NDC 99990-412-10; lot QX7401; "
            "expiration 03/31/2028; serial 8H2KT0, 8H2KT1",
            "Papers between us: invoice 5512",
            "receive later",
            "ralder@canyon.example",
        ):
            self.assertIn(words, text)

    def test_the_number_of_fda_may_come_later(self):
        draft = to_partner(replace(REPORT, incident_number=""))
        self.assertEqual(draft.missing, ())
        self.assertIn("FDA incident number: not given yet", draft.lines)
        ended = ended_notice(
            replace(REPORT, incident_number=""),
            partner="Rim Supply",
            number="DOUBT/4",
            notified=date(2026, 12, 2),
        )
        self.assertEqual(labels(ended), ["FDA incident number"])

    def test_what_is_missing_is_named(self):
        for draft, wanted in (
            (to_partner(replace(REPORT, determined_at=None)), ["Determined"]),
            (to_partner(replace(REPORT, classification="odd")), ["Classification"]),
            (to_partner(replace(REPORT, products=())), ["Product"]),
            (to_partner(maker=" "), ["Together with the maker"]),
            (
                ended_notice(REPORT, partner="", number="DOUBT/4", notified=None),
                ["To", "Our notice of"],
            ),
            (
                cleared_notice(REPORT, replace(CLEARED, office="", position="")),
                ["FDA's request", "Cleared by"],
            ),
            (cleared_notice(REPORT, replace(CLEARED, cleared_at=None)), ["Cleared"]),
        ):
            with self.subTest(wanted):
                self.assertEqual(labels(draft), wanted)
                for each in draft.missing:
                    words = catalogue.sentence(each.code, each.facts)
                    self.assertNotIn("«?»", words)
        self.assertIn("Containers", labels(cleared_notice(Report(), Cleared())))

    def test_of_a_cleared_product(self):
        draft = cleared_notice(REPORT, CLEARED)
        self.assertEqual(draft.missing, ())
        self.assertEqual(draft.subject, "Cleared Product Notification")
        text = "\n".join(draft.lines)
        self.assertIn("Containers: 2 bottle of 100", text)
        self.assertIn("FDA's request: 11/30/2026, Office X, J. Roe", text)
        self.assertIn("Cleared by: R. Alder, pharmacist in charge", text)

    def test_several_products_and_what_is_not_known_of_them(self):
        other = Product(name="Otheril")
        draft = to_partner(replace(REPORT, products=(PRODUCT, other)))
        self.assertIn(
            "Product 2: Otheril; NDC not known; lot not known; expiration not known; "
            "serial not known",
            draft.lines,
        )
        cleared = cleared_notice(replace(REPORT, products=(PRODUCT, other)), CLEARED)
        self.assertEqual(labels(cleared), ["Containers"])
