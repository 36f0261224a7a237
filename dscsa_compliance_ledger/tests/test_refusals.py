"""Every way to delete or change what is kept, tried: each is refused in a sentence.

What the application refuses; what goes around it is found by the check of the ledger
(``test_ledger_check``).
"""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .refusing import RefusalCommon


@tagged("post_install", "-at_install")
class TestDeletion(RefusalCommon):
    def test_orm_as_superuser(self):
        for record in self.regulated():
            with self.subTest(record._name):
                self.assertTrue(record)
                with self.refused():
                    record.sudo().unlink()
                self.assertTrue(record.exists())

    def test_rpc_of_every_role(self):
        for user in (self.technician, self.pharmacist, self.manager):
            for record in self.regulated():
                with (
                    self.subTest(record._name, user=user.login),
                    self.assertRaises(UserError),
                ):
                    call_kw(record.with_user(user), "unlink", [record.ids], {})

    def test_private_methods_are_no_rpc(self):
        ledger = self.env["dscsa.ledger"].with_user(self.manager)
        for name in ("_note", "_note_text", "_insert", "_note_pending"):
            with self.subTest(name), self.assertRaises(AccessError):
                call_kw(ledger, name, ["signed", "x", {}], {})

    def test_uploads_are_kept_before_they_are_read(self):
        document, _new = self.env["dscsa.document"]._take_in("new.xml", b"<no/>")
        with self.refused():
            document.unlink()

    def test_bytes(self):
        originals = self.document.attachment_id | self.check.evidence_ids.attachment_id
        for attachment in originals:
            with self.refused("kept as it came and cannot be deleted"):
                attachment.sudo().unlink()

    def test_in_the_trial_it_is_allowed(self):
        company = self._make_company("Ash Street Pharmacy", "")
        company.dscsa_live_date = False
        row = self.env["dscsa.discrepancy"].create(
            {"code": "NO_TI", "severity": "note", "company_id": company.id}
        )
        row.unlink()
        self.assertFalse(row.exists())
        last = self.ledger.search(
            [("model", "=", row._name), ("company_id", "=", company.id)], limit=1
        )
        self.assertEqual(last.kind, "removed")


@tagged("post_install", "-at_install")
class TestCascade(RefusalCommon):
    def test_partner(self):
        with self.refused("Archive it instead"):
            self.seller.sudo().unlink()
        self.seller.active = False
        self.assertEqual(self.transaction.seller_name, "Brook Drug Company")

    def test_a_partner_of_no_record_may_go(self):
        partner = self.env["res.partner"].create({"name": "Nobody"})
        partner.unlink()
        self.assertFalse(partner.exists())

    def test_product(self):
        with self.refused("Archive"):
            self.product.sudo().unlink()
        with self.assertRaises(Exception), self.env.cr.savepoint():  # noqa: B017
            self.product.product_tmpl_id.sudo().unlink()
        self.assertTrue(self.product.exists())

    def test_company(self):
        with self.refused("and with them the company"):
            self.company.sudo().unlink()

    def test_receipt(self):
        with self.assertRaises(UserError):
            self.picking.sudo().unlink()
        self.assertTrue(self.picking.exists())

    def test_receipt_without_stock(self):
        """There Odoo itself would let it go: no move holds it."""
        picking = self.picking.copy({"move_ids": [Command.clear()]})
        self.env["dscsa.event"]._record(
            "receiving", self.bottle, company=self.company, picking=picking
        )
        with self.refused("Archive it instead"):
            picking.unlink()

    def test_lot(self):
        lot = self.bottle.lot_id
        self.assertTrue(lot)
        with self.assertRaises(UserError):
            lot.sudo().unlink()

    def test_user(self):
        with self.refused("Archive it instead"):
            self.pharmacist.sudo().unlink()

    def test_transaction_takes_no_lines_along(self):
        line = self.transaction.line_ids
        with self.refused():
            self.transaction.sudo().unlink()
        self.assertTrue(line.exists())


@tagged("post_install", "-at_install")
class TestChange(RefusalCommon):
    def changes(self):
        """What somebody might want to write over, by record."""
        reason = self.override._fields["reason"].selection[1][0]
        return [
            *self.changes_of_transactions(),
            (self.discrepancy, {"code": "NO_DATA"}),
            (self.release, {"reason": "portal"}),
            (self.release, {"user_id": self.manager.id}),
            (self.release, {"epc_ids": [Command.link(self.package("S0002").id)]}),
            (self.release, {"epc_ids": [Command.clear()]}),
            (self.check, {"result": "revoked"}),
            (self.check, {"checked_at": "2020-01-01 00:00:00"}),
            (self.check.evidence_ids, {"sha256": "0" * 64}),
            (self.license, {"number": "W-101"}),
            (self.license, {"partner_id": self.stranger.id}),
            (self.override, {"reason": reason}),
            (self.agreement, {"partner_id": self.stranger.id}),
            (self.bottle, {"lot": "OTHER"}),
            (self.bottle, {"serial": "OTHER"}),
            (self.bottle, {"expiry": "2031-01-31"}),
        ]

    def changes_of_transactions(self):
        """The same, of files and TI/TS."""
        return [
            (self.document, {"sha256": "0" * 64}),
            (self.document, {"size": 1}),
            (self.document, {"name": "other.xml"}),
            (self.document, {"attachment_id": False}),
            (self.document, {"company_id": self.env.ref("base.main_company").id}),
            (self.transaction, {"seller_name": "Somebody"}),
            (self.transaction, {"invoice_numbers": "INV-12"}),
            (self.transaction, {"transaction_date": "2020-01-01"}),
            (self.transaction, {"document_id": False}),
            (self.transaction.line_ids, {"lot": "OTHER"}),
            (self.transaction.line_ids, {"expiry": "2031-01-31"}),
            (self.transaction.line_ids, {"gtin": "00312345678906"}),
        ]

    def test_orm_as_superuser(self):
        for record, vals in self.changes():
            with self.subTest(f"{record._name} {vals}"):
                before = {name: record[name] for name in vals}
                with self.refused("was recorded and stays as it is"):
                    record.sudo().write(vals)
                self.assertEqual({name: record[name] for name in vals}, before)

    def test_users(self):
        for record, vals in self.changes():
            with (
                self.subTest(f"{record._name} {vals}"),
                self.assertRaises(UserError),
            ):
                call_kw(record.with_user(self.manager), "write", [record.ids, vals], {})

    def test_events_are_told_once(self):
        event = self.env["dscsa.event"].search(
            [("document_id", "=", self.document.id)], limit=1
        )
        with self.refused("was recorded and stays"):
            event.sudo().write({"time": "2020-01-01 00:00:00"})
        link = self.env["dscsa.event.epc"].search([("event_id", "=", event.id)])[:1]
        with self.refused("never changed"):
            link.sudo().write({"epc_id": self.package("S0002").id})

    def test_the_same_value_is_no_change(self):
        self.document.write(
            {"sha256": self.document.sha256, "size": self.document.size}
        )
        self.release.write({"epc_ids": [Command.set(self.release.epc_ids.ids)]})
        self.transaction.write({"seller_name": self.transaction.seller_name})

    def test_links_of_a_transaction_stay_free(self):
        self.transaction.write({"seller_id": self.stranger.id})
        self.assertEqual(self.facts(self.transaction)[-1].kind, "changed")

    def test_bytes_swapped_by_the_orm(self):
        for attachment in (
            self.document.attachment_id,
            self.check.evidence_ids.attachment_id,
        ):
            for vals in (
                {"raw": b"forged"},
                {"datas": b"Zm9yZ2Vk"},
                {"db_datas": b"forged"},
                {"res_id": 0},
                {"res_model": "res.partner"},
                {"type": "url", "url": "https://example.com"},
            ):
                with self.subTest(vals), self.refused("kept as it came"):
                    attachment.sudo().write(vals)

    def test_the_live_date(self):
        for value in (False, self.today + timedelta(days=30), "2020-01-01"):
            with self.subTest(value), self.refused("That day stays"):
                self.company.sudo().write({"dscsa_live_date": value})
        with self.refused("is live"):
            self.company.with_user(self.manager)._dscsa_clear_trial()

    def test_what_was_typed_of_a_paper_stays_after_the_receipt(self):
        transaction = self.env["dscsa.transaction"].create(
            {
                "proof": "paper",
                "company_id": self.company.id,
                "seller_id": self.seller.id,
                "invoice_numbers": "P-1",
                "statement": "yes",
            }
        )
        transaction.invoice_numbers = "P-2"
        transaction.picking_ids = self.picking
        with self.refused("was recorded and stays"):
            transaction.invoice_numbers = "P-3"
        with self.refused():
            transaction.unlink()

    def test_a_removal_is_the_only_way_for_bytes(self):
        document, _new = self.env["dscsa.document"]._take_in("x.txt", b"private")
        document = document.sudo()
        with self.refused("was recorded and stays"):
            document.attachment_id = False
        document.with_user(self.manager)._ask_removal("private", "a patient")
        document.with_user(self.manager).action_confirm_removal()
        self.assertEqual(document.state, "removed")
        self.assertTrue(document.sha256)
