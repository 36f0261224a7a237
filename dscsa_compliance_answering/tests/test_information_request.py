from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .answering import AnsweringCommon


@tagged("post_install", "-at_install")
class TestInformationRequest(AnsweringCommon):
    # who asks -------------------------------------------------------------------------
    def test_the_caller_is_called_back_at_a_number_one_found(self):
        request = self.take_in_request()
        with self.assertRaisesRegex(UserError, "Call them back first"):
            request.action_checked()
        request.write(
            {"callback_result": "yes", "callback_number": request.phone_given}
        )
        with self.assertRaisesRegex(UserError, "the number they gave"):
            request.action_checked()
        request.callback_number = False
        request.action_checked()
        self.assertEqual(request.state, "checked")
        self.assertEqual(request.callback_number, request.phone_found)
        self.assertEqual(request.callback_by_id, self.pharmacist)
        self.assertTrue(request.callback_at)

    def test_a_false_caller_gets_nothing_and_stays_on_record(self):
        request = self.take_in_request(callback_result="no")
        with self.assertRaisesRegex(UserError, "give nothing out"):
            request.action_checked()
        with self.assertRaisesRegex(UserError, "Check first who asks"):
            request.action_note_answer()
        request.action_close_false()
        self.assertEqual((request.state, request.ending), ("closed", "false"))
        with self.assertRaises(UserError):
            request.sudo().unlink()

    def test_a_badge_at_the_counter_is_enough(self):
        request = self.take_in_request(
            channel="person", callback_note="Badge 4711 of the State board, seen"
        )
        request.action_checked()
        self.assertEqual(request.state, "checked")

    # what is asked --------------------------------------------------------------------
    def test_a_line_without_anything_or_with_a_wrong_code_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "ask for everything"):
            self.take_in_request(scopes=[{}])
        with self.assertRaisesRegex(ValidationError, "neither an NDC nor a GTIN"):
            self.take_in_request(scopes=[{"code": "00355154944955"}])
        with self.assertRaisesRegex(ValidationError, "backwards"):
            self.take_in_request(
                scopes=[{"date_from": "2026-02-01", "date_to": "2026-01-01"}]
            )

    def test_hostile_texts_are_only_texts(self):
        request = self.take_in_request(
            agency="<script>alert(1)</script>",
            scopes=[{"lot": "%' OR 1=1 --"}, {"serial": "\\%_\x00"}, {"lot": "*"}],
        )
        request.action_search()
        self.assertEqual(set(request.item_ids.mapped("kind")), {"missing"})

    # finding --------------------------------------------------------------------------
    def scanned(self, count=2, invoice="88-1", **options):
        picking = self.receipt(
            {self.product: count}, self.packages(count, **options), invoice=invoice
        )
        lot = options.get("lot", "L1")
        self.scan_all(picking, count, lot=lot, prefix=options.get("prefix", "S"))
        self.validate(picking)
        return picking

    def found(self, *scopes, **values):
        request = self.take_in_request(scopes=scopes, **values)
        request.action_search()
        return request.item_ids

    def test_by_code_lot_serial_seller_and_day(self):
        self.scanned()
        line = self.env["dscsa.transaction.line"].search([("lot", "=", "L1")], limit=1)
        day = line.transaction_id.transaction_date
        for scope in (
            {"code": line.ndc},
            {"code": line.ndc.replace("-", "")},
            {"code": line.gtin},
            {"lot": "L1"},
            {"lot": "l1"},
            {"code": line.gtin, "lot": "L1"},
            {"serial": "S0001"},
            {"partner_id": self.seller.id, "date_from": day, "date_to": day},
        ):
            items = self.found(scope)
            self.assertEqual(items.mapped("kind"), ["ours"], scope)
            self.assertEqual(items.transaction_id.invoice_numbers, "88-1")
        for scope in (
            {"code": line.ndc, "lot": "OTHER"},
            {"serial": "S9999"},
            {"lot": "L1", "partner_id": self.stranger.id},
            {"lot": "L1", "date_to": fields.Date.add(day, days=-1)},
        ):
            self.assertEqual(self.found(scope).mapped("kind"), ["missing"], scope)

    def test_a_serial_brings_that_package_alone(self):
        self.scanned()
        item = self.found({"serial": "S0001"})
        self.assertEqual(item.epc_ids.mapped("serial"), ["S0001"])
        both = self.found({"serial": "S0001"}, {"serial": "S0002"})
        self.assertEqual(len(both), 1)
        self.assertEqual(len(both.epc_ids), 2)
        whole = self.found({"serial": "S0001"}, {"lot": "L1"})
        self.assertFalse(whole.epc_ids)

    def test_a_serial_nobody_gave_us_leads_to_the_lot(self):
        self.receive(
            partner_id=self.seller,
            invoice="88-9",
            proof="portal",
            portal="Brook Connect",
            is_seen=True,
            lines=[{"product_id": self.product, "lot": "P7", "quantity": 2}],
        )
        item = self.found({"serial": "NEVER", "lot": "P7"})
        self.assertEqual(item.kind, "portal")
        self.assertIn("serial numbers were not given", item.sentence)

    def test_what_lies_in_a_portal_says_where_and_who_has_access(self):
        picking = self.receive(
            partner_id=self.seller,
            invoice="88-2",
            proof="portal",
            portal="Brook Connect",
            is_seen=True,
            lines=[{"product_id": self.product, "lot": "P7", "quantity": 2}],
        )
        picking.dscsa_transaction_ids.reference = "BC-771"
        item = self.found({"lot": "P7"})
        self.assertEqual((item.kind, item.invoice_numbers), ("portal", "88-2"))
        self.assertEqual(item.reference, "BC-771")
        self.assertIn("Brook Connect", item.where)
        self.assertIn("technician", item.access)

    def test_a_delivery_without_list_of_the_drug_is_to_be_looked_at(self):
        picking = self.open_delivery(
            partner_id=self.seller, invoice="88-3", proof="portal", is_seen=True
        )
        self.scan(picking, self.label("Q1", lot="SCANNED"))
        item = self.found({"lot": "SCANNED"})
        self.assertEqual(item.invoice_numbers, "88-3")
        self.assertIn("its list is not here", item.sentence)

    def test_a_portal_delivery_without_lines_could_hold_anything(self):
        """140 packages, nothing listed or scanned: "nothing" is never said of them."""
        transaction = self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "portal",
                "portal": "Brook Connect",
                "seller_id": self.seller.id,
                "package_count": 140,
                "transaction_date": self.env.cr.now().date(),
            }
        )
        for scope in (
            {"code": "99993-304-28", "lot": "ZZZ9"},
            {"lot": "ZZZ9"},
            {"code": "99993-304-28", "lot": "ZZZ9", "serial": "S1"},
            {"serial": "NOBODY"},
        ):
            with self.subTest(scope):
                item = self.found(scope)
                self.assertEqual(item.transaction_id, transaction)
                self.assertEqual(item.kind, "portal")
                self.assertIn("can have come", item.sentence)

    def test_a_lot_in_another_print_is_the_same(self):
        self.deliver(self.packages(2, lot="QX-7401"), invoice="77-9")
        for text in ("QX7401", "qx 7401", "Lot # QX-7401, Exp 09/28"):
            with self.subTest(text):
                self.assertEqual(self.found({"lot": text}).invoice_numbers, "77-9")

    def test_corrected_and_other_companies_deliveries_are_left_out(self):
        self.scanned()
        row = self.env["dscsa.transaction"].search([("invoice_numbers", "=", "88-1")])
        other = self._make_company("Far Pharmacy", "0399999000007")
        self.env["dscsa.transaction"].create(
            {
                "company_id": other.id,
                "proof": "paper",
                "line_ids": [Command.create({"lot": "L1", "name": "Not ours"})],
            }
        )
        self.assertEqual(self.found({"lot": "L1"}).transaction_id, row)
        later = self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": "paper",
                "name": "later",
                "line_ids": [Command.create({"lot": "OTHER", "name": "Corrected"})],
            }
        )
        self.forced(row, superseded_by_id=later.id)
        self.assertEqual(self.found({"lot": "L1"}).mapped("kind"), ["missing"])

    def test_too_much_is_refused_with_what_to_do(self):
        self.scanned()
        from ..services.answering import scope_search

        self.patch(scope_search, "MAX_DELIVERIES", 0)
        request = self.take_in_request(scopes=[{"lot": "L1"}])
        with self.assertRaisesRegex(UserError, "Split the request"):
            request.action_search()

    # rights -------------------------------------------------------------------------
    def test_a_technician_takes_in_and_does_not_answer(self):
        request = self.take_in_request(user=self.technician, scopes=[{"lot": "L1"}])
        request.contact = "Ms. Reyes"
        for method in (
            "action_checked",
            "action_search",
            "action_build_bundle",
            "action_note_answer",
            "action_write_answer",
            "action_close",
            "action_close_false",
            "action_close_withdrawn",
            "action_download",
        ):
            with self.assertRaisesRegex(AccessError, "Only a pharmacist", msg=method):
                getattr(request, method)()
        with self.assertRaises(AccessError):
            self.seen_by(self.technician, self.env["dscsa.information.answer"]).create(
                {"request_id": request.id, "recipient": "me", "note": "x"}
            )

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_an_auditor_reads_and_others_see_nothing(self):
        request = self.take_in_request()
        read = self.seen_by(self.auditor, request)
        self.assertTrue(read.clock_sentence)
        with self.assertRaises(AccessError):
            read.agency = "Changed"
        with self.assertRaises(AccessError):
            self.seen_by(self.stock_user, request).read(["agency"])
        with self.assertRaises(AccessError):
            self.take_in_request(user=self.stock_user)
        with self.assertRaises(AccessError):
            self.seen_by(self.owner, request).read(["agency"])

    def test_states_and_results_are_not_typed(self):
        request = self.take_in_request()
        for values in (
            {"state": "answered"},
            {"ending": "answered"},
            {"answered_at": fields.Datetime.now()},
            {"bundle_id": 1},
        ):
            with self.assertRaises(AccessError, msg=str(values)):
                request.write(values)
        with self.assertRaises(AccessError):
            self.take_in_request(state="closed")
        self.scanned()
        item = self.found({"lot": "L1"})
        with self.assertRaises(AccessError):
            item.write({"sentence": "Nothing at all"})
        with self.assertRaises(AccessError):
            item.write({"line_ids": [Command.clear()]})
        item.with_original = True

    # the ledger ---------------------------------------------------------------------
    def facts(self, model, record):
        self.env.flush_all()
        self.env.cr.precommit.run()
        return self.env["dscsa.ledger"].search(
            [("model", "=", model), ("res_id", "=", record.id)], order="id"
        )

    def test_every_step_is_a_fact(self):
        request = self.checked(self.take_in_request())
        kinds = self.facts("dscsa.information.request", request).mapped("kind")
        self.assertIn("created", kinds)
        action = request.action_note_answer()
        answer = (
            self.seen_by(self.pharmacist, self.env["dscsa.information.answer"])
            .with_context(**action["context"])
            .create({"note": "Read out by telephone: we have nothing of it."})
        )
        fact = self.facts("dscsa.information.answer", answer)
        self.assertEqual(fact.mapped("kind"), ["answered"])
        self.assertIn("telephone", fact.content)
        self.assertEqual(fact.user_name, self.pharmacist.name)
