"""A second company, and a manager who works in it alone."""

from odoo import Command
from odoo.tests import new_test_user

from .numbers import gln_of
from .receiving import ReceivingCommon


class OtherCompanyCommon(ReceivingCommon):
    """``other``: the company; ``theirs``: its manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._make_company("Far Pharmacy", gln_of(5500001))
        cls.theirs = new_test_user(
            cls.env,
            login="far_manager",
            groups="stock.group_stock_user,dscsa_compliance.group_dscsa_manager",
            company_id=cls.other.id,
            company_ids=[Command.set(cls.other.ids)],
        )

    def form(self, model, **values):
        env = self.env(user=self.theirs, context={})
        return env[model].create(values)
