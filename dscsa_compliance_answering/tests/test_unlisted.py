"""Files that do not say what is in a delivery: "nothing" is never said of them."""

from dataclasses import replace

from odoo.tests import tagged

from ..services.answering.bottle import Bottle
from .answering import AnsweringCommon
from .recalling import RecallCommon

NDC = "99993-304-28"


@tagged("post_install", "-at_install")
class TestUnlisted(RecallCommon, AnsweringCommon):
    def answers(self, code=NDC, lot="ZZZ9"):
        """(bucket of a recall, kind of a request, kind of the bottle's page)"""
        recall = self.recall(lot, code=code)
        request = self.take_in_request(scopes=[{"code": code, "lot": lot}])
        request.action_search()
        env = self.env(user=self.technician)
        page = Bottle(env, f"NDC {code} Lot {lot}").values()
        return (
            recall.result_ids.mapped("bucket"),
            request.item_ids.mapped("kind"),
            [proof["id"] for proof in page["proofs"]],
        )

    def assert_open(self, document, **options):
        transactions = document.transaction_ids
        buckets, kinds, proofs = self.answers(**options)
        self.assertEqual(buckets, ["no_lots"])
        self.assertEqual(kinds, ["open"])
        self.assertEqual(proofs, transactions.ids)

    def assert_nothing(self, **options):
        self.assertEqual(self.answers(**options), ([], ["missing"], []))

    def test_a_pallet_of_unknown_contents(self):
        self.assert_open(self.deliver([self.pallet([])]))

    def test_a_sealed_case_of_unknown_contents(self):
        case = self.case(self.packages(1))
        self.assert_open(self.deliver([replace(case, children=())]))

    def test_a_pallet_beside_what_is_listed(self):
        nodes = [*self.packages(2), self.pallet([])]
        document = self.deliver(nodes)
        self.assertEqual(document.transaction_ids.package_count, 2)
        self.assert_open(document)

    def test_a_line_without_product(self):
        document = self.deliver(self.packages(2))
        line = document.transaction_ids.line_ids
        self.forced(line, gtin=None, ndc=None, product_id=None, lot=None)
        self.assert_open(document)
        self.forced(line, lot="ZZZ8")
        self.assert_nothing()

    def test_a_file_that_lists_all_holds_nothing_else(self):
        self.deliver([self.pallet([self.case(self.packages(2))])])
        self.assert_nothing()

    def test_of_two_shipments_in_a_file_the_untold_one(self):
        told = self.deliver(self.packages(2))
        untold = self.deliver([self.pallet([], 2)], instance="other")
        self.assert_open(untold)
        self.assertFalse(told.transaction_ids & untold.transaction_ids)

    def test_a_booked_receipt_tells_what_was_on_the_pallet(self):
        picking = self.receipt({self.product: 2}, [self.pallet([])])
        self.assertTrue(picking.sudo().dscsa_transaction_ids)
        self.scan_all(picking, 2)
        self.assertEqual(self.answers()[0], ["no_lots"], "scanned, of how many?")
        self.validate(picking)
        picking.sudo().move_ids.move_line_ids.flush_recordset()
        self.assert_nothing()
