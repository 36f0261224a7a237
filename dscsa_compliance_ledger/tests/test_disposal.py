"""Disposal: off by default, proposed, approved, looked at again, carried out."""

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.dscsa_compliance.tests.common import gtin_of, key_of
from odoo.addons.dscsa_compliance.tests.past import arranged

from ..services.retention.disposing import Disposing
from .disposing import DisposalCommon


@tagged("post_install", "-at_install")
class TestDisposal(DisposalCommon):
    def test_a_proposal_stands_on_today(self):
        self.paper(self.day(years=7))
        self.nightly()
        self.propose()
        cards = self.env(user=self.manager)["dscsa.today"].dscsa_today()["cards"]
        (card,) = [each for each in cards if each["key"] == "retention"]
        self.assertEqual((card["level"], card["count"]), ("amber", 1))

    def delivered(self, years=7, lot="L1", prefix="S", invoice="77"):
        """A file of two packages that came years ago and were dispensed."""
        document = self.deliver(
            [self.pallet(self.packages(2, lot=lot, prefix=prefix))],
            invoice=invoice,
            instance=invoice,
        )
        transaction = document.transaction_ids
        with arranged():
            transaction.sudo().transaction_date = self.day(years)
        self.env["dscsa.epc"].search(
            [("transaction_id", "=", transaction.id)]
        ).sudo().status = "dispensed"
        self.made_old(document | document, years)
        self.made_old(transaction, years)
        return document

    def doubt(self, transaction, severity):
        return self.env["dscsa.discrepancy"].create(
            {
                "code": "NO_TI",
                "severity": severity,
                "company_id": self.company.id,
                "transaction_id": transaction.id,
            }
        )

    def left(self, table, condition):
        return self.env.execute_query(
            SQL("SELECT count(*) FROM %s WHERE %s", SQL.identifier(table), condition)
        )[0][0]

    def test_off_by_default(self):
        other = self._make_company("Oak Street Pharmacy", False)
        self.assertFalse(other.dscsa_disposal_on)
        self.company.dscsa_disposal_on = False
        with self.refused(UserError, "Disposal is off"):
            self.propose()

    def test_all_that_belongs_to_it_goes_and_a_tombstone_stays(self):
        document = self.delivered()
        transaction, sha256 = document.transaction_ids, document.sha256
        events = self.env["dscsa.event"].search([("document_id", "=", document.id)])
        packages = self.env["dscsa.epc"].search([("document_id", "=", document.id)])
        self.assertEqual((len(packages), bool(events)), (3, True))
        product, attachment = self.product, document.attachment_id
        ids = {"doc": document.id, "ti": transaction.id, "epc": packages.ids}
        self.nightly()
        disposal = self.dispose()
        self.assertEqual(disposal.state, "done")
        self.assertEqual((disposal.disposed_count, disposal.kept_count), (2, 0))
        self.assertFalse((document | document).exists())
        self.assertFalse(transaction.exists())
        self.assertFalse(attachment.exists())
        for table, condition in (
            ("dscsa_event", SQL("document_id = %s", ids["doc"])),
            ("dscsa_event_epc", SQL("epc_id = ANY(%s)", ids["epc"])),
            ("dscsa_epc", SQL("id = ANY(%s)", ids["epc"])),
            ("dscsa_transaction_line", SQL("transaction_id = %s", ids["ti"])),
            ("dscsa_disposal_line", SQL("disposal_id = %s", disposal.id)),
            (
                "mail_message",
                SQL("model = 'dscsa.document' AND res_id = %s", ids["doc"]),
            ),
        ):
            self.assertEqual(self.left(table, condition), 0, table)
        self.assertTrue(product.exists())
        self.check_tombstones(disposal, sha256)

    def check_tombstones(self, disposal, sha256):
        """What went left a stone each, and facts in the ledger."""
        stones = disposal.tombstone_ids.sorted("record_class")
        self.assertEqual(stones.mapped("record_class"), ["document", "ti_ts"])
        self.assertEqual(stones[0].digest, sha256)
        self.assertEqual(stones[1].counts, {"lines": 1, "packages": 2})
        self.assertEqual(len(stones[1].digest), 64)
        self.assertEqual(len(disposal.digest), 64)
        facts = self.env["dscsa.ledger"].search(
            [("kind", "=", "disposed"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(
            set(facts.mapped("model")), {"dscsa.document", "dscsa.transaction"}
        )
        self.assertIn(sha256, " ".join(facts.mapped("content")))

    def test_what_is_young_or_held_is_not_proposed(self):
        self.paper(self.day(2))
        held = self.paper(self.day(7), lot="H1")
        past = self.paper(self.day(7), lot="B1")
        self.env["dscsa.legal.hold"].create(
            {"company_id": self.company.id, "reason": "x", "lots": "H1"}
        )
        self.nightly()
        disposal = self.propose()
        self.assertEqual(disposal.line_ids.mapped("res_id"), past.ids)
        self.assertEqual(held.retention_flag, "held")

    def test_hold_between_approval_and_run(self):
        first, second = (
            self.paper(self.day(7), lot="A1"),
            self.paper(self.day(7), lot="B1"),
        )
        self.nightly()
        disposal = self.propose()
        disposal.action_approve()
        self.env["dscsa.legal.hold"].create(
            {"company_id": self.company.id, "reason": "x", "lots": "A1"}
        )
        self.carry_out()
        self.assertTrue(first.exists())
        self.assertFalse(second.exists())
        kept = disposal.sudo().line_ids
        self.assertEqual((kept.state, kept.reason), ("kept", "hold"))
        self.assertIn("under legal hold", kept.reason_text)
        self.assertEqual((disposal.disposed_count, disposal.kept_count), (1, 1))

    def test_things_that_happen_between_approval_and_run(self):
        doubtful, moved, stock = (
            self.paper(self.day(7), invoice=str(number)) for number in range(3)
        )
        self.nightly()
        disposal = self.propose()
        disposal.action_approve()
        self.doubt(doubtful, "hold")
        with arranged():
            moved.sudo().transaction_date = self.day(1)
        self.env["dscsa.epc"].sudo().create(
            {
                "company_id": self.company.id,
                "key": key_of(gtin_of(1), "K1"),
                "kind": "package",
                "status": "in_stock",
                "transaction_id": stock.id,
            }
        )
        self.carry_out()
        lines = {line.res_id: line.reason for line in disposal.sudo().line_ids}
        self.assertEqual(set(lines), {doubtful.id, moved.id, stock.id})
        self.assertIn("discrepancy", lines[doubtful.id])
        self.assertEqual(lines[moved.id], "later")
        self.assertEqual(lines[stock.id], "stock")

    def test_open_things_go_after_their_conclusion_only(self):
        transaction = self.paper(self.day(7))
        row = self.doubt(transaction, "note")
        row._resolve("mistake")
        self.nightly()
        self.assertEqual(transaction.retention_blocks, "linked")
        row.sudo().resolved_at = self.day(7)
        self.nightly()
        disposal = self.dispose()
        self.assertEqual(disposal.disposed_count, 2)
        self.assertFalse(row.exists() or transaction.exists())

    def test_only_the_chosen_classes(self):
        transaction = self.paper(self.day(7))
        row = self.doubt(transaction, "note")
        row._resolve("mistake")
        row.sudo().resolved_at = self.day(7)
        self.nightly()
        disposal = self.dispose(policy_ids=[(6, 0, self.policy("ti_ts").ids)])
        self.assertTrue(transaction.exists(), "the discrepancy still needs it")
        self.assertEqual(disposal.line_ids.reason, "linked")

    def test_killed_half_way_and_resumed(self):
        rows = self.env["dscsa.transaction"]
        for number in range(5):
            rows |= self.paper(self.day(7), invoice=str(number))
        self.nightly()
        disposal = self.propose()
        disposal.action_approve()
        self.env.flush_all()
        with self.in_job():
            worker = Disposing(self.env, batch=2)
            worker.run_batch()
        self.env.invalidate_all()
        disposal = disposal.sudo()
        self.assertEqual((disposal.state, disposal.disposed_count), ("running", 2))
        self.assertEqual(len(rows.exists()), 3)
        # a batch that dies leaves nothing half done
        with mute_logger("odoo.sql_db"), self.assertRaises(ZeroDivisionError):
            with self.env.cr.savepoint():
                self._die_in_batch()
        self.env.invalidate_all()
        self.assertEqual(disposal.disposed_count, 2)
        self.assertEqual(len(rows.exists()), 3)
        self.carry_out()
        self.assertEqual((disposal.state, disposal.disposed_count), ("done", 5))
        self.assertFalse(rows.exists())
        self.assertEqual(len(disposal.tombstone_ids), 5)

    def _die_in_batch(self):
        worker = Disposing(self.env, batch=2)
        worker._begin = lambda disposal: None
        genuine = worker._delete

        def die(*args):
            genuine(*args)
            raise ZeroDivisionError

        worker._delete = die
        worker.run_batch()

    def test_a_record_somebody_else_needs_stays_alone(self):
        first, second = (
            self.delivered(),
            self.delivered(lot="L2", prefix="T", invoice="78"),
        )
        self.nightly()
        disposal = self.propose()
        disposal.action_approve()
        # a table nobody told us of
        self.env.cr.execute(
            "CREATE TABLE dscsa_stranger (id serial, document_id int NOT NULL"
            " REFERENCES dscsa_document ON DELETE RESTRICT);"
            "INSERT INTO dscsa_stranger (document_id) VALUES (%s)",
            [first.id],
        )
        self.env.cr.execute("ALTER TABLE dscsa_stranger RENAME TO other_stranger")
        self.carry_out()
        self.assertTrue(first.exists())
        self.assertFalse(second.exists())
        self.assertEqual(disposal.sudo().line_ids.reason, "used")
        self.assertEqual(disposal.state, "done")

    def test_a_package_bought_twice_keeps_its_younger_proof(self):
        old = self.delivered(invoice="1")
        transaction = old.transaction_ids
        young = self.deliver(
            [self.pallet(self.packages(2), number=2)], invoice="2", instance="2"
        )
        package = self.package("S0001")
        self.assertEqual(package.transaction_id, young.transaction_ids)
        package.sudo().status = "dispensed"
        self.nightly()
        self.dispose()
        self.assertFalse(transaction.exists())
        self.assertTrue(package.exists())
        self.assertEqual(package.transaction_id, young.transaction_ids)
        self.assertFalse(
            self.env["dscsa.epc.transaction"].search([("epc_id", "=", package.id)])
        )

    def test_switching_it_off_stops_what_was_approved(self):
        transaction = self.paper(self.day(7))
        self.nightly()
        disposal = self.propose()
        disposal.action_approve()
        self.company.dscsa_disposal_on = False
        self.carry_out()
        self.assertTrue(transaction.exists())
        self.assertEqual(disposal.state, "approved")

    def test_stopping(self):
        transaction = self.paper(self.day(7))
        self.nightly()
        disposal = self.propose()
        disposal.action_approve()
        disposal.action_stop()
        self.carry_out()
        self.assertTrue(transaction.exists())
        self.assertEqual((disposal.state, disposal.kept_count), ("cancelled", 1))
        again = self.propose()
        self.assertEqual(again.waiting_count, 1)

    def test_a_record_waits_in_one_disposal_only(self):
        self.paper(self.day(7))
        self.nightly()
        first, second = self.propose(), self.propose()
        self.assertEqual((first.waiting_count, second.waiting_count), (1, 0))
        with self.refused(UserError, "nothing may be disposed of"):
            second.action_approve()

    def test_license_with_its_papers(self):
        license_ = self.license(self.stranger, "W-9")
        check = self.env["dscsa.license.check"].create(
            {
                "license_id": license_.id,
                "company_id": self.company.id,
                "method": "board_site",
                "result": "confirmed",
                "checked_at": self.day(7),
            }
        )
        check._attach([("board.png", b"picture of the board's site")])
        attachment = license_.evidence_ids.attachment_id
        self.made_old(license_, 8)
        self.nightly()
        disposal = self.dispose()
        self.assertFalse(license_.exists() or check.exists() or attachment.exists())
        self.assertIn("W-9", disposal.tombstone_ids.name)
        self.assertTrue(self.stranger.exists())
