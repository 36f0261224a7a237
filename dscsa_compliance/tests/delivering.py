"""Helpers of the delivery tests: a fresh company and the New delivery form."""

import base64
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import Form, new_test_user

from .receiving import ReceivingCommon

PDF = b"%PDF-1.4 invoice 90210 with TI/TS"


class DeliveryCommon(ReceivingCommon):
    """``fresh``: a company nobody configured; ``owner`` has all our rights in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fresh = cls.env["res.company"].create({"name": "Corner Pharmacy"})
        cls.owner = new_test_user(
            cls.env,
            login="dscsa_owner",
            groups="dscsa_compliance.group_dscsa_manager,base.group_partner_manager",
            company_id=cls.fresh.id,
            company_ids=[Command.set(cls.fresh.ids)],
        )

    @classmethod
    def wizard(cls, user=None, **values):
        """The New delivery form, filled in by hand and saved."""
        user = user or cls.technician
        lines = values.pop("lines", ())
        file = {
            name: values.pop(name) for name in {"file", "file_name"} & values.keys()
        }
        form = Form(cls.seen_by(user, cls.env["dscsa.delivery.wizard"]))
        for name, value in values.items():
            setattr(form, name, value)
        for line in lines:
            with form.line_ids.new() as row:
                for name, value in line.items():
                    setattr(row, name, value)
        wizard = form.save()
        wizard.write(file)
        return wizard

    @classmethod
    def seen_by(cls, user, record):
        """The same record(s) as that person works with them, in their company."""
        env = cls.env(user=user, context={"allowed_company_ids": user.company_id.ids})
        return record.with_env(env)

    @classmethod
    def receive(cls, user=None, **values):
        """Fill the form and press "All here"; the receipt."""
        return cls.picking_of(cls.wizard(user, **values).action_receive())

    @classmethod
    def open_delivery(cls, user=None, **values):
        """Fill the form and press "Open and scan"; the receipt."""
        return cls.picking_of(cls.wizard(user, **values).action_open())

    @classmethod
    def picking_of(cls, action):
        """The receipt an action opens, as superuser."""
        return cls.env["stock.picking"].browse(action["res_id"])

    @classmethod
    def pdf(cls, content=PDF):
        """A file as forms hold it."""
        return base64.b64encode(content)

    @classmethod
    def made_old(cls, picking, days):
        """Move the end of a receipt into the past."""
        picking.sudo().date_done = fields.Datetime.now() - timedelta(days=days)

    @classmethod
    def rows(cls, picking):
        """Open work-list rows of a receipt or of its TI/TS."""
        return cls.env["dscsa.discrepancy"].search(
            [
                ("state", "=", "open"),
                "|",
                ("picking_id", "=", picking.id),
                ("transaction_id", "in", picking.dscsa_transaction_ids.ids),
            ]
        )
