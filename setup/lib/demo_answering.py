"""Questions from outside: FDA asks about two lots, an inspector holds one bottle.

Lee takes the request in, Dana calls back, finds the records and makes the answer; it is
not sent. Dates are relative, so that the clock runs in every demo.
"""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

AGENCY = "FDA, Office of Drug Security"
PORTAL_INVOICE = "44902"
SINCE = timedelta(hours=3)


class Answering:
    """The request and the bottle of the pharmacy; made once, found again."""

    def __init__(self, world):
        self.world = world
        self.pharmacy = world.env.ref("base.main_company")
        self.lee, self.dana = world.find("user_lee"), world.find("user_dana")
        self.request = self.of(self.dana)["dscsa.information.request"].search(
            [("agency", "=", AGENCY), ("company_id", "=", self.pharmacy.id)], limit=1
        )

    def of(self, user):
        """The environment of one of the people at the pharmacy."""
        return self.world.env(
            user=user.id, context={"allowed_company_ids": self.pharmacy.ids}
        )

    def run(self):
        """Take in, call back, collect; True when it was done now."""
        if self.request:
            return False
        taken_in = self.of(self.lee)["dscsa.information.request"].create(
            {
                "asker": "fda",
                "agency": AGENCY,
                "contact": "Ms. Reyes, case officer",
                "email": "records.demo@fda.example",
                "reason": "recall",
                "subject": "Recall of two lots: who sold them to you, and when?",
                "received_at": fields.Datetime.now() - SINCE,
                "channel": "phone",
                "phone_given": "+1 555 010 4400",
                "phone_found": "+1 555 010 4411",
                "scope_ids": [Command.create(scope) for scope in self.scopes()],
            }
        )
        self.request = taken_in.with_env(self.of(self.dana))
        self.request.callback_result = "yes"
        self.request.action_checked()
        self.request.action_search()
        self.request.action_build_bundle()
        return True

    def scopes(self):
        """One drug by lot as the file gave it, one as the portal's list says it."""
        lines = self.world.env["dscsa.transaction.line"].search(
            [("company_id", "=", self.pharmacy.id), ("lot", "!=", False)], order="id"
        )
        in_file = lines.filtered(lambda row: row.transaction_id.proof == "file")
        in_portal = lines.filtered(
            lambda row: row.transaction_id.invoice_numbers == PORTAL_INVOICE
        )
        return [
            {"code": row.ndc, "lot": row.lot}
            for row in (in_file[:1] | in_portal[:1])
            if row.ndc
        ]

    def bottle(self):
        """A package on the shelf that was scanned at receipt."""
        return self.of(self.dana)["dscsa.epc"].search(
            [
                ("company_id", "=", self.pharmacy.id),
                ("kind", "=", "package"),
                ("status", "=", "in_stock"),
                ("hold", "=", False),
                ("transaction_id", "!=", False),
            ],
            order="id",
            limit=1,
        )

    def account(self):
        """How it stands, in a few lines."""
        request, bottle = self.request, self.bottle()
        yield f"{self.pharmacy.name}: {request.name}, asked by {request.agency}"
        yield f"  until when    {request.clock_sentence}"
        yield f"  found         {request.search_note}"
        yield f"  the answer    {request.bundle_id.name}, not sent yet"
        yield f"  take a bottle scan or type {bottle.serial} at /odoo/dscsa-bottle"
