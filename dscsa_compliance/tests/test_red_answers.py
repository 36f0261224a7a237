"""What the bench says in red is so after the validation: nothing red is forgotten."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SELLER_GLN, STRANGER_GLN, gtin_of, key_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestRedAnswers(ReceivingCommon):
    """For each rule that answers red: goods held, a discrepancy names them, counted."""

    def begin(self, name, nodes=True, **options):
        """A receipt with two packages announced: the one to be scanned and another."""
        nodes = self.packages(2, prefix=name) if nodes is True else nodes
        return self.receipt({self.product: 2}, nodes, instance=name, **options)

    def in_stock(self, name, *, seller=None, hold=None, status="in_stock"):
        """A package that came with another receipt, and what became of it."""
        order = self.order({self.product: 1}, partner=seller or self.seller)
        gln = STRANGER_GLN if seller == self.stranger else SELLER_GLN
        self.deliver(
            self.packages(1, prefix=name),
            po=order.name,
            instance=f"first {name}",
            seller=gln,
        )
        first = order.picking_ids
        self.scan(first, self.label(f"{name}0001"))
        self.validate(first)
        epc = self.package(f"{name}0001")
        if hold:
            epc._hold(hold)
        if status != "in_stock":
            epc.sudo().status = status
        return epc

    # each leads to (picking, label, code)
    def case_lot(self, name):
        return self.begin(name), self.label(f"{name}0001", lot="L9"), "LOT_MISMATCH"

    def case_date(self, name):
        day = self.expiry + timedelta(days=31)
        label = self.label(f"{name}0001", expiry=day)
        return self.begin(name), label, "EXPIRY_MISMATCH"

    def case_no_data(self, name):
        return self.begin(name, None), self.label(f"{name}0001"), "NO_TI"

    def case_serial(self, name):
        return self.begin(name), self.label(f"{name}X"), "SERIAL_NOT_ANNOUNCED"

    def case_lot_unknown(self, name):
        label = self.label(f"{name}X", lot="ZZ")
        return self.begin(name), label, "LOT_NOT_ANNOUNCED"

    def case_drug(self, name):
        label = self.label(f"{name}X", item=2, lot="L2")
        return self.begin(name), label, "NDC_NOT_ANNOUNCED"

    def case_expired(self, name):
        day = self.days_ago(3)
        nodes = self.packages(2, prefix=name, lot="OLD", expiry=day)
        label = self.label(f"{name}0001", lot="OLD", expiry=day)
        return self.begin(name, nodes), label, "EXPIRED"

    def case_booked(self, name):
        """Another date than that of the lot that is in stock."""
        self.in_stock(f"{name}F")
        day = self.expiry + timedelta(days=31)
        nodes = self.packages(2, prefix=name, expiry=day)
        return (
            self.begin(name, nodes),
            self.label(f"{name}0001", expiry=day),
            "EXPIRY_MISMATCH",
        )

    def case_dispensed(self, name):
        self.in_stock(name, status="dispensed")
        return self.begin(name), self.label(f"{name}0001"), "SERIAL_DISPENSED_BEFORE"

    def case_destroyed(self, name):
        self.in_stock(name, status="destroyed")
        return self.begin(name), self.label(f"{name}0001"), "SERIAL_DESTROYED_BEFORE"

    def case_two_sellers(self, name):
        """The serial of a package that is here from somebody else."""
        self.in_stock(name, seller=self.stranger)
        return self.begin(name), self.label(f"{name}0001"), "SERIAL_OTHER_SELLER"

    def case_two_sellers_no_file(self, name):
        self.in_stock(name, seller=self.stranger)
        return self.begin(name, None), self.label(f"{name}0001"), "SERIAL_OTHER_SELLER"

    def case_clone(self, name):
        """The serial of a package that is here, and another lot."""
        self.in_stock(name)
        label = self.label(f"{name}0001", lot="L9")
        return self.begin(name, None), label, "LOT_MISMATCH"

    def case_on_hold(self, name):
        self.in_stock(name, hold="data")
        return self.begin(name), self.label(f"{name}0001"), "SERIAL_ON_HOLD"

    def case_quarantine(self, name):
        self.in_stock(name, hold="suspect")
        return self.begin(name), self.label(f"{name}0001"), "SERIAL_ON_HOLD"

    def test_only_packages_of_other_receipts(self):
        self.in_stock("D")
        picking = self.begin("D", None)
        self.scan(picking, self.label("D0001"))
        with self.assertRaisesRegex(UserError, "received before"):
            self.validate(picking)

    def _scan_again(self, picking, label, first):
        """A second look at it is no better than the first, and counts nothing."""
        again = self.scan(picking, label)
        for name in ("level", "code", "next_step", "scan_id", "packages"):
            self.assertEqual(again[name], first[name], name)
        self.assertIn("counts once", again["sentence"])
        self.assertTrue(again["duplicate"])
        for name in ("scanned", "held", "missing"):
            self.assertEqual(again["overview"][name], first["overview"][name], name)

    def test_red_is_held_named_and_counted(self):
        cases = [each for each in dir(self) if each.startswith("case_")]
        for number, case in enumerate(sorted(cases)):
            name = f"Q{number}Q"
            with self.subTest(case):
                picking, label, code = getattr(self, case)(name)
                answer = self.scan(picking, label)
                self.assertEqual((answer["level"], answer["code"]), ("red", code))
                self.assertNotIn("Put it back", answer["next_step"])
                self.assertEqual(answer["overview"]["held"], 1)
                self._scan_again(picking, label, answer)
                if code == "SERIAL_ON_HOLD":
                    self.scan(picking, self.label(f"{name}0002"))
                self.validate(picking)
                item = 2 if case == "case_drug" else 1
                key = key_of(gtin_of(item), label.split("21", 1)[1].split("\x1d")[0])
                epc = self.epc(key)
                self.assertTrue(epc.hold)
                if code != "SERIAL_ON_HOLD":
                    self.assertIn(code, epc._dscsa_causes().mapped("code"))
                    row = self.discrepancies(picking).filtered(
                        lambda each, code=code: each.code == code
                    )
                    self.assertIn(epc, row.epc_ids)
                overview = picking.dscsa_overview()
                self.assertEqual(overview["held"], 1)
                self.assertNotIn("Everything", overview["sentence"])
                if "SELLER" in code or "BEFORE" in code:
                    self.assertEqual(epc.hold, "suspect")

    def test_the_place_depends_on_storage_and_reason(self):
        for number, (storage, words) in enumerate(
            (("ambient", "apart"), ("fridge", "fridge"), ("safe", "safe"))
        ):
            name = f"W{number}W"
            self.product.dscsa_storage = storage
            picking, label, _code = self.case_lot(name)
            answer = self.scan(picking, label)
            self.assertIn(words, answer["next_step"])
            self.validate(picking)
            self.assertIn(words, self.package(f"{name}0001").hold_next_step)
            if storage != "ambient":
                self.assertNotIn("bin", answer["next_step"])
