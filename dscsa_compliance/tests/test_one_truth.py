from dataclasses import replace

from dscsa_core.epcis.model import QuantityElement
from dscsa_core.gs1.epc_encode import lgtin_uri

from odoo.tests import tagged

from ..services.deliveries.shortage import Shortage
from .any_order import PREFIX_LENGTH, AnyOrderCommon, at
from .common import STRANGER_GLN, gln_of, gtin_of


@tagged("post_install", "-at_install")
class TestOneTruth(AnyOrderCommon):
    """What a later word does to what is here, and what it leaves alone."""

    def setUp(self):
        super().setUp()
        order = self.order({self.product: 3})
        self.po, self.picking = order.name, order.picking_ids
        self.nodes = self.packages(3)

    def take(self, content, name="file.xml"):
        document = self.process(content, name)
        self.assertEqual(document.state, "processed", document.failure)
        self.env.invalidate_all()
        return document

    def received(self):
        file = self.take(self.file(self.nodes))
        self.scan_all(self.picking, 3)
        self.validate(self.picking)
        return file

    def remove(self, document):
        manager = document.with_user(self.manager)
        manager._ask_removal("misdirected", "Not ours.")
        manager.action_confirm_removal()
        self.env.invalidate_all()

    # corrected data ---------------------------------------------------------------
    def test_corrected_lot_of_what_is_on_its_way(self):
        self.nodes = self.packages(3, lot="WRONG")
        file = self.take(self.file(self.nodes))
        self.take(self.commissioning(self.nodes[:2], 5, "L1"))
        lines = file.transaction_ids.line_ids
        self.assertEqual(
            {line.lot: line.quantity for line in lines}, {"WRONG": 3, "L1": 2}
        )
        self.assertEqual(self.package("S0001").line_id.lot, "L1")
        answers = self.scan_all(self.picking, 2)
        self.assertEqual({each["level"] for each in answers}, {"green"})
        wrong = self.scan(self.picking, self.label("S0003"))
        self.assertEqual(wrong["code"], "LOT_MISMATCH")
        self.assertEqual(wrong["overview"]["expected"], 3)
        file.action_reprocess()
        self.env.invalidate_all()
        self.assertEqual(self.package("S0001").line_id.lot, "L1")
        self.assertEqual(sum(lines.mapped("quantity")), 5)

    def test_corrected_lot_of_what_is_here(self):
        """Announced and seen are two facts: the hold ends, or begins."""
        self.nodes = self.packages(3, lot="WRONG")
        self.take(self.file(self.nodes))
        self.scan_all(self.picking, 3)
        self.validate(self.picking)
        self.assertEqual(self.package("S0001").hold, "data")
        self.take(self.commissioning(self.nodes, 5, "L1"))
        self.run_release()
        self.assertFalse(self.package("S0001").hold)
        self.assertEqual(self.package("S0001").seen_lot, "L1")
        self.take(self.commissioning(self.nodes[:1], 9, "L2"))
        self.run_release()
        self.assertEqual(self.package("S0001").hold, "data")
        self.assertFalse(self.package("S0002").hold)

    def test_a_stranger_corrects_nothing(self):
        self.take(self.file(self.nodes))
        self.take(
            self.file(
                self.nodes,
                5,
                seller=STRANGER_GLN,
                events=lambda last: [self.made(last, "EVIL")],
            )
        )
        self.assertEqual(self.package("S0001").line_id.lot, "L1")
        self.assertEqual(self.package("S0001").lot, "L1")
        self.assertEqual(self.scan_all(self.picking, 1)[0]["level"], "green")

    def made(self, last, lot):
        return replace(
            last,
            action="ADD",
            step="commissioning",
            disposition="active",
            lot=lot,
            references=(),
            sources=(),
            destinations=(),
        )

    # removed files ------------------------------------------------------------------
    def test_a_removed_void_takes_nothing_back(self):
        file = self.take(self.file(self.nodes))
        for nodes, changes in (
            (self.nodes, {}),
            (self.nodes[:1], {}),
            (self.nodes, {"epcs": ()}),
        ):
            with self.subTest(nodes=len(nodes), **changes):
                void = self.take(self.void_at(nodes, 5, **changes))
                self.assertFalse(self.package("S0001")._has_live_proof())
                self.remove(void)
                self.assertTrue(self.package("S0001")._has_live_proof())
                self.assertFalse(self.package("S0001").withdrawn_how)
                self.assertFalse(file.transaction_ids.withdrawn_by_id)
        self.assertEqual(self.scan_all(self.picking, 1)[0]["level"], "green")

    def test_a_removed_void_of_what_is_here(self):
        self.received()
        first = self.take(self.void_at(self.nodes[:2], 5))
        second = self.take(self.void_at(self.nodes[1:2], 6))
        self.assertEqual(self.package("S0001").hold, "data")
        self.remove(first)
        self.assertFalse(self.package("S0001").hold)
        self.assertEqual(self.package("S0002").withdrawn_by_id, second)
        self.assertEqual(self.package("S0002").hold, "data", "said by another file")
        self.remove(second)
        self.assertFalse(self.package("S0002").hold)
        self.assertFalse(self.discrepancies(self.picking))

    def test_a_removed_state_and_a_removed_lot(self):
        self.received()
        told = self.take(
            self.said(self.nodes[:1], 5, step="holding", disposition="recalled")
        )
        self.assertEqual(self.package("S0001").hold, "recall")
        self.remove(told)
        self.assertFalse(self.package("S0001").told_state)
        self.assertFalse(self.package("S0001").hold)
        lot = self.take(self.commissioning(self.nodes[:1], 9, "L2"))
        self.assertEqual(self.package("S0001").line_id.lot, "L2")
        self.remove(lot)
        self.assertEqual(self.package("S0001").line_id.lot, "L1")

    def test_a_removed_declaration_and_unpacking(self):
        case = self.case(self.nodes)
        self.take(self.file([case]))
        out = self.take(self.packing(case, self.nodes[:1], 4, "DELETE"))
        self.assertFalse(self.package("S0001").parent_id)
        self.remove(out)
        self.assertTrue(self.package("S0001").parent_id)
        wrong = self.take(self.declared([case], 9, 0))
        self.assertFalse(self.package("S0001")._has_live_proof())
        self.remove(wrong)
        self.assertTrue(self.package("S0001")._has_live_proof())

    # missing goods ------------------------------------------------------------------
    def test_missing_goods_that_were_taken_back(self):
        file = self.take(self.file(self.nodes))
        self.scan_all(self.picking, 1)
        self.validate(self.picking, backorder=False)
        transaction = file.transaction_ids
        Shortage(transaction).close()
        row = self.shortages(transaction)
        self.assertEqual(row.facts["found"], 1)
        self.take(self.void_at(self.nodes[1:2], 5), "one.xml")
        self.assertEqual(row.state, "open")
        self.assertEqual(row.facts["expected"], 2)
        self.take(self.void_at(self.nodes[2:], 6), "two.xml")
        self.assertEqual(row.state, "resolved")
        self.assertIn("two.xml", row.resolution_note)
        self.assertIn("Brook Drug Company", row.resolution_note)

    def shortages(self, transaction):
        return self.env["dscsa.discrepancy"].search(
            [("transaction_id", "=", transaction.id), ("code", "=", "SHORTAGE")]
        )

    # whose goods ----------------------------------------------------------------------
    def test_another_sellers_void(self):
        self.take(self.file(self.nodes))
        void = self.take(self.void_at(self.nodes, 5, seller=STRANGER_GLN))
        self.assertIn("WITHDRAWAL_FOREIGN", self.codes(void))
        self.assertTrue(self.package("S0001")._has_live_proof())
        rows = self.env["dscsa.discrepancy"].search([("document_id", "=", void.id)])
        self.assertIn("WITHDRAWAL_FOREIGN", rows.mapped("code"))

    def test_another_company_is_another_world(self):
        """What a file says to one company changes nothing in the other."""
        contents = [
            self.void_at(self.nodes, 5),
            self.said(self.nodes, 6, step="holding", disposition="recalled"),
            self.commissioning(self.nodes, 7, "L9"),
            self.declared(self.nodes, 9, 0),
            self.void_at(self.nodes, 9, epcs=()),
            self.lot_told("recalled"),
        ]
        self.take(self.file(self.nodes))
        before = self.facts(), self.scan_all(self.picking, 1)[0]["level"]
        other = self._make_company("Oak Street Pharmacy", gln_of(77))
        env = self.env(context={"allowed_company_ids": [other.id, self.company.id]})
        table = env["dscsa.document"].with_company(other)
        for place, content in enumerate([self.file(self.nodes), *contents]):
            document = table._take_in(f"other-{place}.xml", content)[0]
            self.assertEqual(document.company_id, other)
            document._process()
            self.assertEqual(document.state, "processed", document.failure)
        self.assertEqual(self.facts(), before[0])
        self.assertEqual(self.scan_all(self.picking, 2)[1]["level"], before[1])

    def lot_told(self, disposition, hours=-5):
        lot = QuantityElement(lgtin_uri(gtin_of(1), "L1", PREFIX_LENGTH))
        return self.said(
            self.nodes,
            hours,
            epcs=(),
            quantities=(lot,),
            step="holding",
            disposition=disposition,
        )

    def test_a_recalled_lot_that_is_announced_without_serials(self):
        self.company.dscsa_profile = "pharmacy_small"
        self.take(self.lot_told("recalled"))
        lot = QuantityElement(lgtin_uri(gtin_of(1), "L1", PREFIX_LENGTH), 3)
        self.take(self.said(self.nodes, 0, epcs=(), quantities=(lot,)))
        by_lot = f"]d201{gtin_of(1)}17{self.expiry:%y%m%d}10L1"
        for text in (by_lot, self.label("S0001")):
            answer = self.scan(self.picking, text)
            self.assertEqual(
                (answer["level"], answer["code"]), ("red", "TOLD_RECALLED")
            )

    def test_counts_that_were_taken_back_before_they_were_told(self):
        self.company.dscsa_profile = "pharmacy_small"
        lot = (QuantityElement(lgtin_uri(gtin_of(1), "L1", PREFIX_LENGTH), 3),)
        two = (QuantityElement(lgtin_uri(gtin_of(1), "L1", PREFIX_LENGTH), 2),)
        one = (QuantityElement(lgtin_uri(gtin_of(1), "L1", PREFIX_LENGTH), 1),)
        self.take(self.void_at(self.nodes, 5, epcs=(), quantities=two))
        file = self.take(self.said(self.nodes, 0, epcs=(), quantities=lot))
        self.assertEqual(file.transaction_ids.line_ids.taken_back, 2)
        self.assertFalse(file.transaction_ids.withdrawn_by_id)
        self.take(self.void_at(self.nodes, 5, epcs=(), quantities=two, created=at(8)))
        self.assertEqual(file.transaction_ids.line_ids.taken_back, 2, "said again")
        self.take(self.void_at(self.nodes, 7, epcs=(), quantities=one))
        self.assertTrue(file.transaction_ids.withdrawn_by_id)
