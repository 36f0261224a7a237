"""After a file was sent: what the buyer's reader makes of both files together."""

import io
import unittest
from dataclasses import replace
from datetime import date, datetime, timedelta

from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.reader import open_document
from dscsa_core.outbound.after import Return, correct, give_back, retract, void
from dscsa_core.outbound.document import write
from dscsa_core.outbound.errors import OutboundError

from .outbound_samples import (
    DIALECTS,
    MAKER,
    OFFSET,
    PHARMACY,
    R13,
    SALE,
    SHIPPED,
    WHOLESALER,
    Party,
    codes,
    keys_of,
    package,
    read,
    sale,
    sealed,
    tote,
)

LATER = SHIPPED + timedelta(hours=4)
RETURN = Return(
    "QH-31", LATER, Party(PHARMACY), Party(WHOLESALER),
    (package("P1"), package("P2", 2)), LATER, OFFSET, "RMA/8", "I-900",
    places=(MAKER,),
)  # fmt: skip
TWO = sale(things=(tote(7, sealed("C1")), package("P1"), package("P2")), orders=("Q1",))


def together(*documents):
    """(digest, transactions) of several files read one after the other."""
    digest = Digest()
    for document in documents:
        _digest, _transactions, events = read(document.data)
        for event in events:
            digest.apply(event)
    header = open_document(io.BytesIO(documents[-1].data)).header
    return digest, digest.transactions(header)


class TestVoid(unittest.TestCase):
    def test_all_of_it(self):
        for dialect in DIALECTS:
            with self.subTest(dialect):
                sent = write(SALE, dialect)
                back = void(sent, "TW-000418", LATER)
                self.assertEqual(codes(back.data), ["WITHDRAWAL_UNMATCHED"])
                _digest, left = together(sent, back)
                self.assertEqual(left, [])
                (event,) = back.events
                self.assertEqual(event.time, LATER)
                self.assertEqual(event.epcs, sent.shipping.epcs)
                self.assertEqual(event.location, event.read_point)
                self.assertNotIn(b"dscsaTransactionStatement", back.data)

    def test_a_part_of_it(self):
        sent = write(TWO, R13)
        gone = TWO.things[0].children[0].children[1].epc
        back = void(sent, "TW-000418", LATER, (TWO.things[1].epc, gone))
        digest, (left,) = together(sent, back)
        self.assertEqual([k[18:] for k in keys_of(digest, left)], ["C10", "C12", "P2"])

    def test_refused(self):
        sent = write(SALE, R13)
        for number, at, epcs, code in (
            ("", LATER, (), "number"),
            ("TW-000417", LATER, (), "number_again"),
            ("N", SHIPPED - timedelta(seconds=1), (), "before"),
            ("N", datetime(2026, 12, 1), (), "zone"),  # noqa: DTZ001
            ("N", LATER, (package("Z").epc,), "not_in"),
        ):
            with self.subTest(code), self.assertRaises(OutboundError) as caught:
                void(sent, number, at, epcs)
            self.assertEqual(caught.exception.code, f"outbound.{code}")


class TestDeclared(unittest.TestCase):
    def test_never_happened(self):
        for dialect in DIALECTS:
            with self.subTest(dialect):
                sent = write(replace(TWO, invoice="I-9"), dialect)
                back = retract(sent, "TW-000418", LATER)
                _digest, left = together(sent, back)
                self.assertEqual(left, [])
                for event in back.events:
                    self.assertEqual(event.error.reason, "did_not_occur")

    def test_refused(self):
        for number, at, code in (
            ("TW-000417", LATER, "number_again"),
            ("N", datetime(2026, 12, 1), "zone"),  # noqa: DTZ001
        ):
            with self.subTest(code), self.assertRaises(OutboundError) as caught:
                retract(write(SALE, R13), number, at)
            self.assertEqual(caught.exception.code, f"outbound.{code}")


class TestCorrected(unittest.TestCase):
    def check(self, changes, dialect=R13):
        """The buyer has the corrected sale, from both files and from the new alone."""
        sent = write(TWO, dialect)
        new = replace(TWO, number="TW-000419", created=LATER, **changes)
        fixed = correct(sent, new)
        self.assertEqual(codes(fixed.data), ["WITHDRAWAL_UNMATCHED"])
        wanted, (told,), _events = read(write(new, dialect).data)
        for documents in ((fixed,), (sent, fixed)):
            digest, (found,) = together(*documents)
            self.assertEqual(keys_of(digest, found), keys_of(wanted, told))
            self.assertEqual(found.lines, told.lines)
            self.assertEqual(found.references, told.references)
            self.assertEqual(found.parties, told.parties)
            self.assertEqual(found.purchase, told.purchase)
            self.assertIs(found.statement, True)
        return sent, fixed

    def test_every_kind_of_wrong_fact(self):
        goods = TWO.things
        for words, changes in (
            ("order", {"orders": ("Q7",)}),
            ("invoice", {"invoice": "I-901"}),
            ("buyer", {"ship_to": None}),
            ("place", {"ship_from": None}),
            ("day of the sale", {"sold_at": SHIPPED - timedelta(days=3)}),
            ("one package less", {"things": goods[:-1]}),
            ("one package more", {"things": (*goods, package("P3", 2))}),
            ("lot", {"things": (*goods[:2], package("P2", lot="H4I"))}),
            ("date", {"things": (*goods[:2], package("P2", expiry=date(2029, 1, 1)))}),
            ("purchase", {"things": (*goods[:2], package("P2", direct=False))}),
        ):
            with self.subTest(words):
                self.check(changes)

    def test_in_every_dialect(self):
        for dialect in DIALECTS:
            with self.subTest(dialect):
                self.check({"orders": ("Q7",)}, dialect)

    def test_only_what_was_wrong_is_declared_and_says_what_takes_its_place(self):
        sent, fixed = self.check({"orders": ("Q7",)})
        declared = [event for event in fixed.events if event.error]
        self.assertEqual([e.event_id for e in declared], [sent.shipping.event_id])
        self.assertEqual(declared[0].error.reason, "incorrect_data")
        self.assertEqual(declared[0].error.corrective_ids, (fixed.shipping.event_id,))
        self.assertNotEqual(fixed.shipping.event_id, sent.shipping.event_id)
        kept = {e.event_id for e in fixed.events if e.step == "packing"}
        self.assertLessEqual(kept, {e.event_id for e in sent.events})

    def test_refused(self):
        sent = write(TWO, R13)
        for changes, code in (
            ({"number": "TW-000417"}, "number_again"),
            ({"number": "N", "affirmed": None}, "statement"),
            ({"number": "N"}, "nothing_corrected"),
        ):
            with self.subTest(code), self.assertRaises(OutboundError) as caught:
                correct(sent, replace(TWO, **changes))
            self.assertEqual(caught.exception.code, f"outbound.{code}")


class TestReturn(unittest.TestCase):
    def test_what_goes_back(self):
        for dialect in DIALECTS:
            with self.subTest(dialect):
                data = give_back(RETURN, dialect).data
                noted = {"PO_MISSING", "TI_INCOMPLETE", "TOLD_RETURNED"}
                noted.add("MASTERDATA_MISSING")
                self.assertLessEqual(set(codes(data)), noted)
                digest, (found,), _events = read(data)
                self.assertEqual(found.disposition, "returned")
                self.assertEqual(found.numbers("rma"), ("RMA/8",))
                self.assertEqual(found.numbers("inv"), ("I-900",))
                self.assertEqual(found.seller.name, "Quarry Hill Pharmacy")
                self.assertEqual(found.buyer.name, "Tidewater Drug")
                self.assertEqual([k[18:] for k in keys_of(digest, found)], ["P1", "P2"])
                self.assertIsNone(found.statement)
                self.assertNotIn(b"affirmTransactionStatement", data)

    def test_without_any_facts_of_the_maker(self):
        bare = replace(RETURN, things=(package("P1", made=None, lot="", expiry=None),))
        _digest, (found,), events = read(give_back(bare, R13).data)
        self.assertEqual((len(events), found.quantity), (1, 1))

    def test_refused(self):
        for changes, code in (
            ({"number": ""}, "number"),
            ({"things": ()}, "nothing"),
            ({"rma": "", "invoice": " "}, "return_papers"),
            ({"taker": Party(replace(WHOLESALER, id="x"))}, "location"),
            ({"left_at": datetime(2026, 12, 1)}, "zone"),  # noqa: DTZ001
            ({"offset": "EST"}, "zone"),
            ({"things": (package("1"), package("1"))}, "twice"),
            ({"things": (replace(package("1"), epc="x"),)}, "identifier"),
        ):
            with self.subTest(code), self.assertRaises(OutboundError) as caught:
                give_back(replace(RETURN, **changes), R13)
            self.assertEqual(caught.exception.code, f"outbound.{code}")
