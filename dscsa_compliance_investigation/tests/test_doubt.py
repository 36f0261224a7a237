from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestDoubt(DoubtCommon):
    """One press puts goods aside and opens their case: FD&C Act 582(d)(4)(A)(i)(I)."""

    def test_a_package_goes_to_quarantine_and_has_a_case(self):
        shelf = self.on_hand(self.product)
        case = self.open_case()
        epc = self.epcs[0]
        self.assertEqual((case.state, case.whose), ("question", "ours"))
        self.assertEqual(case.create_uid, self.technician)
        self.assertEqual(epc.hold, "suspect")
        self.assertEqual(epc.hold_location_id.dscsa_role, "quarantine")
        self.assertEqual(self.on_hand(self.product), shelf - 1)
        self.assertIn("The seal is broken", epc.hold_reason)
        self.assertEqual(self.epcs[1:].mapped("hold"), [False, False])

    def test_cold_goods_stay_in_the_fridge(self):
        self.product.dscsa_storage = "fridge"
        shelf = self.on_hand(self.product)
        self.open_case()
        self.assertEqual(self.epcs[0].hold, "suspect")
        self.assertEqual(self.on_hand(self.product), shelf)

    def test_without_a_reason_nothing_happens(self):
        for why in (False, "", "  "):
            with self.subTest(why), self.assertRaisesRegex(UserError, "what is odd"):
                self.doubt(epc_ids=self.epcs.ids, why=why)
        self.assertFalse(any(self.epcs.mapped("hold")))

    def test_the_code_on_the_package_is_enough(self):
        case = self.doubt(label=self.label("S0002"))
        self.assertEqual(case.item_ids.epc_id, self.epcs[1])
        self.assertEqual(self.epcs[1].hold, "suspect")

    def test_a_case_of_packages_is_its_packages(self):
        box = self.env["dscsa.epc"].create(
            {
                "company_id": self.company.id,
                "kind": "logistic",
                "key": "00303998800000000994",
                "status": "in_stock",
            }
        )
        self.epcs[:2].write({"parent_id": box.id})
        case = self.doubt(epc_ids=box.ids)
        self.assertEqual(case.item_ids.epc_id, self.epcs[:2])

    def test_doubted_twice_is_one_case(self):
        case = self.open_case()
        again = self.doubt(epc_ids=self.epcs[:2].ids, why="The lot is smudged")
        self.assertEqual(len(again), 2)
        self.assertIn(case, again)
        self.assertIn("The lot is smudged", case.message_ids[0].body)
        self.assertEqual(len(self.epcs[0].investigation_item_ids), 1)

    def test_two_drugs_are_two_cases_of_one_incident(self):
        other = self.receipt({self.other_product: 1}, self.packages(1, item=2, first=9))
        self.scan_all(other, 1, item=2, first=9)
        self.validate(other)
        epc = self.env["dscsa.epc"].search(
            [("product_id", "=", self.other_product.id), ("kind", "=", "package")]
        )
        cases = self.doubt(epc_ids=(self.epcs[0] | epc).ids)
        self.assertEqual(len(cases), 2)
        self.assertEqual(set(cases.mapped("incident")), {min(cases.mapped("name"))})

    def test_a_lot_without_packages_on_record(self):
        """Goods booked by lot alone: so many of them get a row, and no more than are
        here."""
        lot = self.env["stock.lot"].create(
            {"name": "Z9", "product_id": self.product.id, "company_id": self.company.id}
        )
        shelf = self.warehouse.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(
            self.product, shelf, 5, lot_id=lot
        )
        for count in (0, 6):
            with self.subTest(count), self.assertRaisesRegex(UserError, "5 are here"):
                self.doubt(lot_id=lot.id, count=count)
        case = self.doubt(lot_id=lot.id, count=2)
        self.assertEqual(case.package_count, 2)
        self.assertEqual(set(case.item_ids.mapped("hold")), {"suspect"})

    def test_a_bottle_that_is_not_ours(self):
        """A patient's bottle: no stock, no valuation, and never back to the shelf."""
        stock = self.on_hand(self.product)
        rows = self.env["dscsa.epc"].search_count([])
        case = self.doubt(
            whose="patient", product_name="Testamol 10 mg", lot="QX1", serial="77"
        )
        self.assertEqual(case.item_ids.lot, "QX1")
        self.assertEqual(case.goods, "Testamol 10 mg, QX1")
        self.assertFalse(case.item_ids.epc_id)
        self.assertEqual(self.on_hand(self.product), stock)
        self.assertEqual(self.env["dscsa.epc"].search_count([]), rows)
        self.found(case, reference="Report 3")
        self.decide(case)
        self.assertEqual(case.state, "cleared")
        self.assertEqual(self.on_hand(self.product), stock)

    def test_of_ours_the_register_has_to_know(self):
        with self.assertRaisesRegex(UserError, "Whose is it"):
            self.doubt(lot="QX1", product_name="Testamol")
        with self.assertRaisesRegex(UserError, "type what is printed"):
            self.doubt(whose="found")

    def test_a_package_dispensed_is_doubted_and_not_held(self):
        self.epcs[0]._dscsa_set_status("dispensed")
        case = self.doubt(whose="patient", label=self.label("S0001"))
        self.assertEqual(case.item_ids.epc_id, self.epcs[0])
        self.assertFalse(self.epcs[0].hold)

    def test_announced_goods_are_stopped_when_they_come(self):
        picking = self.receipt({self.product: 1}, self.packages(1, first=50))
        epc = self.env["dscsa.epc"].search([("serial", "=", "S0050")])
        self.assertEqual(epc.status, "announced")
        self.doubt(epc_ids=epc.ids)
        answer = self.scan(picking, self.label("S0050"))
        self.assertEqual((answer["level"], answer["code"]), ("red", "IN_DOUBT"))
        self.assertIn("The seal is broken", answer["sentence"])
        self.validate(picking)
        self.assertEqual((epc.status, epc.hold), ("in_stock", "suspect"))
        self.assertEqual(epc.hold_location_id.dscsa_role, "quarantine")
        self.assertFalse(self.discrepancies(picking))

    def test_a_sealed_case_with_a_doubted_package_in_it(self):
        nodes = [self.pallet(self.packages(4, first=60))]
        picking = self.receipt({self.product: 4}, nodes)
        epc = self.env["dscsa.epc"].search([("serial", "=", "S0061")])
        self.doubt(epc_ids=epc.ids)
        answer = self.scan(picking, self.sscc_label())
        self.assertEqual((answer["level"], answer["code"]), ("red", "IN_DOUBT"))
        self.validate(picking)
        self.assertEqual(epc.hold, "suspect")
        others = epc.search([("picking_id", "=", picking.id)]) - epc
        self.assertFalse(any(others.mapped("hold")))

    def test_who_may(self):
        stranger = self._make_company("Oak Street Pharmacy", False)
        theirs = new_test_user(
            self.env,
            login="oak",
            groups="dscsa_compliance.group_dscsa_technician",
            company_id=stranger.id,
        )
        for user in (self.auditor, self.stock_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.doubt(user=user, epc_ids=self.epcs[0].ids)
        for values in (
            {"company_id": self.company.id},
            {"company_id": stranger.id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                self.doubt(user=theirs, epc_ids=self.epcs[0].ids, **values)
        self.assertFalse(self.epcs[0].hold)
        with self.assertRaisesRegex(AccessError, "opens the case"):
            self.env["dscsa.investigation"].with_user(self.manager).sudo(False).create(
                {"company_id": self.company.id, "why": "x"}
            )

    def test_a_photo_is_kept(self):
        photo = b"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
        case = self.doubt(epc_ids=self.epcs[0].ids, photo=photo, photo_name="seal.gif")
        self.assertEqual(case.evidence_ids.name, "seal.jpg")
        self.assertTrue(case.evidence_ids.sha256)

    def test_an_ndc_typed_of_a_bottle_not_ours_names_its_drug(self):
        ndc = self.product.dscsa_ndc
        case = self.doubt(whose="patient", gtin=ndc, lot="QX1")
        self.assertEqual(case.product_id, self.product)
        self.assertEqual(case.gtin, gtin_of(1))
        self.assertEqual(self.on_hand(self.product), 3)
        odd = self.doubt(whose="foreign", gtin="12-no-ndc", lot="QX1")
        self.assertEqual((odd.gtin, bool(odd.product_id)), ("12-no-ndc", False))

    def test_a_code_of_two_readings_is_asked(self):
        lost = f"01{gtin_of(1)}10LOT21AB21XY1217{self.expiry.strftime('%y%m%d')}"
        forms = self.env["dscsa.doubt.wizard"].with_user(self.technician)
        form = forms.create({"label": lost, "whose": "found", "why": "Odd"})
        self.assertGreater(len(form.reading_ids), 1)
        with self.assertRaisesRegex(UserError, "several ways"):
            form.action_aside()
        row = form.reading_ids[1]
        row.is_this = True
        case = self.env["dscsa.investigation"].browse(form.action_aside()["res_id"])
        self.assertEqual(case.item_ids.serial, row.serial)
        self.assertEqual(case.item_ids.lot, row.lot)

    def test_put_aside_and_labelled(self):
        forms = self.env["dscsa.doubt.wizard"].with_user(self.technician)
        form = forms.create({"epc_ids": self.epcs[0].ids, "why": "The seal is broken"})
        action = form.action_aside_and_label()
        prints = self.env["dscsa.epc"]._dscsa_prints_labels()
        self.assertEqual("report_name" in action, prints)
        self.assertEqual(self.epcs[0].hold, "suspect")
