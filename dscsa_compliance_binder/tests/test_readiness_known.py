"""What the readiness report knows, and what it only was told."""

import re
from pathlib import Path

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons import dscsa_compliance
from odoo.addons.dscsa_compliance.tests.common import gtin_of

from ..services.readiness import Readiness
from .test_readiness import ReadinessCommon

_PLURAL = re.compile(
    r"%\((?:count|held|good|new|rest)\)s (?!of )(?:are|were|have|[a-z]+s)\b"
)
# whoever says these says "one" or "1" by itself
_ONE_APART = {"%(count)s things", "%(held)s packages"}


@tagged("post_install", "-at_install")
class TestReadinessKnown(ReadinessCommon):
    def note(self, company=None, **values):
        """A delivery of 140 packages noted from a portal or paper, received."""
        company = company or self.company
        kind = self.env["stock.picking.type"].search(
            [("code", "=", "incoming"), ("company_id", "=", company.id)], limit=1
        )
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "partner_id": self.seller.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": kind.default_location_dest_id.id,
                "dscsa_recorded_at": fields.Datetime.now(),
            }
        )
        return self.env["dscsa.transaction"].create(
            {
                "company_id": company.id,
                "seller_id": self.seller.id,
                "package_count": 140,
                "proof": "portal",
                "statement": "yes",
                "picking_ids": [Command.link(picking.id)],
                **values,
            }
        )

    def test_what_rests_on_a_tick_is_said(self):
        self.delivery()
        self.assertNotIn("initials", self.rows()["statement"].evidence)
        self.note()
        self.note(proof="paper")
        self.note(proof="paper", statement="missing")
        row = self.rows()["statement"]
        self.assertIn("3 of 4", row.evidence)
        self.assertIn("initials, and not read here: 2", row.evidence)

    def test_products_of_other_companies_show_nothing(self):
        """Drugs nobody named, beside products that another company set up."""
        self.delivery()
        templates = self.env["product.template"].search([])
        open_ones = templates.filtered(lambda each: each.dscsa_scope == "undetermined")
        open_ones.write({"dscsa_scope": "excluded"})
        self.assertEqual(self.rows()["scope"].state, "complete")
        other = self.env["res.company"].create({"name": "Second Pharmacy"})
        self.assertEqual(self.scope(other).state, "nothing")
        self.note(other)
        row = self.scope(other)
        self.assertEqual((row.state, row.shown), ("gap", 0))
        self.assertIn("140", row.gap)
        product = self.product.copy({"company_id": other.id})
        values = {"gtin": gtin_of(1), "product_id": product.id}
        self.env["dscsa.gtin"].sudo().create({**values, "company_id": other.id})
        row = self.scope(other)
        self.assertEqual((row.state, row.shown), ("complete", 1))
        self.assertIn("140", row.evidence)

    def scope(self, company):
        """The row about products of a company."""
        self.env.invalidate_all()
        rows = Readiness(self.env, company).rows()
        return next(row for row in rows if row.code == "scope")

    def test_counts_read_well_for_one(self):
        """No sentence of the report or of Today counts "1 packages"."""
        binder = Path(__file__).parent.parent
        base = Path(dscsa_compliance.__file__).parent
        places = (
            *binder.glob("services/duties_*.py"),
            *base.glob("services/today/*.py"),
            base / "models" / "dscsa_today.py",
            base / "services" / "receiving" / "ending.py",
        )
        self.assertGreater(len(places), 9)
        for place in places:
            found = set(_PLURAL.findall(place.read_text())) - _ONE_APART
            self.assertFalse(found, place.name)
