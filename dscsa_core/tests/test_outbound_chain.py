"""A maker's pallet, split by a wholesaler for two pharmacies: return and resale.

At each step the goods are known only by the file of the step before.
"""

import io
import unittest
from dataclasses import replace
from datetime import timedelta

from dscsa_core.epcis.reader import open_document
from dscsa_core.outbound.after import Return, give_back
from dscsa_core.outbound.document import write
from dscsa_core.outbound.model import Thing, packages
from dscsa_core.outbound.received import Received

from .outbound_samples import (
    DIALECTS,
    MADE,
    MAKER,
    OFFSET,
    PACKED,
    PHARMACY,
    R12,
    R13,
    SHIPPED,
    WHOLESALER,
    Party,
    case_of,
    codes,
    keys_of,
    made,
    package,
    place,
    read,
    sale,
    sscc,
    tote,
    unit,
)

OTHER = place(6, "Harbor Clinic Pharmacy", "Lubec", "ME")


def from_maker(dialect=R13):
    """A pallet with two cases of two lots, as its maker tells it."""
    cases = []
    for name, lot in (("C1", "H41"), ("C2", "H42")):
        inside = tuple(package(f"{name}{n}", lot=lot, direct=None) for n in range(4))
        cases.append(
            Thing(case_of(name), lot, inside[0].expiry, made(), made(PACKED, 4),
                  children=inside)
        )  # fmt: skip
    pallet = Thing(
        sscc(1), made=made(PACKED), packed=made(PACKED, 2), children=tuple(cases)
    )
    return write(
        sale(
            number="HP-1", seller=Party(MAKER), buyer=Party(WHOLESALER), ship_from=None,
            ship_to=None, things=(pallet,), orders=("W-1",), delivery="HP-D1",
            shipped_at=MADE + timedelta(days=5), created=MADE + timedelta(days=5),
            packed_at=None, invoice="",
        ),
        dialect,
    )  # fmt: skip


def learnt(*documents) -> Received:
    known = Received()
    for document in documents:
        events = open_document(io.BytesIO(document.data)).events()
        known.learn(events, document.envelope.number)
    return known


class TestChain(unittest.TestCase):
    def wholesaler(self, dialect, *things, **changes):
        return write(
            sale(ship_from=None, ship_to=None, things=things, **changes), dialect
        )

    def test_split_for_two_pharmacies(self):
        for dialect in DIALECTS:
            with self.subTest(dialect):
                known = learnt(from_maker(dialect))
                whole = known.thing(case_of("C1"), direct=True)
                loose = tuple(
                    known.thing(unit(f"C2{n}"), direct=True) for n in range(3)
                )
                first = self.wholesaler(dialect, tote(11, whole, *loose[:1]))
                second = self.wholesaler(
                    dialect, *loose[1:], number="TW-2", buyer=Party(OTHER)
                )
                for document, count, lots in (
                    (first, 5, {"H41", "H42"}), (second, 2, {"H42"}),
                ):  # fmt: skip
                    self.assertLessEqual(set(codes(document.data)), {"LEVELS_MIXED"})
                    _digest, (found,), _events = read(document.data)
                    self.assertEqual(found.quantity, count)
                    self.assertEqual({line.lot for line in found.lines}, lots)
                    self.assertEqual(found.seller.name, "Tidewater Drug")
                    born = [e for e in document.events if e.lot]
                    self.assertEqual({e.time for e in born}, {MADE})
                    self.assertEqual({e.read_point for e in born}, {MAKER.id})
                    self.assertEqual(
                        {t.source for t in document.told if t.event.lot}, {"HP-1"}
                    )

    def test_third_tier_passes_the_statement_on(self):
        """The pharmacy that sells stock on says what its seller told it, no more."""
        known = learnt(from_maker())
        sold = self.wholesaler(R13, known.thing(case_of("C1"), direct=True))
        known = learnt(sold)
        words = list(known.statements)
        self.assertEqual(words, ["Tidewater Drug bought directly from the maker."])
        goods = tuple(known.thing(unit(f"C1{n}"), direct=False) for n in range(2))
        self.assertEqual([t.received for t in goods], [True, True])
        last = write(
            sale(
                number="QH-1", seller=Party(PHARMACY), buyer=Party(OTHER), things=goods,
                ship_from=None, ship_to=None, received_statement=words[0],
            ),
            R13,
        )  # fmt: skip
        self.assertEqual(codes(last.data), [])
        _digest, (found,), _events = read(last.data)
        self.assertEqual(found.received_purchase.statement, words[0])
        self.assertEqual(found.direct_purchase, "ENTIRELY_INDIRECT")
        self.assertEqual([line.lot for line in found.lines], ["H41"])

    def test_statement_holds_for_what_it_names_only(self):
        known = learnt(from_maker())
        goods = (
            known.thing(unit("C10"), direct=True),
            known.thing(unit("C11"), direct=False),
        )
        after = learnt(self.wholesaler(R13, *goods))
        told = [after.thing(unit(f"C1{n}")).received for n in range(2)]
        self.assertEqual(told, [True, None])
        after = learnt(self.wholesaler(R12, goods[0]))
        self.assertIs(after.thing(unit("C10")).received, True)

    def test_one_goes_back(self):
        known = learnt(self.wholesaler(R13, learnt(from_maker()).thing(case_of("C1"))))
        back = Return(
            "QH-9", SHIPPED, Party(PHARMACY), Party(WHOLESALER),
            (known.thing(unit("C12")),), SHIPPED, OFFSET, rma="R-1",
        )  # fmt: skip
        digest, (found,), _events = read(give_back(back, R13).data)
        self.assertEqual([k[18:] for k in keys_of(digest, found)], ["C12"])
        self.assertEqual([line.lot for line in found.lines], ["H41"])

    def test_an_opened_case_does_not_go_on_as_the_makers(self):
        sent = from_maker()
        known = learnt(sent)
        packing = next(e for e in sent.events if e.parent == case_of("C1"))
        opened = replace(
            packing, action="DELETE", step="unpacking", epcs=packing.epcs[:1]
        )
        known.learn((opened,), "ours")
        case = known.thing(case_of("C1"), direct=True)
        self.assertEqual(len(case.children), 3)
        with self.assertRaisesRegex(Exception, "outbound.opened"):
            self.wholesaler(R13, case)
        again = self.wholesaler(R13, replace(case, packed=None))
        self.assertEqual(codes(again.data), [])

    def test_what_is_packed_elsewhere_lies_there_alone(self):
        sent = from_maker()
        known = learnt(sent)
        packing = next(e for e in sent.events if e.parent == case_of("C1"))
        moved = replace(packing, parent=sscc(9), epcs=packing.epcs[:2])
        known.learn((moved,), "ours")
        self.assertEqual(len(known.thing(case_of("C1")).children), 2)
        self.assertEqual(len(known.thing(sscc(9)).children), 2)

    def test_nobody_told(self):
        known = learnt(from_maker())
        stranger = known.thing(unit("ELSE"))
        self.assertEqual(stranger, Thing(unit("ELSE")))
        self.assertEqual(len(list(packages((known.thing(sscc(1)),)))), 8)
