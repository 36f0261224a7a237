"""Helpers of the tests of requests: a day to stand on, a request taken in."""

from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.tests.delivering import DeliveryCommon

# Wednesday before Thanksgiving, 15:10 in New York
WEDNESDAY = datetime(2026, 11, 25, 20, 10)


class AnsweringCommon(DeliveryCommon):
    """A pharmacy in New York; ``owner`` there is alone and has every right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "America/New_York"
        cls.company.dscsa_profile = "pharmacy_small"

    def take_in_request(self, user=None, scopes=(), **values):
        """A request as somebody takes it in."""
        requests = self.seen_by(
            user or self.pharmacist, self.env["dscsa.information.request"]
        )
        return requests.create(
            {
                "asker": "fda",
                "agency": "FDA, Office of Compliance",
                "reason": "recall",
                "phone_given": "+1 555 010 2000",
                "phone_found": "+1 555 010 3000",
                "scope_ids": [Command.create(scope) for scope in scopes],
                **values,
            }
        )

    def forced(self, record, **values):
        """Change stored values past the application, which would refuse it."""
        record.flush_recordset()
        for name, value in values.items():
            query = SQL(
                "UPDATE %s SET %s = %s WHERE id = %s",
                SQL.identifier(record._table),
                SQL.identifier(name),
                value,
                record.id,
            )
            self.env.cr.execute(query)
        record.invalidate_recordset()

    def checked(self, request):
        """The same, after the call-back."""
        request.callback_result = "yes"
        request.action_checked()
        return request


__all__ = ["WEDNESDAY", "AnsweringCommon", "freeze_time"]
