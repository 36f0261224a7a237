"""A serial number somebody types, without a code."""

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestSerialAlone(StationCommon):
    """A typed serial number is looked up: candidates, never a guess."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.in_stock(2, item=1, lot="L1")
        cls.in_stock(2, item=2, lot="M1", product=cls.other_product)

    def look(self, text, choice=None):
        return self.station().dscsa_look_up(text, choice)

    def on_record(self, serial, item, column, value):
        """Change the register as no form can: it keeps what it was told."""
        query = SQL(
            "UPDATE dscsa_epc SET %s = %s WHERE id = %s",
            SQL.identifier(column),
            value,
            self.package(serial, item).id,
        )
        self.env.cr.execute(query)
        self.env.invalidate_all()

    def test_two_packages_of_one_serial_are_asked_about(self):
        answer = self.look("S0001")
        self.assertEqual(answer["level"], "choose")
        self.assertEqual(
            {(each["gtin"], each["lot"]) for each in answer["readings"]},
            {(gtin_of(1), "L1"), (gtin_of(2), "M1")},
        )
        for each in answer["readings"]:
            told = self.look("S0001", each["index"])
            self.assertEqual(told["gtin"], each["gtin"])
            self.assertEqual((told["status"], told["level"]), ("in_stock", "green"))

    def test_one_candidate_is_asked_about_too(self):
        self.on_record("S0002", 1, "serial", "OTHER")
        for text in ("S0002", " S0002 ", "S0002\n"):
            answer = self.look(text)
            self.assertEqual((answer["level"], len(answer["readings"])), ("choose", 1))

    def test_what_is_no_serial_stays_unread(self):
        for text in ("S9999", "S0", "", "s0001", "%", "S000_", "12"):
            with self.subTest(text):
                answer = self.look(text)
                self.assertEqual((answer["level"], answer["epc_id"]), ("red", False))

    def test_a_choice_that_is_not_there_asks_again(self):
        for choice in (-1, 2, 99):
            self.assertEqual(self.look("S0001", choice)["level"], "choose")

    def test_a_serial_that_looks_like_another_code(self):
        # digits that are a GTIN as well: the package on record is offered
        self.on_record("S0001", 1, "serial", gtin_of(5))
        answer = self.look(gtin_of(5))
        self.assertEqual(answer["level"], "choose")

    def test_other_companies_are_not_told(self):
        other = self._make_company("Oak Street Pharmacy", False)
        for item in (1, 2):
            self.on_record("S0001", item, "company_id", other.id)
        self.assertEqual(self.look("S0001")["level"], "red")
