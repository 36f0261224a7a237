from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DscsaCommon, gtin_of, sscc_of


@tagged("post_install", "-at_install")
class TestRegister(DscsaCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls.case(cls.packages(3), serial="CASE1")
        cls.document = cls.deliver([cls.pallet([case])], po="P00077", invoice="INV-5")

    def _found(self, text):
        epcs = self.env["dscsa.epc"].with_user(self.auditor)
        return epcs.browse([row[0] for row in epcs.name_search(text)])

    def test_search(self):
        gtin = gtin_of(1)
        package, pallet = self.package("S0002"), self.logistic()
        everything = self.package("S0001") | package | self.package("S0003")
        for text, expected in {
            "S0002": package,
            " S0002 ": package,
            "S000": everything,
            f"(01){gtin}(21)S0002": package,
            f"01{gtin}21S0002": package,
            f"]d201{gtin}17280331\x1d10L1\x1d21S0002": package,
            gtin: everything,
            gtin[1:]: everything,
            gtin[2:]: everything,
            sscc_of(1): pallet,
            f"00{sscc_of(1)}": pallet,
            "s0002": package.browse(),
            "0002": package.browse(),
        }.items():
            with self.subTest(text):
                self.assertEqual(self._found(text).sudo().sorted(), expected.sorted())

    def test_search_by_ndc_and_lot(self):
        case = self.package("S0001").parent_id
        packages = self.document.transaction_ids and self.env["dscsa.epc"].search(
            [("company_id", "=", self.company.id), ("lot", "=", "L1")]
        )
        for text in ("99999-0000-1", "9999900001", "99999000001"):
            with self.subTest(text):
                self.assertIn(case, self._found(text).sudo())
                self.assertIn(self.package("S0001"), self._found(text).sudo())
        self.assertEqual(self._found("L1").sudo().sorted(), packages.sorted())

    def test_search_uses_no_substring(self):
        """A list at a million rows must not be read through on each key press."""
        domain = self.env["dscsa.epc"]._search_display_name("ilike", "S0002")
        operators = {condition.operator for condition in domain.iter_conditions()}
        self.assertFalse(operators & {"ilike", "like", "=ilike"})

    def test_transaction_search(self):
        transaction = self.document.transaction_ids
        table = self.env["dscsa.transaction"].with_user(self.auditor)
        for text in (
            "P00077", "inv-5", "Brook", "99999-0000-1", "99999000001", "L1", "S0002",
            gtin_of(1),
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(table.name_search(text)[0][0], transaction.id)
        self.assertFalse(table.name_search("L1X"))

    def test_history_of_a_package(self):
        package = self.package("S0002")
        self.env["dscsa.event"].with_user(self.technician)._record(
            "receiving", package, company=self.company, note="two-step"
        )
        lines = package.with_user(self.auditor).timeline()
        titles = [line["title"] for line in lines]
        self.assertIn("Shipped by Brook Drug Company to Elm Street Pharmacy", titles)
        self.assertIn("Packed in case CASE1", titles)
        self.assertIn(f"Its case packed in pallet or tote {sscc_of(1)}", titles)
        self.assertEqual(titles[-1], "Put into use by Brook Drug Company")
        self.assertTrue(titles[0].startswith("Received here"))
        self.assertIn(self.technician.name, titles[0])
        shipped = lines[
            titles.index("Shipped by Brook Drug Company to Elm Street Pharmacy")
        ]
        self.assertEqual(shipped["detail"], "order P00077, invoice INV-5")
        self.assertEqual(shipped["document_id"], self.document.id)

    def test_history_keeps_earlier_shipments(self):
        package = self.package("S0002")
        package.status = "returned"
        self.deliver(self.packages(1, first=2), po="P2")
        titles = [line["title"] for line in package.timeline()]
        shipped = "Shipped by Brook Drug Company to Elm Street Pharmacy"
        self.assertEqual(titles.count(shipped), 2)

    def test_history_tells_a_repeated_event_once(self):
        package = self.package("S0002")
        before = [line["title"] for line in package.timeline()]
        event = package.timeline()[0]["event_id"]
        event = self.env["dscsa.event"].browse(event).sudo()
        links = self.env["dscsa.event.epc"].search([("event_id", "=", event.id)])
        again = event.copy()
        for link in links.sudo():
            link.copy({"event_id": again.id})
        self.env.flush_all()
        lines = package.timeline()
        self.assertEqual([line["title"] for line in lines], before)
        self.assertEqual(lines[0]["event_id"], again.id)

    def test_history_is_for_those_who_may_read(self):
        with self.assertRaises(AccessError):
            self.package("S0002").with_user(self.stock_user).timeline()

    def test_own_event_about_many(self):
        epcs = self.env["dscsa.epc"].search([("company_id", "=", self.company.id)])
        event = self.env["dscsa.event"]._record(
            "holding", epcs, company=self.company, disposition="unavailable"
        )
        links = self.env["dscsa.event.epc"].search([("event_id", "=", event.id)])
        self.assertEqual(links.epc_id, epcs)
        self.assertEqual(event.user_id, self.env.user)
        self.assertFalse(
            self.env["dscsa.event"]._record("holding", [], company=self.company)
        )

    def test_nothing_is_deleted(self):
        for record in (
            self.package("S0002"),
            self.document.transaction_ids,
            self.product,
            self.env["dscsa.gtin"].search([("gtin", "=", gtin_of(1))]),
        ):
            with self.subTest(record._name), self.assertRaises(UserError):
                record.sudo().unlink()
