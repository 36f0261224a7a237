from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import gtin_of
from .delivering import PDF, DeliveryCommon

_STRANGER = ("amber", "GOODS_UNKNOWN")


@tagged("post_install", "-at_install")
class TestPortalDelivery(DeliveryCommon):
    """Most of a small pharmacy's days: one tote, TI/TS in a portal, no order."""

    def noted(self, count):
        """So many packages noted from the seller's portal, nothing set up before."""
        seller = self.env["res.partner"].create({"name": "Northgate Drug"})
        return self.receive(
            self.owner,
            partner_id=seller,
            invoice="90210",
            package_count=count,
            is_seen=True,
        )

    def test_a_140_packages_from_a_portal_without_anything_set_up(self):
        self.assertEqual(self.fresh.dscsa_profile, "pharmacy_small")
        self.assertFalse(self.fresh.partner_id.global_location_number)
        picking = self.noted(140)
        self.assertEqual(picking.state, "done")
        self.assertTrue(picking.date_done)
        self.assertFalse(picking.move_ids)
        proof = picking.dscsa_transaction_ids
        self.assertEqual((proof.proof, proof.statement), ("portal", "yes"))
        self.assertEqual(proof.package_count, 140)
        self.assertEqual(proof.seen_by_id, self.owner)
        self.assertEqual(proof.seen_initials, "D")
        self.assertEqual(proof.invoice_numbers, "90210")
        self.assertFalse(proof.po_numbers)
        held = self.env["dscsa.epc"].search(
            [("company_id", "=", self.fresh.id), ("hold", "!=", False)]
        )
        self.assertFalse(held)
        # nothing but that nobody proved, where it is asked, that the seller may sell
        told = {(row.code, row.severity) for row in self.rows(picking)}
        self.assertLessEqual(told, {("PARTNER_NOT_AUTHORISED", "amber")})

    def test_the_end_says_what_is_known_and_by_whom(self):
        """Nobody saw where they lie."""
        picking = self.noted(140)
        self.assertIn("as noted", picking.dscsa_sentence)
        self.assertIn("140", picking.dscsa_sentence)
        self.assertNotIn("shelf", picking.dscsa_sentence)
        overview = self.seen_by(self.owner, picking).dscsa_overview()
        self.assertEqual((overview["noted"], overview["scanned"]), (140, 0))
        # whoever said that all is here is not asked again
        self.assertTrue(picking.dscsa_transaction_ids.delivery_closed_at)
        self.assertFalse(self.seen_by(self.owner, picking).dscsa_can_close_delivery)

    def test_noted_without_a_count_claims_none(self):
        seller = self.env["res.partner"].create({"name": "Northgate Drug"})
        picking = self.receive(
            self.owner, partner_id=seller, invoice="90212", is_seen=True
        )
        self.assertIn("without a count", picking.dscsa_sentence)

    def test_lines_without_lot_or_date_are_said_while_typing(self):
        """They go on hold: that is told before it happens."""
        line = {"ndc": "", "name": "Amoxicillin", "lot": "A1", "quantity": 2}
        seller = self.env["res.partner"].create({"name": "Northgate Drug"})
        form = self.wizard(self.owner, partner_id=seller, proof="portal", lines=[line])
        self.assertTrue(form.has_bare_lines)
        form.line_ids.expiry = self.expiry
        self.assertFalse(form.has_bare_lines)
        form.line_ids.lot = False
        self.assertTrue(form.has_bare_lines)

    def test_a_scanned_without_anything_set_up(self):
        seller = self.env["res.partner"].create({"name": "Northgate Drug"})
        picking = self.open_delivery(
            self.owner, partner_id=seller, invoice="90211", is_seen=True
        )
        ours = self.seen_by(self.owner, picking)
        for number in range(1, 6):
            answer = ours.dscsa_scan(self.label(f"N{number}"), f"uuid-{number}")
            # nobody knows the product and nothing lists it: marked, never held
            self.assertEqual((answer["level"], answer["code"]), _STRANGER)
        ours.button_validate()
        self.assertEqual(picking.state, "done")
        epcs = self.env["dscsa.epc"].search([("picking_id", "=", picking.id)])
        self.assertEqual(epcs.mapped("status"), ["in_stock"] * 5)
        self.assertFalse(any(epcs.mapped("hold")))
        self.assertEqual(set(epcs.mapped("lot")), {"L1"})

    def test_the_next_delivery_starts_with_what_was_chosen(self):
        seller = self.env["res.partner"].create({"name": "Northgate Drug"})
        self.receive(
            self.owner, partner_id=seller, invoice="1", proof="paper", is_seen=True
        )
        self.assertEqual(seller.dscsa_intake, "paper")
        form = Form(self.seen_by(self.owner, self.env["dscsa.delivery.wizard"]))
        self.assertEqual(form.proof, "portal")
        form.partner_id = seller
        self.assertEqual(form.proof, "paper")

    def test_agreement_in_force_is_noted(self):
        values = {"partner_id": self.seller.id, "company_id": self.company.id}
        agreements = self.env["dscsa.agreement"]
        old, new = agreements.create(
            [
                {**values, "date_from": "2024-01-01", "date_to": "2024-12-31"},
                {**values, "date_from": "2025-01-01"},
            ]
        )
        self.assertEqual((old.state, new.state), ("ended", "valid"))
        self.assertEqual(agreements.search([("state", "=", "ended")]) & old, old)
        picking = self.receive(partner_id=self.seller, invoice="7", is_seen=True)
        self.assertEqual(picking.dscsa_transaction_ids.agreement_id, new)
        new.write({"date_to": self.today + timedelta(days=30)})
        agreements._cron_remind_ending()
        agreements._cron_remind_ending()
        self.assertEqual(len(new.activity_ids), 1)
        self.assertFalse(old.activity_ids)

    def test_same_invoice_twice_is_said(self):
        self.receive(partner_id=self.seller, invoice="INV 77", is_seen=True)
        again = self.wizard(partner_id=self.seller, invoice="inv-77")
        self.assertTrue(again.repeated_id)

    def test_two_totes_of_one_invoice_are_one_receipt(self):
        first = self.open_delivery(partner_id=self.seller, invoice="88", is_seen=True)
        second = self.open_delivery(partner_id=self.seller, invoice="88")
        self.assertEqual(first, second)

    def test_nothing_noted_nothing_closed(self):
        with self.assertRaisesRegex(UserError, "No TI/TS was noted"):
            self.receive(partner_id=self.seller, invoice="5")
        with self.assertRaisesRegex(UserError, "Choose the seller"):
            self.receive(invoice="5", is_seen=True)

    def test_without_proof_scanned_goods_are_held(self):
        picking = self.open_delivery(partner_id=self.seller, invoice="6")
        self.assertEqual(self.scan(picking, self.label("N1"))["code"], "NO_TI")

    def test_b_practitioner_no_extra_click(self):
        self.company.dscsa_profile = "practitioner"
        picking = self.receipt({self.product: 3})
        picking.move_ids.move_line_ids.sudo().write(
            {"lot_name": "P1", "expiration_date": "2040-01-31 12:00:00"}
        )
        self.assertIs(self.validate(picking), True)
        self.assertEqual(self.on_hand(self.product), 3)
        self.assertFalse(self.rows(picking))


@tagged("post_install", "-at_install")
class TestPaperDelivery(DeliveryCommon):
    """A paper invoice with lots is TI enough for a small dispenser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.dscsa_profile = "pharmacy_small"

    def lines(self, quantity=3, lot="PA1"):
        return [
            {
                "ndc": self.product.dscsa_ndc,
                "lot": lot,
                "expiry": self.expiry,
                "quantity": quantity,
            }
        ]

    def test_keyed_in_lines_go_up_with_the_paper_kept(self):
        picking = self.receive(
            partner_id=self.seller,
            invoice="P-1",
            proof="paper",
            has_statement=True,
            lines=self.lines(),
            file=self.pdf(),
            file_name="invoice.pdf",
        )
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.product), 3)
        line = picking.move_line_ids
        self.assertEqual(line.lot_id.name, "PA1")
        self.assertEqual(line.lot_id.dscsa_expiry_date, self.expiry)
        proof = picking.dscsa_transaction_ids
        self.assertEqual(proof.line_ids.gtin, gtin_of(1))
        self.assertEqual(proof.package_count, 3)
        paper = proof.evidence_ids
        self.assertEqual((paper.state, paper.format), ("processed", "evidence"))
        with paper._open() as stream:
            self.assertEqual(stream.read(), PDF)
        paper._process()
        self.assertEqual(paper.state, "processed")
        self.assertFalse(self.rows(picking))

    def test_a_paper_dropped_on_documents_begins_its_delivery(self):
        """A PDF is lawful TI/TS: no failed file, but a paper that waits."""
        for head in (PDF, b"\x89PNG\r\n\x1a\n page", b"\xff\xd8\xff\xe0 page"):
            with self.subTest(head[:4]):
                documents = self.env["dscsa.document"].with_user(self.technician)
                paper, _new = documents._take_in("invoice 90211", head)
                paper._process()
                self.assertEqual((paper.state, paper.format), ("processed", "evidence"))
                self.assertTrue(paper.is_loose_paper and paper.needs_attention)
                self.assertIn("lawful TI/TS", paper.next_step)
                action = paper.action_paper_delivery()
                table = self.seen_by(self.technician, self.env["dscsa.delivery.wizard"])
                form = Form(table.with_context(**action["context"]))
                self.assertEqual(form.proof, "paper")
                form.partner_id = self.seller
                form.invoice = f"P-9{head[1]}"
                self.assertEqual(form.proof, "paper", "given, never guessed again")
                form.has_statement = True
                picking = self.picking_of(form.save().action_receive())
                self.assertEqual(
                    picking.dscsa_transaction_ids.evidence_ids, paper.sudo()
                )
                self.assertFalse(paper.is_loose_paper)

    def test_what_we_sent_came_with_no_delivery(self):
        documents = self.env["dscsa.document"].with_user(self.technician)
        answer = documents._take_in_evidence("REQ-7.zip", b"PK answer")
        self.assertTrue(answer.is_loose_paper)
        answer.sudo().direction = "out"
        self.assertFalse(answer.is_loose_paper)
        self.assertEqual(answer.next_step, "Nothing to do.")

    def test_statement_not_ticked_is_a_task_not_a_hold(self):
        picking = self.receive(
            partner_id=self.seller, invoice="P-2", proof="paper", lines=self.lines()
        )
        self.assertEqual(self.on_hand(self.product), 3)
        row = self.rows(picking)
        self.assertEqual((row.code, row.severity), ("STATEMENT_MISSING", "amber"))

    def test_lot_level_follows_the_table(self):
        """Fine for the exempt small one, held by a wholesaler."""
        self.company.dscsa_profile = "wholesaler"
        picking = self.receive(
            partner_id=self.seller,
            invoice="P-3",
            proof="paper",
            has_statement=True,
            lines=self.lines(),
        )
        self.assertEqual(self.on_hand(self.product), 0)
        self.assertEqual(self.on_hand(self.product, self.hold_place()), 3)
        self.assertEqual(self.rows(picking).mapped("code"), ["TI_LOT_LEVEL"])

    def test_scanned_against_a_paper(self):
        picking = self.open_delivery(
            partner_id=self.seller,
            invoice="P-4",
            proof="paper",
            has_statement=True,
            lines=self.lines(quantity=2),
        )
        levels = [
            self.scan(picking, self.label(f"K{number}", lot="PA1"))["level"]
            for number in range(3)
        ]
        self.assertEqual(levels, ["green", "green", "red"])
        self.validate(picking)
        self.assertEqual(self.on_hand(self.product), 2)

    def test_a_drug_nobody_set_up_is_recorded(self):
        picking = self.receive(
            partner_id=self.seller,
            invoice="P-5",
            proof="paper",
            has_statement=True,
            lines=[{"name": "Rarimab 5 mg", "lot": "R1", "quantity": 1}],
        )
        self.assertEqual(picking.state, "done")
        self.assertTrue(picking.dscsa_recorded_at)
        self.assertEqual(picking.dscsa_transaction_ids.line_ids.name, "Rarimab 5 mg")

    def test_a_line_without_any_name_is_refused(self):
        with self.assertRaisesRegex(UserError, "NDC or the name"):
            self.receive(
                partner_id=self.seller,
                invoice="P-6",
                proof="paper",
                lines=[{"lot": "R1"}],
            )
