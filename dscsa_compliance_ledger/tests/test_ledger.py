"""Facts: noted where they happen, sealed in their order, changed by nobody."""

import contextlib
import json

from dscsa_core.ledger import GENESIS, Fact, digest_of, link_of
from psycopg2 import Error

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from ..services.ledger.sealer import Sealer


class LedgerCommon(ReceivingCommon):
    """The ledger of the test's pharmacy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ledger = cls.env["dscsa.ledger"]

    @classmethod
    def facts(cls, record=None, **values):
        """Facts of the company, oldest first."""
        domain = [("company_id", "=", cls.company.id)]
        if record:
            domain += [("model", "=", record._name), ("res_id", "in", record.ids)]
        domain += [(name, "=", value) for name, value in values.items()]
        return cls.ledger.search(domain, order="id")

    @classmethod
    def seal(cls):
        cls.ledger._note_pending()
        while Sealer(cls.env).run():
            pass

    @classmethod
    def sql(cls, query, *values):
        """What somebody with the password of the database can do."""
        cls.env.flush_all()
        cls.env.cr.execute("ALTER TABLE dscsa_ledger DISABLE TRIGGER USER")
        cls.env.cr.execute(query, values)
        cls.env.cr.execute("ALTER TABLE dscsa_ledger ENABLE TRIGGER USER")
        cls.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestFacts(LedgerCommon):
    def said(self, fact):
        return json.loads(fact.content)

    def test_a_file_and_its_transaction(self):
        document = self.deliver(self.packages(3), invoice="INV-7", po="PO-7")
        kinds = self.facts(document).mapped("kind")
        self.assertEqual(kinds[0], "created")
        self.assertEqual(kinds[-1], "processed")
        content = self.said(self.facts(document)[-1])
        self.assertEqual(content["sha256"], document.sha256)
        self.assertEqual(content["package_count"], "3")
        (fact,) = self.facts(document.transaction_ids)
        content = self.said(fact)
        self.assertEqual(fact.kind, "created")
        self.assertEqual(content["invoice_numbers"], "INV-7")
        self.assertEqual(content["packages"], "3")
        line = document.transaction_ids.line_ids
        self.assertEqual(content["lines"][0][0], line.gtin)
        self.assertEqual(content["lines"][0][2], "L1")
        self.assertEqual(content["lines"][0][4], "3")
        self.assertEqual(len(content["register"]), 64)

    def test_the_name_of_a_paper_is_not_told(self):
        document, _new = self.env["dscsa.document"]._take_in(
            "John Smith 1 May.pdf", b"%PDF-1.4 not a medicine"
        )
        facts = self.facts(document)
        self.assertTrue(facts)
        for fact in facts:
            self.assertNotIn("Smith", fact.subject + fact.content)

    def test_reading_twice_says_nothing_new(self):
        document = self.deliver(self.packages(2))
        before = len(self.facts())
        document.action_reprocess()
        self.assertEqual(len(self.facts()), before)

    def test_no_database_ids_in_a_fact(self):
        document = self.deliver(self.packages(1), invoice="INV-8")
        partner = self.seller
        text = "".join(self.facts().mapped("content"))
        self.assertNotIn(f'_id":{partner.id}', text)
        self.assertIn(partner.name, text)
        self.assertIn(document.sha256, text)

    def test_ten_writes_are_one_fact(self):
        company = self.company
        before = len(self.facts(company))
        for depth in ("case", "package", "announced", "case"):
            company.dscsa_scan_depth = depth
        company.dscsa_scan_depth = "package"
        after = self.facts(company)[before:]
        self.assertEqual(after.mapped("kind"), ["changed"])
        company.dscsa_scan_depth = "package"
        self.assertEqual(len(self.facts(company)), before + 1)

    def test_what_was_taken_back_is_not_noted(self):
        before = len(self.facts())
        with (
            contextlib.suppress(ZeroDivisionError),
            self.env.cr.savepoint(),
        ):
            self.company.dscsa_scan_depth = "announced"
            self.env.flush_all()
            raise ZeroDivisionError
        self.assertEqual(len(self.facts()), before)

    def test_a_receipt_is_told_with_its_totals(self):
        picking = self.receipt({self.product: 3}, self.packages(3))
        self.scan_all(picking, 3)
        self.validate(picking)
        (fact,) = self.facts(picking, kind="received")
        product, gtin, lot, _expiry, received, held = self.said(fact)["lines"][0]
        self.assertEqual((product, lot), (self.product.display_name, "L1"))
        self.assertEqual((received, held), ("3", "0"))
        self.assertEqual(len(gtin), 14)

    def test_holds_and_releases(self):
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.scan_all(picking, 2)
        self.validate(picking)
        epc = self.package("S0001")
        epc._hold("data")
        self.assertIn(epc.key, self.facts(kind="held").content)
        release = (
            self.env["dscsa.release"]
            .with_user(self.pharmacist)
            ._release(epc, "seller_confirmed", call_note="Ann")
        )
        (fact,) = self.facts(release.sudo())
        self.assertEqual(fact.kind, "released")
        self.assertEqual(fact.user_name, self.pharmacist.name)
        self.assertEqual(self.said(fact)["epc_ids"], epc.key)

    def test_who_did_it(self):
        self.company.with_user(self.manager).sudo().dscsa_use_days = 33
        self.assertEqual(self.facts(self.company)[-1].user_name, self.manager.name)

    def test_facts_without_a_record(self):
        self.ledger._note_text("restored", "Backup of 3 Oct", {"by": "Dana"})
        fact = self.ledger.search([("kind", "=", "restored")])
        self.assertFalse(fact.company_id)
        self.assertEqual(self.said(fact), {"by": "Dana"})

    def test_only_texts_are_noted(self):
        with self.assertRaises(TypeError):
            self.ledger._note_text("created", "x", {"count": 3}, self.company)


@tagged("post_install", "-at_install")
class TestSealing(LedgerCommon):
    def test_gapless_and_linked(self):
        self.deliver(self.packages(2))
        self.seal()
        rows = self.ledger.search(
            [("company_id", "=", self.company.id)], order="position"
        )
        self.assertEqual(rows.mapped("position"), list(range(1, len(rows) + 1)))
        previous = GENESIS
        for row in rows:
            fact = Fact(
                row.kind,
                row.model,
                row.subject,
                row.content,
                row.at,
                row.user_name,
                "",
            )
            self.assertEqual(row.digest, digest_of(fact))
            self.assertEqual(row.previous, previous)
            previous = link_of(previous, row.position, row.digest)
            self.assertEqual(row.link, previous)
        self.assertEqual(self.ledger._head(self.company)["link"], previous)

    def test_what_comes_later_goes_on(self):
        self.seal()
        head = self.ledger._head(self.company)
        self.assertEqual(head["unsealed"], 0)
        self.ledger._note_text("signed", "Opening", {"by": "Lee"}, self.company)
        waiting = self.ledger._head(self.company)
        self.assertEqual(waiting["unsealed"], 1)
        self.assertTrue(waiting["oldest_unsealed_at"])
        self.seal()
        self.assertEqual(
            self.ledger._head(self.company)["position"], head["position"] + 1
        )

    def test_a_transaction_that_ends_late_is_sealed_late(self):
        """The order is that of sealing; an earlier id without a place is no gap."""
        self.seal()
        for word in ("one", "two"):
            self.ledger._note_text("signed", word, {}, self.company)
        first, second = self.facts(kind="signed")
        self.env.cr.execute(
            "SELECT pg_advisory_xact_lock(1)"  # the late one is not seen yet
        )
        sealer = Sealer(self.env)
        sealer._seal(self.company.id, [(second.id, second.digest)])
        self.seal()
        self.env.invalidate_all()
        self.assertGreater(first.position, second.position)
        self.assertEqual(self.ledger._check(self.company), [])

    def test_each_company_has_its_own_chain(self):
        other = self._make_company("Oak Street Pharmacy", "")
        self.seal()
        self.assertEqual(
            self.ledger.search([("company_id", "=", other.id)], order="position")[
                0
            ].position,
            1,
        )

    def test_batches(self):
        self.env["dscsa.ledger"]._insert(
            (self.company.id, "signed", "", None, f"fact {n}", {}, False)
            for n in range(1201)
        )
        sealed = Sealer(self.env).run()
        self.assertEqual(sealed, 1000)
        self.seal()
        self.assertEqual(self.ledger._head(self.company)["unsealed"], 0)
        self.assertEqual(self.ledger._check(self.company), [])


@tagged("post_install", "-at_install")
class TestNobodyChangesFacts(LedgerCommon):
    def setUp(self):
        super().setUp()
        self.company.dscsa_use_days = 44
        self.fact = self.facts(self.company)[-1]
        self.seal()

    def test_through_the_orm(self):
        fact = self.fact.sudo()
        with self.assertRaisesRegex(UserError, "never changes"):
            fact.write({"subject": "other"})
        with self.assertRaisesRegex(UserError, "never deleted"):
            fact.unlink()
        with self.assertRaisesRegex(UserError, "not by hand"):
            fact.create({"kind": "signed", "model": "", "subject": "x"})
        with self.assertRaisesRegex(UserError, "not by hand"):
            fact.copy()

    @mute_logger("odoo.sql_db")
    def test_through_sql(self):
        queries = (
            "UPDATE dscsa_ledger SET subject = 'other' WHERE id = %s",
            "UPDATE dscsa_ledger SET position = 1000 WHERE id = %s",
            "UPDATE dscsa_ledger SET position = NULL, link = NULL WHERE id = %s",
            "DELETE FROM dscsa_ledger WHERE id = %s",
        )
        for query in queries:
            with (
                self.subTest(query),
                self.assertRaisesRegex(Error, "never changed or deleted"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query, [self.fact.id])
        with (
            self.assertRaisesRegex(Error, "never changed or deleted"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("TRUNCATE dscsa_ledger")

    @mute_logger("odoo.sql_db")
    def test_sealing_changes_nothing_else(self):
        self.ledger._note_text("signed", "Waiting", {}, self.company)
        with (
            self.assertRaisesRegex(Error, "never changed or deleted"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE dscsa_ledger SET position = 999, subject = 'x'"
                " WHERE position IS NULL"
            )
