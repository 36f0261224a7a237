"""The first delivery of a new seller with new drugs: every role gets through."""

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import gtin_of
from .delivering import DeliveryCommon

NEW_GLN = "0399770000014"


@tagged("post_install", "-at_install")
class TestNewSeller(DeliveryCommon):
    def announced(self, invoice="80001", item=9, count=2):
        """A file of a seller and a drug nobody entered; its TI/TS."""
        document = self.deliver(
            self.packages(count, item=item),
            invoice=invoice,
            seller=NEW_GLN,
            seller_name="Quill Drug Trading",
        )
        return document.transaction_ids

    def people(self):
        return {
            "technician": self.technician,
            "pharmacist": self.pharmacist,
            "manager": self.manager,
        }

    def test_each_role_takes_the_seller_as_the_file_names_it(self):
        for name, user in self.people().items():
            with self.subTest(name), self.cr.savepoint() as savepoint:
                transaction = self.announced()
                party = transaction.seller_party_id
                self.assertEqual(
                    (party.state, party.partner_id.id), ("proposed", False)
                )
                party.with_user(user).action_create_partners()
                seller = transaction.seller_id
                self.assertTrue(seller.is_company)
                self.assertTrue(seller.supplier_rank)
                self.assertEqual(seller.name, "Quill Drug Trading")
                self.assertEqual(seller.global_location_number, NEW_GLN)
                self.assertEqual(
                    (seller.street, seller.city, seller.zip),
                    (party.street, party.city, party.zip),
                )
                self.assertTrue(seller.city)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_each_role_takes_the_drugs_as_the_file_names_them(self):
        for name, user in self.people().items():
            with self.subTest(name), self.cr.savepoint() as savepoint:
                self.announced()
                gtin = self.gtin()
                gtin.with_user(user).action_create_products()
                product = gtin.product_id
                self.assertEqual(product.barcode, gtin.gtin)
                self.assertEqual(product.dscsa_ndc, gtin.ndc)
                self.assertEqual(product.tracking, "lot")
                savepoint.rollback()
                self.env.invalidate_all()

    def gtin(self, item=9):
        return self.env["dscsa.gtin"].search(
            [("company_id", "=", self.company.id), ("gtin", "=", gtin_of(item))]
        )

    def test_others_get_no_rights_by_it(self):
        transaction = self.announced()
        plain = self.stock_user
        for record, method in (
            (transaction.seller_party_id, "action_create_partners"),
            (self.gtin(), "action_create_products"),
        ):
            with self.assertRaises(AccessError):
                getattr(record.with_user(plain), method)()
        for model in ("res.partner", "product.template"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.technician).create({"name": "Mine"})

    # what is offered is never refused ----------------------------------------------
    def offered(self, record, user):
        """(method) of the buttons a person sees on the form and list of a record."""
        record = record.with_user(user)
        names = [
            name
            for name, field in record._fields.items()
            if not field.groups and field.type != "binary"
        ]
        values = record.read(names, load=None)[0] | {
            "context": {},
            "parent": None,
            "uid": user.id,
        }
        for kind in ("form", "list"):
            arch = record.get_view(view_type=kind)["arch"]
            for button in etree.fromstring(arch).iter("button"):
                hidden = button.get("invisible") or "False"
                parents = [each.get("invisible") for each in button.iterancestors()]
                hidden = any(
                    safe_eval(each, dict(values))
                    for each in (hidden, *filter(None, parents))
                )
                if not hidden and button.get("type") == "object":
                    yield button.get("name")

    def test_walk_of_the_offered_buttons(self):
        transaction = self.announced()
        records = (transaction.seller_party_id, self.gtin(), transaction.document_id)
        for name, user in self.people().items():
            for record in records:
                for method in set(self.offered(record, user)):
                    with (
                        self.subTest(f"{name}: {record._name}.{method}"),
                        self.cr.savepoint() as savepoint,
                    ):
                        getattr(record.with_user(user), method)()
                        self.env.flush_all()
                        savepoint.rollback()
                        self.env.invalidate_all()

    # on the way ----------------------------------------------------------------------
    def test_a_new_seller_of_a_portal_is_found_again(self):
        for invoice in ("81001", "81002"):
            picking = self.open_delivery(
                new_seller="Tern  Wholesale", invoice=invoice, is_seen=True
            )
        seller = picking.partner_id
        self.assertEqual(seller.name, "Tern Wholesale")
        self.assertTrue(seller.is_company)
        self.assertEqual(
            self.env["res.partner"].search_count([("name", "=", "Tern Wholesale")]), 1
        )

    def test_today_shows_what_nobody_confirmed(self):
        transaction = self.announced(invoice="82001")

        def cards():
            self.env.invalidate_all()
            page = self.env["dscsa.today"].with_user(self.technician)
            page = page.with_company(self.company).dscsa_today()
            return {card["key"]: card for card in page["cards"]}

        for key in ("parties", "products"):
            self.assertEqual(
                (cards()[key]["count"], cards()[key]["level"]), (1, "amber")
            )
        transaction.seller_party_id.with_user(self.technician).action_create_partners()
        self.gtin().with_user(self.technician).action_create_products()
        for key in ("parties", "products"):
            self.assertEqual(
                (cards()[key]["count"], cards()[key]["level"]), (0, "green")
            )
