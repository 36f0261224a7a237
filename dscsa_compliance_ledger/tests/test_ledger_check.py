"""Everything altered outside the application is found and named."""

import os
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..services.ledger import check_chain
from .test_ledger import LedgerCommon


class CheckCommon(LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls.deliver(cls.packages(4), invoice="INV-9")
        cls.transaction = cls.document.transaction_ids
        cls.seal()

    def codes(self):
        return [each["code"] for each in self.ledger._check(self.company)]

    def only(self, code, *words):
        """The one thing that is found, and that it says so."""
        found = self.ledger._check(self.company)
        self.assertEqual([each["code"] for each in found], [code])
        for word in words:
            self.assertIn(word, found[0]["sentence"])

    def fact(self, position):
        return self.facts(position=position)


@tagged("post_install", "-at_install")
class TestChain(CheckCommon):
    def test_nothing_was_altered(self):
        self.assertEqual(self.codes(), [])

    def test_altered_text(self):
        self.sql(
            "UPDATE dscsa_ledger SET subject = 'Other' WHERE company_id = %s"
            " AND position = 2",
            self.company.id,
        )
        self.only("LEDGER_FACT", "Entry 2")

    def test_removed(self):
        self.sql(
            "DELETE FROM dscsa_ledger WHERE company_id = %s AND position = 2",
            self.company.id,
        )
        self.assertIn("LEDGER_GAP", self.codes())

    def test_link(self):
        self.sql(
            "UPDATE dscsa_ledger SET link = repeat('a', 64) WHERE company_id = %s"
            " AND position = 2",
            self.company.id,
        )
        self.assertEqual(self.codes(), ["LEDGER_LINK", "LEDGER_ORDER"])

    def test_reordered(self):
        self.sql(
            """UPDATE dscsa_ledger SET position = 5 - position + 1000
            WHERE company_id = %s AND position IN (2, 3)""",
            self.company.id,
        )
        self.sql(
            """UPDATE dscsa_ledger SET position = position - 1000
            WHERE company_id = %s AND position > 1000""",
            self.company.id,
        )
        found = self.codes()
        self.assertEqual(found.count("LEDGER_LINK"), 2)
        self.assertIn("LEDGER_ORDER", found)

    def test_a_second_entry_of_a_number(self):
        self.sql(
            """DROP INDEX dscsa_ledger_position_unique;
            INSERT INTO dscsa_ledger (company_id, kind, model, subject, content, at,
                digest, position, previous, link)
            SELECT company_id, kind, model, 'Forged', content, at, digest, position,
                previous, link FROM dscsa_ledger WHERE company_id = %s
                AND position = 2""",
            self.company.id,
        )
        with patch.object(check_chain, "BATCH", 2):
            found = self.codes()
        self.assertIn("LEDGER_FORK", found)
        self.assertIn("LEDGER_FACT", found)

    def test_a_fact_that_waits(self):
        self.ledger._note_text("signed", "Waiting", {}, self.company)
        self.assertEqual(self.codes(), [])
        past = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
        self.sql("UPDATE dscsa_ledger SET at = %s WHERE subject = 'Waiting'", past)
        found = self.codes()
        self.assertEqual(found, ["LEDGER_FACT", "LEDGER_WAITING"])

    def test_portions(self):
        for size in (1, 2, 3):
            with patch.object(check_chain, "BATCH", size):
                self.assertEqual(self.codes(), [])


@tagged("post_install", "-at_install")
class TestRecords(CheckCommon):
    def test_a_line_of_a_transaction(self):
        self.sql(
            "UPDATE dscsa_transaction_line SET lot = 'FORGED' WHERE id = %s",
            self.transaction.line_ids.id,
        )
        found = self.ledger._check(self.company)
        self.assertEqual(found[0]["code"], "RECORD_ALTERED")
        self.assertIn("FORGED", found[0]["sentence"])
        self.assertIn("L1", found[0]["sentence"])

    def test_a_party_of_a_transaction(self):
        self.sql(
            "UPDATE dscsa_transaction SET seller_name = 'Forger' WHERE id = %s",
            self.transaction.id,
        )
        self.only("RECORD_ALTERED", "Forger", "INV-9")

    def test_the_register(self):
        changes = (
            ("lot = 'FORGED'", "FORGED"),
            ("expiry = '2031-01-01'", "1 Jan 2031"),
            ("gtin = '00312345678906'", "00312345678906"),
            *((f"serial = {each}", "another") for each in ("'OTHER'", "NULL")),
            ("serial = 'x', key = left(key, -1) || 'X'", "another"),
        )
        for change, word in changes:
            with self.subTest(change):
                self.env.cr.execute("SAVEPOINT tampering")
                self.sql(
                    f"UPDATE dscsa_epc SET {change} WHERE id = %s",
                    self.package("S0001").id,
                )
                self.only("REGISTER_ALTERED", "INV-9", word)
                self.env.cr.execute("ROLLBACK TO SAVEPOINT tampering")
                self.env.invalidate_all()
        self.assertEqual(self.codes(), [])

    def test_a_package_taken_out_of_the_register(self):
        self.sql(
            "DELETE FROM dscsa_event_epc WHERE epc_id = %s", self.package("S0001").id
        )
        self.sql("DELETE FROM dscsa_epc WHERE id = %s", self.package("S0001").id)
        self.only("REGISTER_ALTERED", "3 packages today")

    def test_a_deleted_record(self):
        row = self.env["dscsa.discrepancy"].search(
            [("company_id", "=", self.company.id)], limit=1
        ) or self.env["dscsa.discrepancy"].create(
            {
                "code": "NO_TI",
                "severity": "hold",
                "company_id": self.company.id,
                "document_id": self.document.id,
            }
        )
        self.seal()
        self.sql("DELETE FROM dscsa_discrepancy WHERE id = %s", row.id)
        self.only("RECORD_GONE", "deleted")

    def test_a_record_put_in(self):
        self.sql(
            """INSERT INTO dscsa_severity (code, profile, severity, company_id)
            VALUES ('NO_TI', 'pharmacy', 'note', %s)""",
            self.company.id,
        )
        self.only("RECORD_UNKNOWN", "Severity")

    def test_settings(self):
        self.sql(
            "UPDATE res_company SET dscsa_live_date = NULL WHERE id = %s",
            self.company.id,
        )
        self.only("RECORD_ALTERED", "Settings of")

    def test_packages_slipped_into_a_release(self):
        picking = self.receipt({self.product: 2}, self.packages(2, prefix="R"))
        self.scan_all(picking, 2, prefix="R")
        self.validate(picking)
        one, two = self.package("R0001"), self.package("R0002")
        one._hold("data")
        release = self.env["dscsa.release"].with_user(self.pharmacist)
        release = release._release(one, "seller_confirmed").sudo()
        self.assertEqual(self.codes(), [])
        self.sql(
            "INSERT INTO dscsa_release_epc_rel (release_id, epc_id) VALUES (%s, %s)",
            release.id,
            two.id,
        )
        self.only("RECORD_ALTERED", two.key[:20])

    def test_lawful_changes_are_no_alteration(self):
        self.seller.name = "Brook Drug Company, Inc."
        self.product.name = "Testamol forte"
        self.deliver(self.packages(4), invoice="INV-9b")
        picking = self.receipt({self.product: 2}, self.packages(2, prefix="R"))
        self.scan_all(picking, 2, prefix="R")
        self.validate(picking)
        self.package("R0001")._hold("data")
        self.assertEqual(self.codes(), [])

    def test_a_cleared_trial_is_no_alteration(self):
        self.sql(
            "UPDATE res_company SET dscsa_live_date = NULL WHERE id = %s",
            self.company.id,
        )
        self.company._ledger_touch()
        self.company.with_user(self.manager)._dscsa_clear_trial()
        self.assertFalse(self.document.exists())
        (fact,) = self.facts(kind="cleared")
        self.assertIn('"files":"1"', fact.content)
        self.assertEqual(self.codes(), [])

    def test_a_removed_file_is_no_alteration(self):
        document = self.deliver(self.packages(2, prefix="X"), invoice="INV-X")
        document.with_user(self.manager)._ask_removal("private", "not ours")
        document.with_user(self.manager).action_confirm_removal()
        self.assertEqual(self.codes(), [])
        kinds = self.facts(document).mapped("kind")
        self.assertEqual(kinds[-1], "removed")


@tagged("post_install", "-at_install")
class TestFiles(CheckCommon):
    def test_attachment_swapped_by_sql(self):
        other = self.env["ir.attachment"].create({"name": "x", "raw": b"forged"})
        self.sql(
            "UPDATE ir_attachment SET store_fname = %s WHERE id = %s",
            other.store_fname,
            self.document.attachment_id.id,
        )
        self.only("STORED_FILE_ALTERED", self.document.name)

    def test_the_file_store_lost_a_file(self):
        attachment = self.document.attachment_id
        path = attachment._full_path(attachment.store_fname)
        os.rename(path, f"{path}.lost")
        self.addCleanup(os.rename, f"{path}.lost", path)
        self.only("STORED_FILE_GONE", self.document.name)

    def test_evidence_of_a_license(self):
        license_row = self.env["dscsa.license"].create(
            {
                "partner_id": self.seller.id,
                "company_id": self.company.id,
                "type_id": self.env["dscsa.license.type"].search([], limit=1).id,
                "number": "W-100",
                "state_id": self.env.ref("base.state_us_30").id,
            }
        )
        license_row.with_user(self.pharmacist)._record_check(
            "confirmed", "board_site", evidence=[("seen.png", b"a picture")]
        )
        self.assertEqual(self.codes(), [])
        evidence = license_row.evidence_ids
        self.sql(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = 'forged'"
            " WHERE id = %s",
            evidence.attachment_id.id,
        )
        self.only("STORED_FILE_ALTERED", "seen.png")


@tagged("post_install", "-at_install")
class TestResult(CheckCommon):
    def run_check(self):
        check = self.env["dscsa.ledger.check"].create({"company_id": self.company.id})
        check._run(60)
        return check

    def test_good(self):
        check = self.run_check()
        self.assertEqual(check.state, "good")
        self.assertGreater(check.fact_count, 3)
        self.assertEqual(check.file_count, 1)
        self.assertEqual(check.head_link, self.ledger._head(self.company)["link"])
        self.assertIn("Nothing was altered", check.sentence)

    def test_bad_and_told(self):
        self.sql(
            "UPDATE dscsa_transaction_line SET quantity = 40 WHERE id = %s",
            self.transaction.line_ids.id,
        )
        check = self.run_check()
        self.assertEqual(check.state, "bad")
        line = check.line_ids[0]
        self.assertEqual(line.number, "KEP-01")
        self.assertIn("40", line.message)
        self.assertIn("backup", line.next_step)
        self.assertIn(self.manager, check.activity_ids.user_id)
        self.assertEqual(line.action_open()["res_id"], self.transaction.id)
        cards = self.env["dscsa.today"].with_user(self.auditor)._ledger_cards()
        self.assertEqual(cards[0]["level"], "red")

    def test_killed_half_way(self):
        """Each portion is kept; the next run goes on where the last one stopped."""
        self.sql(
            "UPDATE dscsa_ledger SET subject = 'Other' WHERE company_id = %s"
            " AND position = 1",
            self.company.id,
        )
        checks = self.env["dscsa.ledger.check"]
        check = checks.create({"company_id": self.company.id})
        with patch.object(check_chain, "BATCH", 2):
            for _portion in range(3):
                check._run_batch()
            self.assertEqual(check.state, "running")
            self.assertEqual(checks._of_tonight(self.company), check)
            while not check._run_batch():
                pass
        self.assertEqual(check.state, "bad")
        self.assertEqual(check.line_ids.mapped("code"), ["LEDGER_FACT"])
        self.assertEqual(checks._of_tonight(self.company), check)

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self.env["dscsa.ledger.check"].with_user(self.stock_user).action_check_now()
        with self.assertRaises(UserError):
            self.env["dscsa.ledger.check"].with_user(self.manager).create(
                {"company_id": self.company.id}
            )
        check = self.run_check()
        self.assertIn("good", check.with_user(self.auditor).state)
        with self.assertRaisesRegex(UserError, "stays on record"):
            check.unlink()
        with self.assertRaises(AccessError):
            check.with_user(self.technician).read(["state"])
