"""What benches know of a drug and lot is known wherever all records are asked."""

from odoo import fields
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.services.knowledge.goods import goods_of
from odoo.addons.dscsa_compliance.services.knowledge.known import Known

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestStationKnown(StationCommon):
    def known(self):
        """All that is recorded of the first product."""
        self.env.invalidate_all()
        goods = goods_of(self.env, self.company, (self.product.dscsa_ndc,))
        return Known(self.env(su=True), goods)

    def scans(self, kind="dispensed", count=2, lot="L1"):
        """Readings of a bench that name no package."""
        values = {"name": kind, "company_id": self.company.id, "kind": kind}
        bench = self.env["dscsa.bench"].create(values)
        return self.env["dscsa.bench.scan"].create(
            [
                {
                    "company_id": self.company.id,
                    "bench_id": bench.id,
                    "client_uuid": f"{kind}-{lot}-{number}",
                    "raw": f"{number}",
                    "key": f"k{number}",
                    "product_id": self.product.id,
                    "lot": lot,
                    "user_id": self.env.uid,
                }
                for number in range(count)
            ]
        )

    def test_uses_are_counted_until_they_are_undone(self):
        scans = self.scans()
        (use,) = self.known().uses()
        self.assertEqual((use["kind"], use["lot"]), ("dispensed", "L1"))
        self.assertEqual(use["count"], 2)
        scans[0].undone_at = fields.Datetime.now()
        self.assertEqual([each["count"] for each in self.known().uses()], [1])

    def test_a_count_is_no_use_and_its_lot_is_known(self):
        self.scans("count", lot="L7")
        self.assertFalse(self.known().uses())
        self.assertEqual(self.known().all_lots, {"L7": False})
