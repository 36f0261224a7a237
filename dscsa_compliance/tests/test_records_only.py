from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import gtin_of
from .delivering import DeliveryCommon
from .past import arranged


@tagged("post_install", "-at_install")
class TestRecordsOnly(DeliveryCommon):
    """Deliveries and register without quants; packages age, never "dispensed"."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"dscsa_records_only": True, "dscsa_profile": "pharmacy_small"}
        )

    def received(self, count=3, invoice="R-1", **options):
        self.deliver(self.packages(count, **options), invoice=invoice)
        picking = self.open_delivery(
            partner_id=self.seller, invoice=invoice, proof="file"
        )
        self.scan_all(
            picking, count, **{k: options[k] for k in options if k != "expiry"}
        )
        self.validate(picking)
        return picking

    def use(self, text, name="use.csv"):
        wizard = self.env(user=self.technician)["dscsa.use.wizard"].create(
            {"file": self.pdf(text.encode()), "file_name": name}
        )
        return self.env["dscsa.use.report"].browse(wizard.action_take_in()["res_id"])

    def test_preset(self):
        companies = self.env["res.company"]
        small = companies.create({"name": "A"})
        large = companies.create({"name": "B", "dscsa_profile": "wholesaler"})
        self.assertTrue(small.dscsa_records_only)
        self.assertFalse(large.dscsa_records_only)

    def test_register_without_stock(self):
        picking = self.received()
        self.assertEqual(picking.state, "done")
        self.assertTrue(picking.dscsa_recorded_at)
        self.assertFalse(picking.move_ids)
        self.assertEqual(self.on_hand(self.product), 0)
        epc = self.package("S0001")
        self.assertEqual((epc.status, epc.picking_id), ("in_stock", picking))
        self.assertFalse(self.rows(picking))

    def test_an_order_ends_in_the_register_and_other_goods_in_stock(self):
        gauze = self._make_product(
            9,
            dscsa_scope="excluded",
            dscsa_exclusion="P8",
            tracking="none",
            use_expiration_date=False,
        )
        order = self.order({self.product: 2, gauze: 5})
        picking = order.picking_ids
        self.deliver(self.packages(2), po=order.name)
        self.scan_all(picking, 2)
        self.validate(picking)
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(gauze), 5)
        self.assertEqual(self.on_hand(self.product), 0)
        self.assertEqual(self.package("S0002").status, "in_stock")

    def test_one_wrong_package_is_held_where_it_stands(self):
        self.deliver(self.packages(2), invoice="R-2")
        picking = self.open_delivery(
            partner_id=self.seller, invoice="R-2", proof="file"
        )
        self.scan_all(picking, 2)
        self.scan(picking, self.label("W1", lot="7K21"))
        self.validate(picking)
        held = self.epc(f"01{gtin_of(1)}21W1")
        self.assertEqual(held.hold, "data")
        self.assertFalse(held.hold_location_id)
        release = (
            self.env["dscsa.release"]
            .with_user(self.pharmacist)
            ._release(held, "seller_confirmed")
        )
        self.assertEqual(release.put_back_state, "none")
        self.assertFalse(held.hold)

    def test_packages_age_but_held_ones_do_not(self):
        picking = self.received()
        held = self.package("S0003")
        held.sudo().hold = "data"
        register = self.env["dscsa.epc"]
        self.assertFalse(register._age_packages(self.company))
        self.made_old(picking, 100)
        aged = register._age_packages(self.company)
        self.assertEqual(aged, self.package("S0001") | self.package("S0002"))
        self.assertEqual(held.status, "in_stock")
        self.assertEqual(self.package("S0001").status, "presumed_used")
        titles = [row["title"] for row in self.package("S0001").timeline()]
        self.assertIn("Presumed used", titles)
        self.assertNotIn("ispensed", "".join(titles))

    def test_expired_packages_are_presumed_used_too(self):
        self.company.dscsa_use_days = 0
        self.received()
        with arranged():
            self.package("S0001").sudo().expiry = self.today - timedelta(days=1)
        self.env["dscsa.epc"]._cron_age_packages()
        self.assertEqual(self.package("S0001").status, "presumed_used")
        self.assertEqual(self.package("S0002").status, "in_stock")

    def test_use_by_ndc_and_quantity(self):
        self.received(count=4)
        ndc = self.product.dscsa_ndc
        report = self.use(f"NDC,Quantity\n{ndc},3\nabc,2\n")
        self.assertEqual((report.row_count, report.package_count), (2, 3))
        self.assertEqual(report.unknown, "abc")
        register = self.env["dscsa.epc"].search(
            [("company_id", "=", self.company.id), ("kind", "=", "package")]
        )
        self.assertEqual(
            sorted(register.mapped("status")), ["in_stock"] + ["presumed_used"] * 3
        )
        with self.assertRaisesRegex(UserError, "taken in before"):
            self.use(f"NDC,Quantity\n{ndc},3\nabc,2\n")
        more = self.use(f"ndc,qty\n{ndc},5\n")
        self.assertEqual((more.package_count, more.surplus_count), (1, 4))

    def test_a_file_of_another_kind_says_what_is_wrong(self):
        with self.assertRaisesRegex(UserError, "ndc and quantity"):
            self.use("drug,count\nx,1\n")
        with self.assertRaisesRegex(UserError, "Line 3"):
            self.use("ndc,quantity\n1,1\n2,many\n")


@tagged("post_install", "-at_install")
class TestTableOfSeverities(DeliveryCommon):
    """(c) The same file and bench under four profiles gives the table."""

    EXPECTED = {
        "as announced": ("green", "green", "green", "green"),
        "serial not announced": ("amber", "red", "green", "red"),
        "lot not announced": ("red", "red", "green", "red"),
        "drug not announced": ("red", "red", "green", "red"),
        "count over": ("red", "red", "green", "red"),
        "expired": ("red", "red", "red", "red"),
        "without any data": ("red", "red", "green", "red"),
    }
    PROFILES = ("pharmacy_small", "pharmacy", "practitioner", "wholesaler")

    def bench(self, profile):
        """Levels of the answers at one company of this profile."""
        self.company.dscsa_profile = profile
        old = self.days_ago(3)
        self.deliver(
            [
                *self.packages(2),
                *self.packages(1, first=7, lot="OLD", expiry=old),
            ],
            invoice=profile,
            instance=profile,
        )
        picking = self.open_delivery(
            partner_id=self.seller, invoice=profile, proof="file"
        )
        without = self.open_delivery(partner_id=self.stranger, invoice="none")
        scans = {
            "as announced": (picking, self.label("S0001")),
            "serial not announced": (picking, self.label("X1")),
            "lot not announced": (picking, self.label("X2", lot="7K21")),
            "drug not announced": (picking, self.label("X3", item=2)),
            "count over": (picking, self.label("X4")),
            "expired": (picking, self.label("S0007", lot="OLD", expiry=old)),
            "without any data": (without, self.label("X5", item=3)),
        }
        return {name: self.scan(*scan)["level"] for name, scan in scans.items()}

    def check(self, column):
        levels = self.bench(self.PROFILES[column])
        wanted = {name: row[column] for name, row in self.EXPECTED.items()}
        self.assertEqual(levels, wanted)

    def test_c_small_pharmacy(self):
        self.check(0)

    def test_c_pharmacy(self):
        self.check(1)

    def test_c_practitioner(self):
        self.check(2)

    def test_c_wholesaler(self):
        self.check(3)


@tagged("post_install", "-at_install")
class TestOneOfMany(DeliveryCommon):
    """(d), (i) and (m): one bottle stops no tote, cold stays cold, words stay true."""

    def test_d_one_wrong_of_140_leaves_139_saleable(self):
        tote = self.pallet(self.packages(139))
        order = self.order({self.product: 140})
        picking = order.picking_ids
        self.deliver([tote], po=order.name)
        self.assertEqual(self.scan(picking, self.sscc_label())["packages"], 139)
        answer = self.scan(picking, self.label("W140", lot="7K21"))
        self.assertEqual(
            (answer["level"], answer["code"]), ("red", "LOT_NOT_ANNOUNCED")
        )
        self.validate(picking)
        self.assertEqual(self.product.with_company(self.company).free_qty, 139)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 1)
        sale = self.sell(self.product, 139)
        sale.with_user(self.stock_user).button_validate()
        self.assertEqual(sale.state, "done")

    def test_i_fridge_goods_are_held_in_the_fridge(self):
        fridge = self.env["stock.location"].create(
            {
                "name": "Fridge",
                "usage": "internal",
                "location_id": self.warehouse.lot_stock_id.id,
                "company_id": self.company.id,
            }
        )
        self.product.dscsa_storage = "fridge"
        picking = self.receipt({self.product: 2}, self.packages(1))
        picking.sudo().location_dest_id = fridge
        picking.sudo().move_ids.location_dest_id = fridge
        picking.sudo().move_line_ids.location_dest_id = fridge
        self.scan_all(picking, 2)
        self.validate(picking)
        held = self.package("S0002")
        self.assertEqual((held.hold, held.hold_location_id), ("data", fridge))
        self.assertEqual(self.on_hand(self.product, fridge), 2)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 0)

    def test_m_a_match_is_never_called_verified(self):
        picking = self.receipt({self.product: 1}, self.packages(1))
        answer = self.scan(picking, self.label("S0001"))
        self.validate(picking)
        said = [
            answer["sentence"],
            answer["next_step"],
            answer["overview"]["sentence"],
            *(row["sentence"] for row in answer["overview"]["scans"]),
            *(row["title"] + row["detail"] for row in self.package("S0001").timeline()),
            picking.dscsa_overview()["sentence"],
        ]
        self.assertIn("Matches seller's data.", said)
        self.assertNotIn("verif", " ".join(said).lower())
        statuses = dict(self.env["dscsa.epc"]._fields["status"].selection)
        self.assertNotIn("verif", " ".join(statuses.values()).lower())
