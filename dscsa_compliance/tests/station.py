"""Helpers of the scan station's tests: the station as a person sees it, and PINs."""

import uuid
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tools import SQL

from ..services.station import signing
from .receiving import ReceivingCommon

SESSION = "b" * 64


class StationCommon(ReceivingCommon):
    """Opens, scans and presses as one person of the company."""

    @classmethod
    def station(cls, user=None):
        """The station of a person; the technician's if nobody is named."""
        user = user or cls.technician
        context = {"allowed_company_ids": user.company_id.ids}
        return cls.env(user=user, context=context)["dscsa.station"]

    @classmethod
    def open(cls, text=None, mode="receive", user=None, **options):
        """``dscsa_open``."""
        return cls.station(user).dscsa_open(mode, text, **options)

    @classmethod
    def begin(cls, mode, user=None, **values):
        """``dscsa_create``; the bench or transfer."""
        answer = cls.station(user).dscsa_create(mode, values)
        return cls.station(user).env[answer["model"]].browse(answer["id"])

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
                "odoo.addons.dscsa_compliance.models.station.dscsa_station.session_key",
                lambda: key,
            ),
        ):
            yield
