"""Helpers of tests at a bench: goods in stock, scans, and who signed."""

import uuid
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tools import SQL

from ..services.deliveries.delivery import Delivery
from ..services.scanning import signing
from .receiving import ReceivingCommon

SESSION = "b" * 64


class BenchCommon(ReceivingCommon):
    """Scans at benches; signs with PINs."""

    @classmethod
    def delivery_of(cls, seller, invoice):
        """A delivery without an order, begun by the technician; its receipt."""
        context = {"allowed_company_ids": cls.technician.company_id.ids}
        env = cls.env(user=cls.technician, context=context)
        desk = Delivery(env, seller.with_env(env), invoice)
        return desk.known_receipt() or desk.make_receipt()

    @classmethod
    def scan_at(cls, bench, text, **options):
        """One scan at a bench; the answer."""
        return bench.dscsa_scan(text, str(uuid.uuid4()), **options)

    @classmethod
    def in_stock(cls, count=3, item=1, lot="L1", product=None, **options):
        """So many packages received; their receipt."""
        product = product or cls.products[item - 1]
        nodes = cls.packages(count, item=item, lot=lot, **options)
        first = options.get("first", 1)
        picking = cls.receipt({product: count}, nodes, instance=f"{item}-{lot}-{first}")
        cls.scan_all(picking, count, item=item, lot=lot, first=first)
        cls.validate(picking)
        return picking

    @classmethod
    def as_printed(cls, serial, **values):
        """Give a package another print on record; a live company writes none anew."""
        epc = cls.package(serial)
        for name, value in values.items():
            query = SQL(
                "UPDATE dscsa_epc SET %s = %s WHERE id = %s",
                SQL.identifier(name),
                value,
                epc.id,
            )
            cls.env.cr.execute(query)
        epc.invalidate_recordset()

    @classmethod
    def give_pin(cls, user, initials, pin):
        """Initials and PIN, set by the person."""
        user.with_user(user).write({"dscsa_initials": initials, "dscsa_pin": pin})

    @contextmanager
    def in_session(self, key=SESSION):
        """What happens inside is of one web session."""
        with (
            patch.object(signing, "session_key", lambda: key),
            patch(
                "odoo.addons.dscsa_compliance.models.dscsa_scan_desk.session_key",
                lambda: key,
            ),
        ):
            yield

    def costs(self, bar, work):
        """What ``work`` answers; it asks the database so often at most."""
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(bar):
            answer = work()
            self.env.flush_all()
        return answer
