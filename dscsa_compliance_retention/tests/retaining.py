"""Helpers of the retention tests: old records, the nightly job, disposals."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import fields

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of
from odoo.addons.dscsa_compliance.tests.common import DscsaCommon, gtin_of

from ..services.nightly import Nightly

CRON = "odoo.addons.base.models.ir_cron.IrCron._commit_progress"
TABLES = ("dscsa_transaction", "dscsa_document", "dscsa_discrepancy", "dscsa_release")


class RetentionCommon(DscsaCommon):
    """Records made years ago."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "America/New_York"

    @contextmanager
    def in_job(self, *left):
        """Run as a job with so much time left after each batch; nothing commits."""
        answers = iter(left)

        def progress(_self, processed=0, *, remaining=None, deactivate=False):
            return next(answers, 100)

        with patch(CRON, progress):
            yield

    @classmethod
    def day(cls, years=0, days=0):
        """A day at the company, so many years and days ago."""
        today = today_of(cls.company)
        return fields.Date.subtract(today, years=years, days=days)

    @classmethod
    def made_old(cls, record, years=8):
        """As if the row had been made years ago, before every policy."""
        cls.env.flush_all()
        cls.env.cr.execute(
            f"UPDATE {record._table} SET create_date = create_date - %s * interval"
            " '1 year' WHERE id = ANY(%s)",
            [years, record.ids],
        )
        record.invalidate_recordset()
        return record

    @classmethod
    def paper(cls, day, *, seller=None, lot=None, **values):
        """A TI/TS on paper of a day, with a line when a lot is given."""
        transaction = cls.env["dscsa.transaction"].create(
            {
                "proof": "paper",
                "company_id": cls.company.id,
                "seller_id": (seller or cls.seller).id,
                "transaction_date": day,
                "invoice_numbers": values.pop("invoice", "4711"),
                **values,
            }
        )
        if lot:
            cls.env["dscsa.transaction.line"].create(
                {
                    "transaction_id": transaction.id,
                    "gtin": gtin_of(1),
                    "lot": lot,
                    "quantity": 1,
                }
            )
        return transaction

    @contextmanager
    def refused(self, error, words):
        """Refused with these words; what was begun is undone."""
        with self.assertRaises(error) as caught:
            yield
        self.assertRegex(str(caught.exception), words)

    def nightly(self, *left, batch=20_000):
        """The nightly job of our company; whether it came to its end."""
        self.env["dscsa.retention.run"].search(
            [("day", "=", today_of(self.company))]
        ).write({"done": False, "place": {}})
        with self.in_job(*left):
            return self.go_on(batch)

    def go_on(self, batch=20_000):
        """The job goes on where it was."""
        try:
            return Nightly(self.env, batch).run_company(self.company)
        finally:
            self.env.invalidate_all()

    def policy(self, record_class):
        return self.env["dscsa.retention.policy"].search(
            [("company_id", "=", self.company.id), ("record_class", "=", record_class)]
        )
