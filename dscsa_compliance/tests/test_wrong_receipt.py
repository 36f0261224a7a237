from odoo.tests import tagged

from .receiving import ReceivingCommon


@tagged("post_install", "-at_install")
class TestWrongReceipt(ReceivingCommon):
    """What was scanned at a delivery of others counts where it belongs."""

    def two(self):
        """Receipts of one package each; the first is open on the bench."""
        mine = self.receipt({self.product: 2}, self.packages(1))
        other = self.receipt({self.product: 2}, self.packages(1, first=2))
        answer = self.scan(mine, self.label("S0002"))
        self.assertEqual((answer["level"], answer["code"]), ("amber", "WRONG_RECEIPT"))
        self.assertIn("scan it there", answer["next_step"])
        self.scan(mine, self.label("S0001"))
        return mine, other

    def ends_well(self, *pickings):
        for picking in pickings:
            self.validate(picking)
            self.assertEqual(picking.state, "done")
            self.assertEqual(picking.move_line_ids.mapped("quantity"), [1])
            self.assertFalse(self.discrepancies(picking))

    def test_scanned_where_it_belongs(self):
        """In any order of validating: one package each, nothing held, nothing lost."""
        for order in (1, -1):
            with self.subTest(order), self.env.cr.savepoint() as savepoint:
                mine, other = self.two()
                answer = self.scan(other, self.label("S0002"))
                self.assertEqual(
                    answer["level"], "amber", "whether it is one, who knows"
                )
                self.assertIn(mine.name, answer["sentence"])
                self.assertIn("put both aside", answer["next_step"])
                astray = self.env["dscsa.scan"].search(
                    [("picking_id", "=", mine.id), ("serial", "=", "S0002")]
                )
                self.assertEqual(astray.undone_by_id, self.technician)
                self.ends_well(*(mine, other)[::order])
                self.assertEqual(self.package("S0002").picking_id, other)
                savepoint.rollback()

    def test_a_pallet(self):
        mine = self.receipt({self.product: 2}, [self.pallet(self.packages(1))])
        nodes = [self.pallet(self.packages(1, first=5), number=2)]
        other = self.receipt({self.product: 2}, nodes)
        for number in (2, 1):
            self.scan(mine, self.sscc_label(number))
        answer = self.scan(other, self.sscc_label(2))
        self.assertIn(mine.name, answer["sentence"])
        self.ends_well(mine, other)

    def test_what_else_was_wrong_with_it_stays(self):
        """A reading that was red for another reason is not taken back."""
        mine = self.receipt({self.product: 2}, self.packages(1))
        other = self.receipt({self.product: 2}, self.packages(1, first=2))
        red = self.scan(mine, self.label("S0002", lot="OTHER"))
        self.assertEqual(red["level"], "red")
        self.scan(other, self.label("S0002"))
        scan = self.env["dscsa.scan"].browse(red["scan_id"])
        self.assertFalse(scan.undone_at)
