from odoo.tests import tagged

from .common import gtin_of
from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestCaseSizes(ReceivingCommon):
    """A case that stands for another count than the file lists is said, never green."""

    def know(self, level="case", state="confirmed"):
        gtin = gtin_of(1, 1)
        row = self.env["dscsa.gtin"].search(
            [("company_id", "=", self.company.id), ("gtin", "=", gtin)]
        )
        values = {
            "company_id": self.company.id,
            "gtin": gtin,
            "product_id": self.product.id,
            "level": level,
            "package_qty": 12,
            "state": state,
        }
        return row.write(values) and row if row else row.create(values)

    def found(self, document):
        rows = document.findings or []
        return [f for f in rows if f["code"] == "CASE_COUNT_DIFFERS"]

    def test_declared_12_holds_11(self):
        self.know()
        order = self.order({self.product: 23})
        whole = self.case(self.packages(12), serial="C0001")
        short = self.case(self.packages(11, first=20), serial="C0002")
        document = self.deliver([whole, short], po=order.name)
        (found,) = self.found(document)
        facts = found["facts"]
        self.assertEqual((facts["expected"], facts["found"]), (12, 11))
        self.assertEqual(facts["count"], 1)
        self.assertIn("C0002", facts["examples"])
        self.assertEqual(document.transaction_ids.package_count, 23)
        picking = order.picking_ids.with_user(self.technician)
        answers = [
            self.scan(picking, f"]d201{gtin_of(1, 1)}21{serial}")
            for serial in ("C0001", "C0002")
        ]
        self.assertEqual([a["level"] for a in answers], ["green", "amber"])
        self.assertEqual([a["packages"] for a in answers], [12, 11])
        self.assertEqual(answers[1]["code"], "CASE_COUNT_DIFFERS")

    def test_what_is_only_proposed_is_not_known(self):
        self.know(state="proposed")
        document = self.deliver([self.case(self.packages(11))], po="P1")
        self.assertFalse(self.found(document))

    def test_the_usual_size_is_proposed(self):
        nodes = [
            self.case(self.packages(size, first=first), serial=f"C{first}")
            for size, first in ((3, 1), (4, 10), (4, 20))
        ]
        self.deliver(nodes, po="P1")
        row = self.env["dscsa.gtin"].search(
            [("company_id", "=", self.company.id), ("gtin", "=", gtin_of(1, 1))]
        )
        self.assertEqual((row.package_qty, row.state), (4, "proposed"))
