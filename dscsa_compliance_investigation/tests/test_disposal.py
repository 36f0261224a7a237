from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestDisposal(DoubtCommon):
    """Suspect goods leave by a record of what becomes of them, and then only so."""

    def record(self, case, user=None, **values):
        values.setdefault("proof", "Certificate 9")
        table = self.env["dscsa.investigation.disposal"].with_user(
            user or self.pharmacist
        )
        return table.create({"investigation_id": case.id, **values})

    def scrap(self, epc):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": epc.product_id.id,
                "lot_id": epc.lot_id.id,
                "scrap_qty": 1,
                "location_id": epc.hold_location_id.id,
                "company_id": self.company.id,
            }
        )
        scrap.do_scrap()

    def out(self, epc, partner):
        """A transfer back to a seller, made by hand."""
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": epc.hold_location_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_suppliers").id,
                "partner_id": partner.id,
                "company_id": self.company.id,
            }
        )
        line = {
            "product_id": epc.product_id.id,
            "lot_id": epc.lot_id.id,
            "quantity": 1,
            "location_id": epc.hold_location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
        picking.move_line_ids = [Command.create(line)]
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        return picking

    def test_nothing_leaves_without_a_record(self):
        """In doubt or illegitimate, whatever a client writes or says."""
        epc = self.epcs[0]
        case = self.suspect()
        seller = self.picking.partner_id
        with self.assertRaises(UserError):
            self.record(case)
        for _state in ("suspect", "illegitimate"):
            for way in (self.scrap, lambda epc: self.out(epc, seller)):
                with self.assertRaisesRegex(UserError, "on hold|suspicion|stay"):
                    way(epc)
            with self.assertRaises(UserError):
                epc.with_user(self.technician).action_return()
            if case.state == "suspect":
                self.illegitimate(case)
        self.assertEqual((epc.status, epc.hold), ("in_stock", "suspect"))

    def test_destroyed(self):
        case, epc = self.illegitimate(self.suspect()), self.epcs[0]
        shelf = self.on_hand(self.product)
        with self.assertRaisesRegex(UserError, "Nothing says what became"):
            self.told(case).with_user(self.pharmacist).action_disposed()
        disposal = self.record(case)
        self.assertEqual((disposal.count, disposal.to_carry_out), (1, True))
        with self.assertRaises(UserError):
            self.out(epc, self.picking.partner_id)
        self.scrap(epc)
        self.assertEqual((epc.status, epc.hold), ("destroyed", False))
        self.assertEqual(self.on_hand(self.product), shelf)
        self.assertEqual(self.epcs[1:].mapped("status"), ["in_stock", "in_stock"])
        with self.assertRaises(UserError):
            disposal.action_carry_out()
        case.with_user(self.pharmacist).action_disposed()
        self.assertEqual(case.state, "disposed")

    def test_carried_out_by_one_press_also_in_the_fridge(self):
        self.product.dscsa_storage = "fridge"
        case, epc = self.illegitimate(self.suspect()), self.epcs[0]
        self.assertFalse(epc.hold_location_id.dscsa_role)
        shelf = self.on_hand(self.product)
        self.record(case).action_carry_out()
        self.assertEqual((epc.status, epc.hold), ("destroyed", False))
        self.assertEqual(self.on_hand(self.product), shelf - 1)

    def test_returned_only_to_whom_the_record_says(self):
        """It stays suspect: when it comes again it is stopped."""
        case, epc = self.illegitimate(self.suspect()), self.epcs[0]
        seller = self.picking.partner_id.commercial_partner_id
        other = self._make_partner("Birch Drug", False, "03435")
        disposal = self.record(
            case, kind="returned", partner_id=seller.id, proof="RMA 7"
        )
        for way in (self.scrap, lambda epc: self.out(epc, other)):
            with self.assertRaises(UserError):
                way(epc)
        picking = self.env["stock.picking"].browse(
            disposal.with_user(self.technician).action_carry_out()["res_id"]
        )
        picking.with_user(self.stock_user).with_context(
            skip_backorder=True
        ).button_validate()
        self.assertEqual((epc.status, epc.hold), ("returned", "suspect"))

    def test_counts_add_up(self):
        case = self.doubt(epc_ids=self.epcs.ids)
        self.told(self.illegitimate(self.suspect(case=case)))
        mine = case.with_user(self.pharmacist)
        first, *rest = case.item_ids
        self.record(case, kind="retained", item_ids=[Command.set(first.ids)], proof="")
        with self.assertRaises(UserError) as caught:
            mine.action_disposed()
        self.assertIn("not whole", str(caught.exception))
        self.assertIn("not accounted for", str(caught.exception))
        mine.disposal_ids.proof = "Safe, shelf 2"
        self.record(case)
        mine.action_disposed()
        self.assertEqual(case.disposal_ids.mapped("count"), [1, len(rest)])

    def test_a_sample_that_was_asked_for_is_kept_with_its_custody(self):
        case = self.told(self.illegitimate(self.suspect()))
        mine = case.with_user(self.pharmacist)
        mine.sample_wanted = True
        kept = self.record(case, kind="retained", proof="Safe, shelf 2")
        log = self.env["dscsa.investigation.custody"].with_user(self.technician)
        row = log.create({"disposal_id": kept.id, "holder": "Dana", "place": "Safe"})
        with self.assertRaises(UserError):
            log.create(
                {
                    "disposal_id": kept.id,
                    "holder": "Dana",
                    "place": "Safe",
                    "at": fields.Datetime.now() + timedelta(days=1),
                }
            )
        with self.assertRaises(UserError):
            row.holder = "Nobody"
        mine.action_disposed()
        self.assertEqual(case.state, "disposed")
        later = self.record(
            case, item_ids=[Command.set(case.item_ids.ids)], proof="Certificate 12"
        )
        later.action_carry_out()
        self.assertEqual(case.item_ids.epc_id.status, "destroyed")

    def test_a_sample_asked_for_and_destroyed_is_missed(self):
        case = self.told(self.illegitimate(self.suspect()))
        mine = case.with_user(self.pharmacist)
        mine.sample_wanted = True
        self.record(case)
        with self.assertRaisesRegex(UserError, "A sample was asked for"):
            mine.action_disposed()

    def test_who_records_and_that_it_stays(self):
        case = self.illegitimate(self.suspect())
        elsewhere = self._make_company("Oak Street Pharmacy", False)
        theirs = new_test_user(
            self.env,
            login="oak",
            groups="dscsa_compliance.group_dscsa_manager",
            company_id=elsewhere.id,
        )
        for user in (self.technician, self.auditor, self.stock_user, theirs):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.record(case, user)
        with self.assertRaises(UserError):
            self.record(case, done_at=fields.Datetime.now() + timedelta(hours=1))
        disposal = self.record(case)
        for values in (
            {"kind": "returned"},
            {"partner_id": self.picking.partner_id.id},
            {"item_ids": [Command.clear()]},
            {"proof": "Other"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                disposal.write(values)
        with self.assertRaisesRegex(UserError, "not here any more"):
            self.record(case, item_ids=[Command.set(case.item_ids.ids)])

    def test_a_second_doubt_shuts_the_door_again(self):
        case, epc = self.illegitimate(self.suspect()), self.epcs[0]
        self.record(case)
        self.doubt(epc_ids=epc.ids, why="It may be another's")
        with self.assertRaises(UserError):
            self.scrap(epc)
        self.assertEqual(epc.hold, "suspect")

    def test_cleared_is_not_saleable_when_a_patient_brought_it(self):
        """Though the register had it in stock: it leaves by a record, never by sale."""
        epc = self.epcs[0]
        case = self.suspect(case=self.doubt(whose="patient", epc_ids=epc.ids))
        self.answered(case)
        self.decide(case)
        self.assertEqual((case.state, epc.hold), ("cleared", "suspect"))
        with self.assertRaisesRegex(UserError, "never goes back"):
            self.env["dscsa.release"].with_user(self.pharmacist)._release(
                epc, "case_cleared", note="It is fine"
            )
        self.record(case).action_carry_out()
        self.assertEqual(epc.status, "destroyed")

    def test_two_cases_about_one_package_both_have_to_be_cleared(self):
        """The first corrected after a second doubt: neither waits for the other."""
        epc, first = self.epcs[0], self.suspect()
        self.answered(first)
        self.decide(first)
        second = self.suspect(case=self.doubt(epc_ids=epc.ids, why="Again"))
        self.assertNotEqual(first, second)
        self.decide(first, conclusion="The picture was another's")
        for case in (second, first):
            self.answered(case)
            self.assertEqual(epc.hold, "suspect")
            self.decide(case, conclusion="Compared again")
        self.assertFalse(epc.hold)

    def test_a_closed_case_holds_nothing(self):
        epc, first = self.epcs[0], self.suspect()
        self.answered(first)
        self.decide(first)
        first.with_user(self.pharmacist).action_close()
        second = self.suspect(case=self.doubt(epc_ids=epc.ids, why="Again"))
        self.answered(second)
        self.decide(second)
        self.assertFalse(epc.hold)

    def test_stock_changed_by_rpc_while_held(self):
        """Quants, moves and adjustments of a user with all stock rights."""
        epc = self.suspect().item_ids.epc_id
        quant = self.env["stock.quant"].search(
            [("location_id", "=", epc.hold_location_id.id)]
        )
        manager = self.stock_user
        manager.group_ids |= self.env.ref("stock.group_stock_manager")
        for values in ({"inventory_quantity": 0}, {"quantity": 0}, {"location_id": 1}):
            with self.subTest(values), self.assertRaises(UserError):
                mine = quant.with_user(manager).with_context(inventory_mode=True)
                mine.write(values)
                mine.action_apply_inventory()
        self.assertEqual((epc.hold, quant.quantity), ("suspect", 1))

    def test_late_file_recall_return_and_aging_free_nothing(self):
        case, epc = self.illegitimate(self.suspect()), self.epcs[0]
        self.deliver(self.packages(3), po=self.picking.origin, instance="again")
        self.env["dscsa.recall"].with_user(self.technician).create(
            {
                "reason": "Too much of the active part",
                "line_ids": [
                    Command.create({"code": self.product.dscsa_ndc, "lots": "L1"})
                ],
            }
        )
        with self.assertRaises(UserError):
            self.scrap(epc)
        self.env["dscsa.epc"]._cron_age_packages()
        self.assertEqual((epc.status, epc.hold), ("in_stock", "suspect"))
        self.assertEqual(case.state, "illegitimate")
