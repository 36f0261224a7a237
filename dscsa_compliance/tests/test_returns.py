"""Returns: to the seller, to a reverse distributor, and from customers."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import gtin_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestReturns(ReceivingCommon):
    def received(self, count=3, product=None, **options):
        """A receipt of so many packages, scanned and done."""
        product = product or self.product
        picking = self.receipt({product: count}, self.packages(count), **options)
        self.scan_all(picking, count)
        self.validate(picking)
        return picking

    def give_back(self, picking, quantity, user=None):
        """Odoo's own Return button; the transfer it makes."""
        user = user or self.technician
        wizard = Form(
            self.env["stock.return.picking"]
            .with_user(user)
            .with_context(active_id=picking.id, active_model="stock.picking")
        ).save()
        line = wizard.product_return_moves.filtered(
            lambda each: not each.move_id.dscsa_is_hold
        )[:1]
        line.quantity = quantity
        action = wizard.action_create_returns()
        return self.env["stock.picking"].with_user(user).browse(action["res_id"])

    def finish(self, picking):
        """Press Validate on something without backorder questions."""
        picking.move_ids.picked = True
        result = picking.button_validate()
        self.env.invalidate_all()
        self.assertEqual(picking.state, "done", result)

    # to the seller ---------------------------------------------------------------
    def test_scanned_packages_go_back_and_no_others(self):
        back = self.give_back(self.received(invoice="44871"), 1)
        self.assertEqual(back.dscsa_return_to, "seller")
        self.assertTrue(back.dscsa_has_panel)
        answer = self.scan(back, self.label("S0002"))
        self.assertEqual(answer["level"], "green")
        self.assertEqual(answer["overview"]["unannounced"], 0)
        self.assertIn("Packages named: 1", answer["overview"]["sentence"])
        self.finish(back)
        self.assertEqual(self.package("S0002").status, "returned")
        self.assertEqual(self.package("S0002").left_picking_id.id, back.id)
        self.assertEqual(self.package("S0001").status, "in_stock")
        self.assertFalse(back.dscsa_unnamed_count)
        event = self.env["dscsa.event"].search([("picking_id", "=", back.id)])
        self.assertIn("Seller: Brook Drug Company", event.note)

    def test_packages_chosen_from_the_list_go_back(self):
        back = self.give_back(self.received(), 2)
        chosen = self.package("S0001") | self.package("S0003")
        back.dscsa_return_epc_ids = [Command.set(chosen.ids)]
        self.finish(back)
        self.assertEqual(set(chosen.mapped("status")), {"returned"})
        self.assertEqual(self.package("S0002").status, "in_stock")

    def test_unnamed_packages_stop_nobody_and_are_named_later(self):
        back = self.give_back(self.received(), 1)
        self.finish(back)
        self.assertEqual(back.dscsa_unnamed_count, 1)
        self.assertIn("without a name: 1", back.dscsa_sentence)
        self.assertEqual(len(back.activity_ids), 1)
        back.dscsa_return_epc_ids = [Command.link(self.package("S0003").id)]
        back.action_dscsa_name_returned()
        self.assertEqual(self.package("S0003").status, "returned")
        self.assertFalse(back.dscsa_unnamed_count)
        self.assertFalse(back.activity_ids)

    def test_a_package_of_another_lot_is_not_named_afterwards(self):
        back = self.give_back(self.received(), 1)
        self.finish(back)
        other = self.receipt(
            {self.other_product: 1}, self.packages(1, item=2, lot="L2"), po="B2"
        )
        self.scan(other, self.label("S0001", item=2, lot="L2"))
        self.validate(other)
        stranger = self.package("S0001", item=2)
        back.dscsa_return_epc_ids = [Command.link(stranger.id)]
        with self.assertRaisesRegex(UserError, "no package of this lot"):
            back.action_dscsa_name_returned()
        self.assertEqual(stranger.status, "in_stock")

    def test_whole_lot_needs_no_names(self):
        back = self.give_back(self.received(), 3)
        self.finish(back)
        statuses = {self.package(f"S000{n}").status for n in (1, 2, 3)}
        self.assertEqual(statuses, {"returned"})
        self.assertFalse(back.dscsa_unnamed_count)

    def test_a_sealed_case_takes_its_packages_along(self):
        case = self.case(self.packages(3))
        picking = self.receipt({self.product: 3}, [case])
        gtin = gtin_of(1, 1)
        self.scan(picking, self.label("C0001", gtin=gtin))
        self.validate(picking)
        back = self.give_back(picking, 3)
        self.scan(back, self.label("C0001", gtin=gtin))
        self.finish(back)
        self.assertEqual(self.package("S0002").status, "returned")

    def test_same_serial_again_is_silent(self):
        back = self.give_back(self.received(), 3)
        self.finish(back)
        again = self.receipt({self.product: 3})
        answers = self.scan_all(again, 3)
        self.assertEqual({answer["level"] for answer in answers}, {"green"})
        self.validate(again)
        self.assertFalse(self.discrepancies(again))
        self.assertEqual(self.package("S0001").status, "in_stock")

    # held goods --------------------------------------------------------------------
    def held(self):
        """One package of an unknown lot on hold, with its discrepancy."""
        picking = self.receipt({self.product: 3}, self.packages(2))
        self.scan_all(picking, 2)
        self.scan(picking, self.label("X1", lot="ZZ9"))
        self.scan(picking, self.label("X2", lot="ZZ9"))
        self.validate(picking)
        row = self.discrepancies(picking).filtered(
            lambda each: each.code == "LOT_NOT_ANNOUNCED"
        )
        return row.with_user(self.technician)

    def test_held_package_goes_back_from_its_discrepancy(self):
        row = self.held()
        action = row.action_make_return()
        self.assertEqual(row.remedy, "return")
        back = self.env["stock.picking"].with_user(self.technician)
        back = back.browse(action["res_id"])
        self.assertEqual(back.partner_id, self.seller)
        self.assertEqual(len(back.dscsa_return_epc_ids), 2)
        self.finish(back)
        self.assertEqual(row.state, "resolved")
        self.assertEqual(row.resolution, "returned")
        packages = self.package("X1") | self.package("X2")
        self.assertEqual(set(packages.mapped("status")), {"returned"})
        self.assertFalse(any(packages.mapped("hold")))
        self.assertFalse(self.on_hand(self.product, self.hold_place()))

    def test_the_named_one_of_two_held_goes_back(self):
        self.held()
        second = self.package("X2").with_user(self.technician)
        action = second.action_return()
        back = self.env["stock.picking"].with_user(self.technician)
        self.finish(back.browse(action["res_id"]))
        self.assertEqual(self.package("X2").status, "returned")
        self.assertEqual(self.package("X1").hold, "data")

    def test_odoo_return_takes_held_goods_from_where_they_are(self):
        row = self.held()
        picking = row.picking_id
        wizard = Form(
            self.env["stock.return.picking"]
            .with_user(self.technician)
            .with_context(active_id=picking.id, active_model="stock.picking")
        ).save()
        line = wizard.product_return_moves.filtered("move_id.dscsa_is_hold")
        line.quantity = 1
        action = wizard.action_create_returns()
        back = self.env["stock.picking"].with_user(self.technician)
        back = back.browse(action["res_id"])
        self.assertEqual(back.move_ids.location_id, self.hold_place())
        self.assertEqual(self.scan(back, self.label("X1", lot="ZZ9"))["level"], "green")
        self.finish(back)
        self.assertEqual(self.package("X1").status, "returned")
        self.assertEqual(self.package("X2").hold, "data")

    def test_fridge_goods_held_in_place_go_back(self):
        self.product.dscsa_storage = "fridge"
        row = self.held()
        action = row.action_make_return()
        back = self.env["stock.picking"].with_user(self.technician)
        self.finish(back.browse(action["res_id"]))
        self.assertEqual(self.package("X1").status, "returned")
        self.assertEqual(row.state, "resolved")

    def test_suspect_goods_stay(self):
        row = self.held()
        row.sudo().epc_ids._hold("suspect")
        row.invalidate_recordset()
        with self.assertRaises(UserError):
            row.action_make_return()
        with self.assertRaises(UserError):
            self.package("X1").with_user(self.technician).action_return()
        back = self.give_back(row.picking_id, 1)
        answer = self.scan(back, self.label("X1", lot="ZZ9"))
        self.assertEqual(answer["level"], "red")

    # reverse distributor -----------------------------------------------------------
    def test_reverse_distributor_is_no_sale(self):
        self.received()
        lot = self.package("S0001").lot_id
        out = self.sell(self.product, 1, lot)
        out.write({"dscsa_return_to": "reverse", "partner_id": self.stranger.id})
        self.scan(out, self.label("S0001"))
        self.finish(out)
        self.assertEqual(self.package("S0001").status, "returned")
        event = self.env["dscsa.event"].search([("picking_id", "=", out.id)])
        self.assertIn("Reverse distributor: Hazel Wholesale", event.note)

    # from customers ----------------------------------------------------------------
    def sold(self):
        """One package sold to a customer."""
        self.received()
        out = self.sell(self.product, 1, self.package("S0001").lot_id)
        self.scan(out, self.label("S0001"))
        self.finish(out)
        self.assertEqual(self.package("S0001").status, "shipped")
        return out

    def test_customer_return_with_its_data_is_saleable(self):
        back = self.give_back(self.sold(), 1, self.stock_user)
        answer = self.scan(back, self.label("S0001"))
        self.assertEqual(answer["level"], "green")
        self.finish(back)
        self.assertEqual(self.package("S0001").status, "in_stock")
        self.assertFalse(self.package("S0001").hold)

    def test_customer_return_without_data_waits(self):
        out = self.sold()
        epc = self.package("S0001")
        epc.write({"transaction_id": False, "line_id": False})
        epc.picking_id.dscsa_transaction_ids = [Command.clear()]
        back = self.give_back(out, 1, self.stock_user)
        self.scan(back, self.label("S0001"))
        self.finish(back)
        self.assertEqual(epc.hold, "data")
        (row,) = self.discrepancies(back)
        self.assertEqual(row.code, "RETURN_NOT_LINKED")
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 1)

    def test_only_what_was_sold_comes_back_from_a_customer(self):
        back = self.give_back(self.sold(), 1, self.stock_user)
        self.assertEqual(self.scan(back, self.label("S0002"))["level"], "red")
        self.package("S0001").status = "dispensed"
        answer = self.scan(back, self.label("S0001"))
        self.assertEqual(answer["level"], "red")
        self.assertIn("patient", answer["sentence"])

    # paper -------------------------------------------------------------------------
    def test_list_names_invoice_data_and_serial(self):
        back = self.give_back(self.received(invoice="44871"), 2)
        self.scan(back, self.label("S0002"))
        html = self.env["ir.actions.report"].with_user(self.technician)
        content, _kind = html._render_qweb_html(
            "dscsa_compliance.report_return", back.ids
        )
        text = content.decode()
        for part in ("S0002", "44871", "L1", "99999-0000-1", "Brook Drug Company"):
            self.assertIn(part, text)
        paper = self.env["report.dscsa_compliance.report_return"]._paper(back)
        self.assertEqual(paper["count"], 2)
