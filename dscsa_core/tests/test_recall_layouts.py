"""How notices print lots, and what stands beside them: each is read right or asked."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.recall.lots import Like
from dscsa_core.recall.notice import read_lots, read_notice
from dscsa_core.recall.numbered import labelled
from dscsa_core.recall.table import unfolded

NDC, OTHER, PACK = "99990-101-30", "99990-205-60", "99990-101-90"
A1, A2, A3 = "24A001", "24A002", "24A003"
# text of a field for lots → the lots in it, nothing to ask about
CLEAR = (
    (f"Lot #: {A1}, Exp 09/2028; {A2}, Exp 10/2028", {A1, A2}),
    (f"Lots: a) {A1}, Exp 05/2028; b) {A2}, Exp 06/2028", {A1, A2}),
    (f"Lots: a.) {A1} b.) {A2}", {A1, A2}),
    (f"(a) {A1} (b) {A2}", {A1, A2}),
    (f"1. Lot {A1}\n2. Lot {A2}", {A1, A2}),
    (f"1) {A1}\n2) {A2}", {A1, A2}),
    (f"•\tLot {A1}\n•\tLot {A2}", {A1, A2}),
    (f"- {A1}\n- {A2}", {A1, A2}),
    (f"Lot 1 of 3: {A1}", {A1}),
    (f"Page 2 of 5\nLot {A1}", {A1}),
    (f"Lot {A1}, 12,340 bottles", {A1}),
    (f"12,340 bottles; Lot {A1}", {A1}),
    (f"Lot {A1} (1,200 cartons), Lot {A2} (12 ea)", {A1, A2}),
    (f"Lot {A1} Qty 24", {A1}),
    (f"Quantity: 12,340, Lot {A1}", {A1}),
    (f"Lot {A1} x 24", {A1}),
    (f"{A1}or {A2}", {A1, A2}),
    (f"{A1}and {A2}", {A1, A2}),
    (f"Lots {A1} or {A2}", {A1, A2}),
    (f"Recall Number D-0123-2026, Lot {A1}", {A1}),
    (f"Recall # D-0123-2026, D-0124-2026. Lots {A1}", {A1}),
    (f"Event ID 91234; Lot {A1}", {A1}),
    (f"Invoice 4471822, PO 4500012, Lot {A1}", {A1}),
    (f"Item # 123-456, Lot {A1}", {A1}),
    (f"P/N: K6870 Lot Numbers: {A1} Exp. 05/04/2028", {A1}),
    (f"Lot ID: {A1}", {A1}),
    (f"Lots {A1}; call 1-800-555-0199, 8 am - 5 pm EST", {A1}),
    (f"Lot {A1}. Phone (603) 555-0142 ext. 12", {A1}),
    (f"Lot {A1}, Fax 603-555-0142", {A1}),
    (f"Lot {A1}\nMonday through Friday, 8:30 a.m. to 5 p.m.", {A1}),
    (f"Lot {A1}\n12 Mill Road, Suite 4, Keene, NH 03431", {A1}),
    (f"Lot {A1}, www.mill.example/recall2028, recall24@mill.example", {A1}),
    (f"Class II; Lot {A1}", {A1}),
    (f"CLASS I RECALL Lot {A1}", {A1}),
    (f"Lot {A1} (10 mg/5 mL, 0.9%)", {A1}),
    (f"Lot\u00a0{A1}\u00a0Exp\u00a009/28", {A1}),
    (f"Lot &#8211; {A1}&nbsp;Exp 09/28", {A1}),
    (f"Lot {A1}¹, {A2}²", {A1, A2}),
    (f"Lot {A1}* and {A2}†\n*distributed in Ohio only", {A1, A2}),
    (f"> Lot {A1}\n> Lot {A2}", {A1, A2}),
    (f"Lot{A1} EXP0928", {A1}),
    (f"LOT {A1}EXP 09/28", {A1}),
    (f"LOT NO.: {A1}\r\nEXP. DATE: SEP 2028", {A1}),
    (f"B/N {A1}", {A1}),
    (f"Batch Nos. {A1}/{A2}", {A1, A2}),
    (f"Control No. {A1}", {A1}),
    (f"Lot {A1} Mfg 01/2026 Exp 09/2028", {A1}),
    (f"Lot {A1} Exp. N/A", {A1}),
    (f"Exp: 09/2028 Lot: {A1} Best by 09/28", {A1}),
    (f"Date: November 20, 2026\nLot {A1}", {A1}),
    (f"Lot {A1}, {A2} Exp 1AUG2028", {A1, A2}),
    (f"Lot {A1} 30-Sep-2028,\n{A2} 31-Oct-2028", {A1, A2}),
    (f"{A1}. No other lots are affected.", {A1}),
    (f"Lot {A1}. Other lot numbers are not involved.", {A1}),
    (f"three (3) lots: {A1}, {A2} and {A3}", {A1, A2, A3}),
    (f"Lots of Testamol tablets: {A1}, {A2}", {A1, A2}),
    (f"The affected lots are {A1}, {A2} and {A3}", {A1, A2, A3}),
    (f"Lots {A1} were shipped to pharmacies from 01/05/2026 to 02/05/2026", {A1}),
    (f"UPC 3-99990-10130-0, Lot {A1}", {A1}),
    (f"Lot {A1} (NDC {NDC}, {PACK})", {A1}),
)
# text that names no lot at all
NONE = (
    "12,340 bottles",
    "Recall Number D-0123-2026",
    "Page 2 of 5",
    "Class II",
    "UPC 3 99990 10130 0",
    "1-800-555-0199",
    "1-888-INFO-FDA",
    "12 Mill Road, Keene, NH 03431",
    "Exp 09/2028",
    "www.mill.example/recall2028",
    "Qty 24",
    f"NDC {NDC} (30 ct), {PACK} (90 ct)",
)
# text → a lot that has to be found all the same, and what is asked
ASKED = (
    (f"{A1}OR {A2}", A1, f"{A1}OR"),
    ("Lots 123,456,789", "456", "123,456,789"),
    ("Lot: 123-456-7890", "123-456-7890", "123-456-7890"),
    (f"Lots {A1}, NJ", A1, "NJ"),
    (f"Lot {A1} and all subsequent lots", A1, "subsequent"),
    (f"Lot {A1} thru current", A1, "thru current"),
    ("All lots with expiration dates before 12/2028", "ANY", "before"),
    ("All lots expiring 12/2028 or earlier", "ANY", "earlier"),
    (f"Lot {A1} (may be followed by 01 or 02)", A1, "followed"),
    (f"{A1} Exp 09/2028 24", A1, "24"),
    (f"Lot {A1}, Product Code M304", A1, "M304"),
    ("Lots QX-74**", "QX-7412", "QX-74**"),
    ("Lot QX-74XX", "QX-7412", "QX-74XX"),
    (f"all lots except {A1}", "ANY", "except"),
)


class TestLayouts(unittest.TestCase):
    def test_lots_are_all_and_only_lots(self):
        for text, lots in CLEAR:
            with self.subTest(text):
                notice = read_lots(text)
                found = {
                    name.upper()
                    for name in notice.lots.names
                    if "/" not in name or name.upper() in lots
                }
                self.assertEqual((found, notice.asked), (lots, ()))
                self.assertFalse(notice.lots.every or notice.lots.ranges)

    def test_what_is_no_lot(self):
        for text in NONE:
            with self.subTest(text):
                self.assertFalse(read_lots(text).lots)

    def test_doubt_is_asked_and_looked_for(self):
        for text, lot, asked in ASKED:
            with self.subTest(text):
                notice = read_lots(text)
                self.assertIn(lot, notice.lots)
                self.assertIn(asked, " ".join(notice.asked))

    def test_beginnings_and_ends(self):
        for text, inside, outside in (
            ("All lots beginning with QX", "QX-7401", "RX-7401"),
            ("Lot numbers starting with 24A", "24a-019", "25A019"),
            ("lots ending in 7", "A107", "A170"),
            ("Lots with the prefix QX", "QX1", "Q1"),
            ("lot numbers ending with the letter C", "24001C", "24001D"),
        ):
            with self.subTest(text):
                notice = read_lots(text)
                self.assertIn(inside, notice.lots)
                self.assertNotIn(outside, notice.lots)
                again = read_lots(", ".join(notice.lots.shown()))
                self.assertEqual(again.lots, notice.lots)
        self.assertIn("QX9C", read_lots(str(Like("QX", "C"))).lots)

    def test_ranges(self):
        for text in (
            "Lot Numbers 24A001 - 24A019",
            "24A001–24A019",
            "24A001 → 24A019",
            "24A001...24A019",
            "Lots 24A001 through 24A019, Exp 09/2028",
            "24A001thru 24A019",
            "lots 24A001 - 019",
        ):
            with self.subTest(text):
                notice = read_lots(text)
                self.assertIn("24A007", notice.lots)
                self.assertNotIn("24A020", notice.lots)
                self.assertFalse(notice.asked)

    @given(st.integers(1, 999), st.integers(0, 999))
    def test_counts_with_units_are_no_lots(self, thousands, rest):
        text = f"{thousands},{rest:03} bottles; Lot {A1}"
        self.assertEqual(read_lots(text).lots.names, (A1,))


ENFORCEMENT = f"""Recall Number: D-0123-2026
Event ID: 91234   Class II
Product Description: Testamol Tablets, USP, 10 mg, 100-count bottles, Rx only,
Manufactured by: Mill Pharma, 12 Mill Road, Keene, NH 03431, NDC {NDC},
UPC 399990101300
Product Quantity: 12,340 bottles
Code Info: Lot #: {A1}, {A2}, Exp 09/2028; {A3}, Exp 10/2028
Recall Initiation Date: 11/20/2026   Distribution: Nationwide within the US"""
LETTER = f"""URGENT: DRUG RECALL
November 20, 2026
Dear Pharmacist,
Mill Pharma is voluntarily recalling three (3) lots of Testamol 10 mg, 30 count
(NDC {NDC}) to the retail level.
The affected lots are {A1}, {A2} and {A3} with expiration dates from 09/2028 to
10/2028. No other lots are affected.
Please examine your inventory immediately. Customers with questions may call
1-800-555-0199 Monday through Friday, 8 am - 5 pm EST, or email recall@mill.example."""
TABS = f"""NDC\tDescription\tLot Number\tExpiration\tQty Shipped\tInvoice
{NDC}\tTESTAMOL 10MG TAB 30\t{A1}\t09/30/2028\t3\t4471822
\t\t{A2}\t09/30/2028\t12\t4471823
{OTHER}\tSAMPLAMOL 50MG 60\tB7\t10/31/2028\t1\t4471823
Please respond by 12/05/2026. Fax to 555-010-9999."""
BLANKS = f"""NDC             Lot        Exp Date     Qty
{NDC}    {A1}     09/2028      24
{OTHER}    B7         10/2028      2"""
PIPES = f"""| NDC | Lot | Expiry |
|---|---|---|
| {NDC} | {A1} | 09/2028 |
| {OTHER} | B7 | 10/2028 |"""
MAIL = f"""> NDC {NDC}
> Lot {A1}
> Serial numbers: 100000000001 through 100000000199
--
Dana, Northfield Drug, 400 Mill St Ste 104, Keene, NH 03431, Tel: 603-555-0142"""
NOTICES = (
    (ENFORCEMENT, {NDC: {A1, A2, A3}}),
    (LETTER, {NDC: {A1, A2, A3}}),
    (TABS, {NDC: {A1, A2}, OTHER: {"B7"}}),
    (BLANKS, {NDC: {A1}, OTHER: {"B7"}}),
    (PIPES, {NDC: {A1}, OTHER: {"B7"}}),
    (MAIL, {NDC: {A1}}),
    (
        f"a) 30-count, NDC {NDC}, Lots: {A1}, {A2}, Exp 09/28; "
        f"b) 60-count, NDC {OTHER}, Lot: B7, Exp 10/28",
        {NDC: {A1, A2}, OTHER: {"B7"}},
    ),
    (
        f"Testamol 10 mg NDC {NDC} lot {A1}. Samplamol NDC {OTHER} lots B7 and B8.",
        {NDC: {A1}, OTHER: {"B7", "B8"}},
    ),
)


class TestNotices(unittest.TestCase):
    def test_whole_notices(self):
        for text, expected in NOTICES:
            with self.subTest(text[:40]):
                notice = read_notice(text)
                found = {
                    goods.codes[0]: set(goods.lots.names) for goods in notice.goods
                }
                self.assertEqual((found, notice.asked), (expected, ()))

    def test_serials_of_a_mail(self):
        self.assertIn("100000000150", read_notice(MAIL).goods[0].serials)

    def test_lots_apart_from_the_only_drug_are_its(self):
        goods = read_notice(f"NDC {NDC}\nLot {A1}\nOther text\nLots: {A2}").goods
        self.assertEqual(len(goods), 1)
        self.assertIn(A2, goods[0].lots)

    def test_a_row_of_another_length_is_read_as_text(self):
        notice = read_notice(f"NDC\tLot\tQty\n{NDC}\t{A1}")
        self.assertIn(A1, notice.lots)

    def test_columns_without_a_name_of_ours_go(self):
        self.assertEqual(
            unfolded("NDC\tLot\tQty\n1-2-3\tA1\t24"), "\nNDC 1-2-3, Lot A1"
        )
        self.assertIn("A100", labelled("Recall: A100"))
