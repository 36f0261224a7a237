"""Ways round a refusal: duplicates, imports, merged contacts, an uninstall."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .refusing import RefusalCommon


@tagged("post_install", "-at_install")
class TestTricks(RefusalCommon):
    def test_duplicate(self):
        for record in self.regulated():
            if record._name in ("dscsa.epc", "dscsa.event", "dscsa.event.epc"):
                continue
            with (
                self.subTest(record._name),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                record.with_user(self.manager).copy()
        for record in (self.document, self.transaction, self.release, self.check):
            with self.subTest(record._name), self.refused("is not duplicated"):
                record.sudo().copy()

    def test_archive(self):
        """Nothing regulated can be hidden, but a license by the manager: told."""
        for record in self.regulated():
            if record._name != "dscsa.license":
                self.assertNotIn("active", record._fields)
        with self.refused("compliance manager", UserError):
            self.license.with_user(self.pharmacist).action_archive()
        self.license.with_user(self.manager).action_archive()
        fact = self.facts(self.license)[-1]
        self.assertEqual(fact.user_name, self.manager.name)
        self.assertIn('"active":"no"', fact.content)

    def test_import(self):
        for model, name in (
            ("dscsa.document", "name"),
            ("dscsa.release", "name"),
            ("dscsa.license.check", "number"),
        ):
            rows = self.env[model].with_user(self.manager)
            result = rows.load([name], [["forged"]])
            self.assertFalse(result["ids"])
            self.assertTrue(result["messages"])

    def test_the_chatter_is_no_evidence(self):
        """Messages can be edited; the ledger holds what happened."""
        before = self.ledger._head(self.company)
        message = self.transaction.message_post(body="A remark")
        message.sudo().body = "Another remark"
        message.sudo().unlink()
        self.assertEqual(self.ledger._head(self.company), before)
        self.assertEqual(self.ledger._check(self.company), [])

    def test_vacuum_keeps_all(self):
        self.env["ir.attachment"]._gc_file_store_unsafe()
        with self.document._open() as stream:
            self.assertTrue(stream.read(10))


@tagged("post_install", "-at_install")
class TestMerge(RefusalCommon):
    def merge(self, user, *partners):
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user)
        ids = [partner.id for partner in partners]
        wizard._merge(ids, partners[0], extra_checks=False)

    def setUp(self):
        super().setUp()
        self.twin = self.env["res.partner"].create({"name": "Brook Drug Co."})
        # whoever merges contacts reads all their fields
        for group in ("base.group_erp_manager", "account.group_account_readonly"):
            for user in (self.stock_user, self.manager):
                user.group_ids |= self.env.ref(group)

    def test_refused_to_those_who_do_not_answer_for_it(self):
        with self.refused("Ask the compliance manager", AccessError):
            self.merge(self.stock_user, self.twin, self.seller)
        self.assertTrue(self.seller.exists())

    def test_allowed_to_the_manager_and_told(self):
        checks = self.check | self.license.check_ids
        self.seal()
        self.merge(self.manager, self.twin, self.seller)
        self.assertFalse(self.seller.exists())
        self.env.invalidate_all()
        self.assertEqual(self.license.partner_id, self.twin)
        self.assertEqual(self.transaction.seller_id, self.twin)
        self.assertEqual(self.transaction.seller_name, "Brook Drug Company")
        self.assertEqual(checks.exists(), checks)
        fact = self.facts()[-1]
        self.assertIn("Brook Drug Co.", fact.content)
        self.assertEqual(fact.user_name, self.manager.name)
        self.assertEqual(self.ledger._check(self.company), [])

    def test_two_with_licenses_lose_none(self):
        other = self.license.create(
            {
                "partner_id": self.stranger.id,
                "company_id": self.company.id,
                "type_id": self.license.type_id.id,
                "number": "W-100",
                "state_id": self.license.state_id.id,
            }
        )
        self.merge(self.manager, self.stranger, self.seller)
        self.env.invalidate_all()
        self.assertTrue(other.exists() and self.license.exists())

    def test_across_companies(self):
        foreign = self._make_company("Birch Street Pharmacy", "")
        self.env["dscsa.agreement"].create(
            {"partner_id": self.twin.id, "company_id": foreign.id}
        )
        with self.refused("Birch Street Pharmacy"):
            self.merge(self.manager, self.twin, self.seller)

    def test_others_are_merged_as_ever(self):
        one = self.env["res.partner"].create({"name": "One"})
        self.merge(self.stock_user, self.twin, one)
        self.assertFalse(one.exists())


@tagged("post_install", "-at_install")
class TestUninstall(RefusalCommon):
    def module(self, name="dscsa_compliance"):
        return self.env["ir.module.module"].search([("name", "=", name)])

    def test_every_door(self):
        for name in ("dscsa_compliance", "stock", "product_expiry"):
            module = self.module(name)
            for door in (
                module.button_uninstall,
                module.module_uninstall,
            ):
                with self.subTest(f"{name} {door.__name__}"), self.refused("six years"):
                    door()
            for state in ("to remove", "uninstalled"):
                with self.subTest(f"{name} {state}"), self.refused("six years"):
                    module.write({"state": state})

    def test_an_update_goes_on(self):
        self.module().write({"state": "to upgrade"})
        self.module().write({"state": "installed"})
