"""Two people scan one receipt at once, in real transactions: nothing is lost.

What these tests write is committed, as it has to be for transactions to see each
other, and taken away again afterwards.
"""

import threading
import uuid
from functools import partial

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged

from odoo.addons.dscsa_compliance.tests.numbers import gtin_of

GS = "\x1d"
SCANS = 300


@tagged("post_install", "-at_install")
class TestStationLoad(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.addClassCleanup(cls.clear)
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cls.make(env)

    @classmethod
    def make(cls, env):
        """A company with a receipt of announced packages and two people."""
        company = env["res.company"].create(
            {"name": "Two Bench Pharmacy", "dscsa_profile": "pharmacy"}
        )
        company.dscsa_gate = "off"
        cls.company_id = company.id
        group = env.ref("dscsa_compliance.group_dscsa_technician")
        users = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": name,
                        "login": f"two_bench_{name}",
                        "company_id": company.id,
                        "company_ids": [(6, 0, company.ids)],
                        "group_ids": [(6, 0, group.ids)],
                    }
                    for name in ("lee", "kim")
                ]
            )
        )
        cls.users, cls.product_id = users.ids, cls.product(company).id

    @classmethod
    def product(cls, company):
        """A drug of this company, tracked by lot."""
        env = company.env(context={"allowed_company_ids": company.ids})
        return env["product.product"].create(
            {
                "name": "Loadamol",
                "type": "consu",
                "is_storable": True,
                "tracking": "lot",
                "use_expiration_date": True,
                "barcode": gtin_of(77),
                "dscsa_scope": "in_scope",
                "company_id": company.id,
            }
        )

    @classmethod
    def new_receipt(cls, count, prefix):
        """A committed receipt with so many announced packages."""
        with cls.registry.cursor() as cr:
            env = api.Environment(
                cr, SUPERUSER_ID, {"allowed_company_ids": [cls.company_id]}
            )
            warehouse = env["stock.warehouse"].search(
                [("company_id", "=", cls.company_id)], limit=1
            )
            seller = env["res.partner"].create({"name": "Load Seller"})
            picking = env["stock.picking"].create(
                {
                    "picking_type_id": warehouse.in_type_id.id,
                    "partner_id": seller.id,
                    "location_id": seller.property_stock_supplier.id,
                    "location_dest_id": warehouse.lot_stock_id.id,
                    "company_id": cls.company_id,
                }
            )
            cls.announce(picking, seller, count, prefix)
            return picking.id

    @classmethod
    def announce(cls, picking, seller, count, prefix):
        """A file's TI/TS of a receipt, with its packages."""
        env = picking.env
        transaction = env["dscsa.transaction"].create(
            {
                "company_id": cls.company_id,
                "proof": "file",
                "seller_id": seller.id,
                "statement": "yes",
                "picking_ids": [(4, picking.id)],
            }
        )
        goods = {"gtin": gtin_of(77), "product_id": cls.product_id, "lot": "LOAD"}
        goods["transaction_id"] = transaction.id
        line = env["dscsa.transaction.line"].create({**goods, "quantity": count})
        env["dscsa.epc"].create(
            [
                {
                    **goods,
                    "company_id": cls.company_id,
                    "key": f"01{gtin_of(77)}21{prefix}{number:04d}",
                    "kind": "package",
                    "serial": f"{prefix}{number:04d}",
                    "line_id": line.id,
                }
                for number in range(count)
            ]
        )

    @classmethod
    def clear(cls):
        """Take away what was committed, in the order of the trial's clearing."""
        from odoo.addons.dscsa_compliance_start.services.trial import Trial

        with cls.registry.cursor() as cr:
            env = api.Environment(
                cr, SUPERUSER_ID, {"allowed_company_ids": [cls.company_id]}
            )
            company = env["res.company"].browse(cls.company_id)
            Trial(company).clear()
            env["res.users"].browse(cls.users).write({"active": False})
            env["product.product"].browse(cls.product_id).active = False
            for row in env["res.users"].browse(cls.users):
                row.login = f"gone-{uuid.uuid4()}"
            env["product.product"].browse(cls.product_id).barcode = False
            company.write({"name": f"gone {uuid.uuid4()}", "active": False})

    # a person at the bench ------------------------------------------------------------
    @classmethod
    def request(cls, user_id, work):
        """One request of one person: own transaction, done again on a conflict."""
        with cls.registry.cursor() as cr:
            env = api.Environment(
                cr, user_id, {"allowed_company_ids": [cls.company_id]}
            )
            result = retrying(lambda: work(env), env)
            cr.commit()  # pylint: disable=invalid-commit
            return result

    @classmethod
    def scan(cls, user_id, picking_id, serial, client_uuid=None):
        """One package scanned by one person."""
        text = f"]d201{gtin_of(77)}21{serial}{GS}1730123110LOAD"
        key = client_uuid or str(uuid.uuid4())
        return cls.request(
            user_id,
            lambda env: env["stock.picking"].browse(picking_id).dscsa_scan(text, key),
        )

    def at_once(self, *jobs):
        """Run callables in threads; raises what one of them raised."""
        failures = []

        def run(job):
            try:
                job()
            except Exception as error:  # noqa: BLE001 told by the main thread
                failures.append(error)

        threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def stored(self, picking_id):
        """(serial, user id) of counting scans in the order they were taken."""
        with self.registry.cursor() as cr:
            cr.execute(
                """SELECT serial, user_id FROM dscsa_scan
                WHERE picking_id = %s AND undone_at IS NULL ORDER BY id""",
                (picking_id,),
            )
            return cr.fetchall()

    # tests ---------------------------------------------------------------------------
    def test_300_scans_of_two_people_none_lost_or_reordered(self):
        picking = self.new_receipt(SCANS, "A")
        mine = {
            user: [f"A{number:04d}" for number in range(index, SCANS, 2)]
            for index, user in enumerate(self.users)
        }
        answers = {user: [] for user in self.users}

        def person(user):
            for serial in mine[user]:
                answers[user].append(self.scan(user, picking, serial))

        self.at_once(*(partial(person, user) for user in self.users))
        rows = self.stored(picking)
        self.assertEqual(len(rows), SCANS)
        for user in self.users:
            self.assertEqual([s for s, who in rows if who == user], mine[user])
            self.assertEqual({each["level"] for each in answers[user]}, {"green"})
        overview = self.request(
            self.users[0],
            lambda env: env["stock.picking"].browse(picking).dscsa_overview(),
        )
        self.assertEqual((overview["scanned"], overview["missing"]), (SCANS, 0))
        people = {each["scans"] for each in overview["people"]}
        self.assertEqual(people, {SCANS // 2})

    def test_one_package_scanned_by_both_at_once_counts_once(self):
        picking = self.new_receipt(4, "B")
        for number in range(4):
            serial = f"B{number:04d}"
            both = [partial(self.scan, user, picking, serial) for user in self.users]
            self.at_once(*both)
        self.assertEqual(len(self.stored(picking)), 4)

    def test_one_scan_sent_twice_at_once_counts_once(self):
        picking = self.new_receipt(1, "C")
        key = str(uuid.uuid4())
        answers = []
        self.at_once(
            *(
                lambda: answers.append(
                    self.scan(self.users[0], picking, "C0000", client_uuid=key)
                )
                for _copy in range(2)
            )
        )
        self.assertEqual(len({each["scan_id"] for each in answers}), 1)
        self.assertEqual(len(self.stored(picking)), 1)

    def test_scan_in_the_middle_of_a_validation_is_booked_or_kept(self):
        """Whatever the moment: on the shelf, or on record as late. Never neither."""
        picking = self.new_receipt(30, "D")
        for number in range(10):
            self.scan(self.users[0], picking, f"D{number:04d}")

        def validate():
            self.request(
                self.users[1],
                lambda env: (
                    env["stock.picking"].browse(picking).dscsa_press("rest_later")
                ),
            )

        def go_on():
            for number in range(10, 30):
                self.scan(self.users[0], picking, f"D{number:04d}")

        self.at_once(validate, go_on)
        with self.registry.cursor() as cr:
            cr.execute(
                """SELECT s.serial, s.is_late, e.status FROM dscsa_scan s
                JOIN dscsa_epc e ON e.company_id = s.company_id AND e.key = s.key
                WHERE s.picking_id = %s""",
                (picking,),
            )
            rows = cr.fetchall()
        self.assertEqual(len(rows), 30)
        for serial, is_late, status in rows:
            self.assertNotEqual(bool(is_late), status == "in_stock", serial)
