"""Ways a plain inventory user may try to get held goods out of the house."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import gtin_of, key_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestGuardWays(ReceivingCommon):
    """The guard looks at destination, seller and receipts; never at what is claimed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.vendors = cls.env.ref("stock.stock_location_suppliers")

    def held(self, kind="data"):
        """A package on hold of this kind, and another free one of its lot."""
        picking = self.receipt({self.product: 2}, self.packages(1))
        self.scan_all(picking, 1)
        self.scan(picking, self.label("X1"))
        self.validate(picking)
        epc = self.epc(key_of(gtin_of(1), "X1"))
        if kind != "data":
            epc._hold(kind)
        return epc

    def out(self, epc, target, *, partner=None, source=None, **values):
        """A transfer of the package, by the stock user or who may name packages."""
        named = "dscsa_return_epc_ids" in values
        picking = self.transfer(
            self.product,
            1,
            (source or epc.hold_location_id, target),
            user=self.technician if named else self.stock_user,
            partner_id=partner and partner.id,
            **values,
        )
        self.take_lot(picking, epc.lot_id, picked=True)
        return picking

    def refused(self, epc, picking, kind):
        """It stays: refused, held as before, and no fact says otherwise."""
        with self.noting() as told, self.assertRaises(UserError):
            picking.button_validate()
        self.env.invalidate_all()
        self.assertEqual((epc.hold, epc.status), (kind, "in_stock"))
        self.assertNotIn("released", [fact[0] for fact in told])

    def ways(self, epc):
        """(name, transfer), each a way out that is none."""
        yield "customer", self.out(epc, self.customers)
        yield from self.claims(epc)
        yield from self.changes(epc)
        yield from self.places(epc)

    def claims(self, epc):
        """To a customer, said to be something else."""
        for whom in ("seller", "reverse", "nonsaleable"):
            yield (
                f"customer, told to go to {whom}",
                self.out(
                    epc, self.customers, partner=self.seller, dscsa_return_to=whom
                ),
            )
        yield (
            "a return of the receipt to a customer",
            self.out(
                epc,
                self.customers,
                return_id=epc.picking_id.id,
                partner=self.seller,
            ),
        )
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "lot_id": epc.lot_id.id,
                "scrap_qty": 1,
                "company_id": self.company.id,
            }
        )
        yield (
            "said to be scrap",
            self.out(epc, self.customers, move={"scrap_id": scrap.id}),
        )

    def changes(self, epc):
        """To the seller, and changed before it goes."""
        later = self.out(epc, self.vendors, partner=self.seller)
        later.write({"location_dest_id": self.customers.id})
        later.move_ids.location_dest_id = self.customers
        later.move_line_ids.location_dest_id = self.customers
        yield "destination changed", later
        line = self.out(epc, self.vendors, partner=self.seller)
        line.move_line_ids.location_dest_id = self.customers
        yield "destination of the line changed", line

    def places(self, epc):
        """To places where nobody is the seller."""
        yield "supplier nobody", self.out(epc, self.vendors)
        yield "another seller", self.out(epc, self.vendors, partner=self.stranger)
        mine = self.env["stock.location"].create(
            {"name": "Mine", "usage": "supplier", "company_id": self.company.id}
        )
        yield "own supplier place", self.out(epc, mine)
        for usage in ("production", "inventory", "transit"):
            place = self.env["stock.location"].create(
                {"name": usage, "usage": usage, "company_id": self.company.id}
            )
            yield usage, self.out(epc, place)
        yield "the shelf", self.out(epc, self.warehouse.lot_stock_id)

    def test_nothing_held_leaves_by_what_is_claimed(self):
        for kind in ("data", "recall", "suspect"):
            epc = self.held(kind) if kind == "data" else epc  # noqa: F821
            if kind != "data":
                epc._hold(kind)
            for name, picking in self.ways(epc):
                with self.subTest(f"{kind}: {name}"):
                    self.refused(epc, picking, kind)

    def test_held_in_place_stays_in_its_place(self):
        self.product.dscsa_storage = "fridge"
        epc = self.held()
        shelf = self.warehouse.lot_stock_id
        other = self.env["stock.location"].create(
            {"name": "Other", "location_id": shelf.id}
        )
        free = self.out(epc, self.customers, source=shelf)
        free.button_validate()
        self.assertEqual(free.state, "done")
        named = {"source": shelf, "dscsa_return_epc_ids": [Command.set(epc.ids)]}
        for name, picking in (
            ("customer", self.out(epc, self.customers, source=shelf)),
            (
                "claimed",
                self.out(epc, self.customers, dscsa_return_to="reverse", **named),
            ),
            (
                "another seller",
                self.out(epc, self.vendors, partner=self.stranger, **named),
            ),
            ("inside", self.out(epc, other, source=shelf)),
        ):
            with self.subTest(name):
                self.refused(epc, picking, "data")

    def test_back_to_its_seller_it_goes_and_the_ledger_knows(self):
        for kind in ("data", "recall"):
            epc = self.held(kind) if kind == "data" else self.again()
            with self.subTest(kind):
                if kind == "recall":
                    epc._hold("recall")
                picking = self.out(epc, self.vendors, partner=self.seller)
                with self.noting() as told:
                    picking.button_validate()
                self.env.invalidate_all()
                self.assertEqual((epc.hold, epc.status), (False, "returned"))
                (content,) = [str(fact[2]) for fact in told if fact[0] == "released"]
                self.assertIn(epc.key, content)
                self.assertIn("returned", content)
                self.assertIn(picking.name, content)

    def again(self):
        """A second package on hold."""
        picking = self.receipt({self.product: 1}, self.packages(1, first=7, lot="L1"))
        self.scan(picking, self.label("X2"))
        self.validate(picking)
        return self.epc(key_of(gtin_of(1), "X2"))

    def test_suspect_goods_are_offered_no_way_that_is_refused(self):
        epc = self.held("suspect")
        picking = self.out(epc, self.vendors, partner=self.seller)
        with self.assertRaises(UserError) as caught:
            picking.button_validate()
        self.assertIn("suspicion", str(caught.exception))
        self.assertNotIn("goes back", str(caught.exception))

    def test_records_only_goods_are_guarded_too(self):
        """No stock is moved: the scan and the chosen packages are all there is."""
        self.product.is_storable = False
        epc = self.held()
        for name, target, partner in (
            ("customer", self.customers, self.seller),
            ("another seller", self.vendors, self.stranger),
        ):
            with self.subTest(name):
                back = (
                    self.env["stock.picking"]
                    .with_user(self.technician)
                    .create(
                        {
                            "picking_type_id": self.warehouse.out_type_id.id,
                            "location_id": self.warehouse.lot_stock_id.id,
                            "location_dest_id": target.id,
                            "partner_id": partner.id,
                            "dscsa_return_to": "reverse",
                            "dscsa_return_epc_ids": [Command.set(epc.ids)],
                        }
                    )
                )
                self.refused(epc, back, "data")

    def test_a_held_package_is_not_named_afterwards(self):
        epc = self.held()
        free = self.out(
            epc, self.vendors, source=self.warehouse.lot_stock_id, partner=self.seller
        )
        free.button_validate()
        free = free.with_user(self.technician)
        free.dscsa_return_epc_ids = [Command.link(epc.id)]
        with self.assertRaisesRegex(UserError, "on hold"):
            free.action_dscsa_name_returned()
        self.assertEqual(epc.hold, "data")
