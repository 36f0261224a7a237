from datetime import UTC, date, datetime

from dscsa_core.epcis.model import Place, Typed
from dscsa_core.notice.model import Goods, Notice
from dscsa_core.x12.writer import Style, write_interchange

from odoo.tests import tagged

from .common import OUR_GLN, SELLER_GLN, DscsaCommon, gtin_of, sscc_of

EXPIRY = date(2099, 3, 31)


@tagged("post_install", "-at_install")
class TestImportX12(DscsaCommon):
    def notice(self, *goods, number="S100", po="", invoice="44871"):
        references = [Typed("inv", invoice)] if invoice else []
        references += [Typed("po", po)] if po else []
        street = ("1 Mill Lane", "", "Concord", "NH", "03301", "US")
        return Notice(
            f"x/{number}",
            goods or (Goods(gtin_of(1), "L1", EXPIRY, 0, ("S0001", "S0002")),),
            shipped_at=datetime(2026, 11, 19, 15, tzinfo=UTC),
            seller=Place("s", SELLER_GLN, "Brook Drug Company", *street),
            buyer=Place("b", OUR_GLN, "Elm Street Pharmacy", *street),
            references=tuple(references),
        )

    def ship(self, *notices, style=None):
        content = write_interchange(notices, style).encode()
        document = self.process(content, name="asn.edi")
        self.assertEqual(document.state, "processed", document.failure)
        return document

    def test_serials_and_lots(self):
        order = self.order({self.product: 2, self.other_product: 4})
        document = self.ship(
            self.notice(
                Goods(gtin_of(1), "L1", EXPIRY, 0, ("S0001", "S0002"), sscc_of(7)),
                Goods(gtin_of(2), "L2", EXPIRY, 4),
                po=order.name,
            )
        )
        self.assertEqual((document.format, document.version), ("x12", "004010"))
        transaction = document.transaction_ids
        expected = {
            "seller_id": self.seller.id,
            "buyer_id": self.company.partner_id.id,
            "invoice_numbers": "44871",
            "delivery_numbers": "S100",
            "statement": "yes",
            "package_count": 6,
        }
        self.assertRecordValues(transaction, [expected])
        self.assertEqual(transaction.purchase_ids, order)
        package = self.package("S0001")
        self.assertEqual(package.parent_id, self.logistic(7))
        self.assertEqual((package.lot, package.expiry), ("L1", EXPIRY))
        quantities = {line.lot: line.quantity for line in transaction.line_ids}
        self.assertEqual(quantities, {"L1": 2, "L2": 4})
        self.assertFalse(self.codes(document) & {"SERIAL_NOT_COMMISSIONED"})

    def test_twice_is_once(self):
        document = self.ship(self.notice())
        document.action_reprocess()
        self.assertEqual(len(document.transaction_ids), 1)
        self.assertEqual(document.transaction_ids.package_count, 2)

    def test_sent_again_replaces(self):
        first = self.ship(self.notice()).transaction_ids
        goods = Goods(gtin_of(1), "L1", EXPIRY, 0, ("S0002", "S0003"))
        again = Style(control=2, purpose="05")
        second = self.ship(self.notice(goods), style=again).transaction_ids
        self.assertEqual(first.superseded_by_id, second)
        self.assertFalse(self.package("S0001").transaction_id)
        self.assertEqual(self.package("S0003").transaction_id, second)

    def test_cancelled_notice(self):
        first = self.ship(self.notice()).transaction_ids
        cancelled = self.ship(self.notice(), style=Style(control=2, purpose="01"))
        self.assertFalse(cancelled.transaction_ids)
        self.assertEqual(first.withdrawn_by_id, cancelled)
        self.assertFalse(self.package("S0001").transaction_id)

    def test_several_notices_and_interchanges(self):
        text = write_interchange(
            [self.notice(), self.notice(Goods(gtin_of(2), "B", EXPIRY, 1), number="2")]
        ) + write_interchange(
            [self.notice(Goods(gtin_of(3), "C", EXPIRY, 1), number="3")],
            Style("005010", element="|", segment="\n", control=9),
        )
        document = self.process(text.encode(), name="all.x12")
        self.assertEqual(len(document.transaction_ids), 3)

    def test_faults_fail_with_words(self):
        text = write_interchange([self.notice()])
        for content, code in (
            ("ISA*00*", "x12.isa"),
            (text.replace("ST*856", "ST*810"), "x12.no_856"),
        ):
            with self.subTest(code):
                document = self.process(content.encode(), name=code)
                self.assertEqual(document.failure_code, code)
                self.assertNotIn("no words for", document.failure)
        self.assertFalse(self.package("S0001"))

    def test_product_known_by_ndc_alone(self):
        text = write_interchange([self.notice(Goods(gtin_of(101), "L", EXPIRY, 2))])
        text = text.replace(f"UK*{gtin_of(101)}*", "")
        # 99999-010-01 and 99999-0010-1 are written alike with eleven digits
        text = text.replace("99999000101", "99999001001")
        document = self.process(text.encode(), name="ndc.edi")
        self.assertIn("X12_NDC_SEVERAL", self.codes(document))
        self.assertEqual(document.transaction_ids.package_count, 0)
        product = self._make_product(101, dscsa_ndc="99999-0010-1")
        document.action_reprocess()
        self.assertEqual(document.transaction_ids.line_ids.product_id, product)
        self.assertNotIn("X12_NDC_SEVERAL", self.codes(document))
