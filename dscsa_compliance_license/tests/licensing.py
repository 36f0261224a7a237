"""Helpers of the license and gate tests: proofs, checks, a buyer, a company on stop."""

import base64
from contextlib import contextmanager
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user

from odoo.addons.dscsa_compliance.tests.common import DscsaCommon

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


class LicenseCommon(DscsaCommon):
    """A company that stops orders without proof; its seller is in New Hampshire."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        states = cls.env["res.country.state"].search(
            [("country_id", "=", cls.usa.id), ("code", "in", ("NH", "MA", "VT"))]
        )
        cls.nh, cls.ma, cls.vt = (
            states.filtered(lambda state, code=code: state.code == code)
            for code in ("NH", "MA", "VT")
        )
        cls.company.dscsa_gate = "stop"
        cls.company.partner_id.write({"state_id": cls.nh.id, "tz": "America/New_York"})
        cls.seller.state_id = cls.nh
        cls.stranger.state_id = cls.ma
        cls.buyer = cls._make_buyer()
        cls.wholesale = cls.env.ref("dscsa_compliance_license.license_type_wholesale")

    @classmethod
    def _make_buyer(cls):
        return new_test_user(
            cls.env,
            login="dscsa_buyer",
            groups="purchase.group_purchase_manager",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def day(cls, days):
        """A day so many days from today at the company."""
        from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

        return today_of(cls.company) + timedelta(days=days)

    @classmethod
    def paper(cls, partner=None, *, state=None, number="W-100", **values):
        """A license nobody has checked yet."""
        return cls.env["dscsa.license"].create(
            {
                "company_id": cls.company.id,
                "partner_id": (partner or cls.seller).id,
                "type_id": cls.wholesale.id,
                "number": number,
                "state_id": (state or cls.nh).id,
                **values,
            }
        )

    @classmethod
    def prove(cls, partner=None, *, days=300, user=None, **values):
        """A license confirmed today that ends in so many days."""
        row = cls.paper(partner, **values)
        cls.check(row, "confirmed", user=user, valid_to=cls.day(days))
        return row

    @classmethod
    def check(cls, row, result, *, user=None, at=None, **seen):
        """Record a check as ``user``, ``at`` so many days from now."""
        if at is not None:
            seen["checked_at"] = fields.Datetime.now() + timedelta(days=at)
        method = seen.pop("method", "board_site")
        row = row.with_user(user) if user else row
        return row._record_check(result, method, **seen)

    def rfq(self, partner=None, product=None, **values):
        """A draft order of the buyer for one package."""
        order = self.order(
            {product or self.product: 1}, partner=partner, confirm=False, **values
        )
        return order.with_user(self.buyer)

    def wizard(self, partner=None, *, user=None, **values):
        """The one-minute proof as the pharmacist fills it in."""
        partner = partner or self.seller
        return (
            self.env["dscsa.license.check.wizard"]
            .with_user(user or self.pharmacist)
            .create(
                {
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "file": base64.b64encode(PICTURE),
                    "file_name": "board.png",
                    **values,
                }
            )
        )

    def status(self, partner=None, **options):
        """The Answer about a partner."""
        from ..services.partner_status import PartnerStatus

        partner = partner or self.seller
        self.env.invalidate_all()
        return PartnerStatus(self.env, self.company, partner).answer(partner, **options)

    @contextmanager
    def refused(self, words="No proof yet"):
        """What is done inside is refused with these words, and undone."""
        with self.assertRaises(UserError) as caught:
            yield
        self.assertRegex(str(caught.exception), words)
