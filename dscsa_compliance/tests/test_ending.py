"""A cause of a hold ends by its own proof, and by nothing else."""

import random
from datetime import timedelta

from dscsa_core.rules.ending import ENDS, FILE
from dscsa_core.rules.seller import SELLER_CODES
from dscsa_core.severity import PROFILES, default_rows

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SELLER_GLN, STRANGER_GLN, gtin_of, key_of
from .ending import EndingCommon


@tagged("post_install", "-at_install")
class TestEnding(EndingCommon):
    """What was scanned decides; files and people end what is theirs."""

    # lot and expiry -----------------------------------------------------------------
    def test_an_unrelated_file_ends_nothing(self):
        for name, options in (
            ("wrong lot", {"lot": "LABEL"}),
            ("wrong date", {"expiry": self.expiry + timedelta(days=31)}),
        ):
            with self.subTest(name):
                nodes = self.packages(1, prefix=name[-1:])
                serial = f"{name[-1:]}0001"
                picking = self.received(
                    nodes, [self.label(serial, **options)], instance=name
                )
                epc = self.package(serial)
                self.assertEqual(epc.hold, "data")
                codes = self.open_codes(epc)
                self.deliver(
                    self.packages(2, prefix=f"U{name[-1:]}"), instance=f"other {name}"
                )
                for _run in range(2):
                    self.env["dscsa.document"]._trigger_release()
                    self.run_release()
                self.assertEqual(epc.hold, "data")
                self.assertEqual(self.open_codes(epc), codes)
                self.assertFalse(
                    self.env["dscsa.release"].search([("epc_ids", "in", epc.ids)])
                )
                self.assertEqual(len(self.discrepancies(picking)), 1)

    def test_the_same_facts_in_another_file_end_nothing(self):
        nodes = self.packages(1, lot="TOLD")
        picking = self.received(nodes, [self.label("S0001", lot="LABEL")])
        self.again(picking, nodes, instance="sent once more")
        self.assertEqual(self.package("S0001").hold, "data")
        self.assertEqual(self.open_codes(self.package("S0001")), {"LOT_MISMATCH"})

    def test_the_corrected_lot_ends_it_and_is_named(self):
        for instance in ("corrected", None):
            with self.subTest(instance=instance):
                prefix = "A" if instance else "B"
                nodes = self.packages(1, lot="TOLD", prefix=prefix)
                order_instance = f"first {prefix}"
                picking = self.received(
                    nodes,
                    [self.label(f"{prefix}0001", lot="LABEL")],
                    instance=order_instance,
                )
                row = self.discrepancies(picking)
                document = self.again(
                    picking,
                    self.packages(1, lot="LABEL", prefix=prefix),
                    instance=instance or order_instance,
                )
                epc = self.package(f"{prefix}0001")
                self.assertFalse(epc.hold)
                self.assertEqual((epc.lot, epc.seen_lot), ("LABEL", "LABEL"))
                self.assertEqual((row.state, row.resolution), ("resolved", "data"))
                self.assertEqual(row.resolved_document_id, document)
                self.assertIn("lot LABEL, as scanned", row.resolution_note)
                release = self.env["dscsa.release"].search([("epc_ids", "=", epc.id)])
                self.assertIn(document.name, release.note)
                self.assertIn("LABEL", release.note)

    def test_the_corrected_date_ends_it(self):
        nodes = self.packages(1, expiry=self.expiry + timedelta(days=31))
        picking = self.received(nodes, [self.label("S0001")])
        self.assertEqual(self.open_codes(self.package("S0001")), {"EXPIRY_MISMATCH"})
        self.again(picking, self.packages(1), instance="corrected")
        epc = self.package("S0001")
        self.assertFalse(epc.hold)
        self.assertEqual((epc.expiry, epc.seen_expiry), (self.expiry, self.expiry))
        self.assertFalse(self.discrepancies(picking))

    def test_a_corrected_serial_closes_what_was_only_marked(self):
        """Amber or held: the package the file names by its right serial is linked."""
        for profile in ("pharmacy_small", "pharmacy"):
            with self.subTest(profile):
                self.company.dscsa_profile = profile
                prefix = profile[-1].upper()
                nodes = self.packages(1, prefix=f"W{prefix}")
                picking = self.received(
                    nodes, [self.label(f"R{prefix}1")], instance=f"1 {profile}"
                )
                self.assertEqual(
                    self.discrepancies(picking).mapped("code"), ["SERIAL_NOT_ANNOUNCED"]
                )
                right = self.packages(1, prefix=f"R{prefix}")
                right = [
                    type(right[0])(
                        right[0].epc.replace(f"R{prefix}0001", f"R{prefix}1"),
                        right[0].lot,
                        right[0].expiry,
                    )
                ]
                self.again(picking, right, instance=f"2 {profile}")
                epc = self.epc(key_of(gtin_of(1), f"R{prefix}1"))
                self.assertFalse(epc.hold)
                self.assertTrue(epc.transaction_id)
                self.assertFalse(self.discrepancies(picking))

    def test_goods_that_fitted_are_held_when_the_file_is_corrected_away_from_them(self):
        picking = self.received(self.packages(1), [self.label("S0001")])
        epc = self.package("S0001")
        self.assertFalse(epc.hold)
        self.again(picking, self.packages(1, lot="OTHER"), instance="corrected")
        self.assertEqual(epc.hold, "data")
        self.assertEqual(self.open_codes(epc), {"LOT_MISMATCH"})
        self.assertEqual(self.on_hand(self.product), 0)

    def test_late_data_that_do_not_fit_give_the_hold_its_new_reason(self):
        picking = self.received(None, [self.label("S0001", lot="LABEL")])
        self.assertEqual(self.open_codes(self.package("S0001")), {"NO_TI"})
        self.again(picking, self.packages(1, lot="TOLD"), instance="late")
        epc = self.package("S0001")
        self.assertEqual(epc.hold, "data")
        self.assertEqual(self.open_codes(epc), {"LOT_MISMATCH"})

    def test_another_sellers_file_proves_nothing(self):
        picking = self.received(None, [self.label("S0001")])
        self.deliver(self.packages(1), seller=STRANGER_GLN, instance="stranger")
        self.run_release()
        epc = self.package("S0001")
        self.assertEqual(epc.hold, "suspect")
        self.assertEqual(self.open_codes(epc), {"NO_TI", "SERIAL_OTHER_SELLER"})
        self.assertNotIn(self.stranger, picking.dscsa_transaction_ids.seller_id)

    # releases -----------------------------------------------------------------------
    def test_a_release_ends_one_package_of_a_row_and_no_other(self):
        picking = self.received(
            self.packages(2, lot="TOLD"),
            [self.label("S0001", lot="LABEL"), self.label("S0002", lot="LABEL")],
        )
        row = self.discrepancies(picking)
        one, two = self.package("S0001"), self.package("S0002")
        self.env["dscsa.release"].with_user(self.pharmacist)._release(
            one, "seller_confirmed"
        )
        self.assertEqual((one.hold, two.hold), (False, "data"))
        self.assertEqual((row.state, row.held_count), ("open", 1))
        self.assertFalse(one._dscsa_causes())

    def test_a_chosen_cause_leaves_the_others(self):
        self.other_product.dscsa_storage = "fridge"
        past = self.days_ago(-400)
        picking = self.received(
            self.packages(1, lot="TOLD", expiry=past), [self.label("S0001", lot="SEEN")]
        )
        epc = self.package("S0001")
        self.assertEqual(self.open_codes(epc), {"LOT_MISMATCH", "EXPIRY_MISMATCH"})
        row = self.discrepancies(picking).filtered(lambda r: r.code == "LOT_MISMATCH")
        self.env["dscsa.release"].with_user(self.pharmacist)._release(
            epc, "seller_confirmed", discrepancies=row
        )
        self.assertEqual(epc.hold, "data")
        self.assertEqual(self.open_codes(epc), {"EXPIRY_MISMATCH"})
        self.assertEqual(row.state, "resolved")

    def test_arrived_data_are_not_ticked_by_hand(self):
        picking = self.received(
            self.packages(1, lot="TOLD"), [self.label("S0001", lot="LABEL")]
        )
        epc = self.package("S0001")
        with self.assertRaisesRegex(UserError, "by the program"):
            self.env["dscsa.release"].with_user(self.pharmacist)._release(
                epc, "data_arrived"
            )
        wizard = self.env["dscsa.release.wizard"].with_user(self.pharmacist)
        with self.assertRaises(ValueError):
            wizard.create({"epc_ids": epc.ids, "reason": "data_arrived"})
        self.assertEqual(self.discrepancies(picking).state, "open")

    # the table ----------------------------------------------------------------------
    def test_every_code_that_can_hold_has_its_end(self):
        for row in default_rows():
            if {row[name] for name in PROFILES} & {"hold", "stop"}:
                self.assertIn(row["code"], ENDS)
        self.assertFalse({ENDS[code] for code in SELLER_CODES} & {FILE})

    def label_of(self, rng):
        """Lot and date as a file may tell or a package may bear them."""
        dates = (self.expiry, self.expiry + timedelta(days=31))
        return rng.choice(("L1", "L2")), rng.choice(dates)

    def something_comes(self, rng, picking, told, prefix, name):
        """A correction, the same again, a stranger's file, or nothing but the job."""
        kind = rng.choice(("correct", "unrelated", "run", "again"))
        if kind == "correct":
            told.append(self.label_of(rng))
        if kind in ("correct", "again") and told[-1]:
            lot, day = told[-1]
            nodes = self.packages(1, lot=lot, expiry=day, prefix=prefix)
            self.again(picking, nodes, instance=f"{kind} {name}")
        elif kind == "unrelated":
            nodes = self.packages(1, prefix=f"Z{name}")
            self.deliver(nodes, instance=f"{kind} {name}", seller=SELLER_GLN)
        self.run_release()

    def test_whatever_comes_only_what_fits_is_free(self):
        """Random files, corrections, strangers' files and job runs."""
        rng = random.Random(4711)
        for story in range(6):
            prefix = f"P{story}"
            announced = rng.choice([None, self.label_of(rng)])
            seen = self.label_of(rng)
            picking = self.received(
                announced
                and self.packages(
                    1, lot=announced[0], expiry=announced[1], prefix=prefix
                ),
                [self.label(f"{prefix}0001", lot=seen[0], expiry=seen[1])],
                instance=f"start {story}",
            )
            told = [announced]
            for step in range(4):
                self.something_comes(rng, picking, told, prefix, f"{story}{step}")
                epc = self.package(f"{prefix}0001")
                self.assertEqual(
                    not epc.hold, told[-1] == seen, (story, step, told, seen)
                )
                if not epc.hold:
                    self.assertFalse(self.open_codes(epc))
