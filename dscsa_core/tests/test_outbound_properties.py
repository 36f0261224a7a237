"""Random trees of pallets, cases and packages: what is written is read back."""

import unittest
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.model import Header
from dscsa_core.outbound.after import correct, void
from dscsa_core.outbound.document import write
from dscsa_core.outbound.errors import OutboundError
from dscsa_core.outbound.model import every, packages
from dscsa_core.outbound.received import Received

from .depth import examples
from .outbound_samples import (
    DIALECTS,
    MADE,
    PACKED,
    SHIPPED,
    case_of,
    codes,
    gtin,
    keys_of,
    made,
    read,
    sale,
    tote,
    unit,
)
from .outbound_samples import package as sample

_LOTS = ("H41", "h41", "L/9&<", "%25", "7")
_DATES = (date(2027, 1, 31), date(2029, 2, 28))
# noted of true facts: how a tote is filled, cases of another size
_TRUE = {"LEVELS_MIXED", "CASE_QTY_DIFF", "MIXED_LOT_IN_CASE"}


class Maker:
    """Makes things of a shipment; serials count up, a case has one lot."""

    def __init__(self, draw) -> None:
        self.draw, self._serials = draw, iter(range(10_000))
        self._odd = draw(st.sampled_from(("", "%2F", "!", "(a)")))

    def one(self, values):
        return self.draw(st.sampled_from(values))

    def package(self, number, lot, expiry):
        return replace(
            sample(0, number),
            epc=f"{unit(0, number)[:-1]}{self._odd}{next(self._serials)}",
            lot=lot,
            expiry=expiry,
            direct=self.one((True, False)),
            order=self.one(("Q1", "Q2")),
            made=made(MADE + timedelta(minutes=self.one((0, 1, 2)))),
        )

    def some(self, most):
        return tuple(
            self.package(self.one((1, 2, 3)), self.one(_LOTS), self.one(_DATES))
            for _one in range(self.draw(st.integers(1, most)))
        )

    def case(self):
        number, lot, expiry = self.one((1, 2, 3)), self.one(_LOTS), self.one(_DATES)
        count = self.draw(st.integers(1, 4))
        return replace(
            sample(0, number),
            epc=case_of(f"C{next(self._serials)}", number),
            lot=lot,
            expiry=expiry,
            direct=None,
            packed=self.one((None, made(PACKED, count))),
            children=tuple(self.package(number, lot, expiry) for _one in range(count)),
        )

    def box(self):
        inside = [self.case() for _one in range(self.draw(st.integers(0, 2)))]
        return tote(next(self._serials), *inside, *self.some(3))


@st.composite
def trees(draw):
    """Packages, cases, totes and totes of totes."""
    maker, found = Maker(draw), []
    for kind in draw(st.lists(st.sampled_from("pctn"), min_size=1, max_size=5)):
        if kind == "p":
            found += maker.some(2)
        elif kind == "n":
            found.append(tote(next(maker._serials), maker.box(), maker.box()))
        else:
            found.append(maker.case() if kind == "c" else maker.box())
    return tuple(found)


class TestTrees(unittest.TestCase):
    @examples(120)
    @given(trees(), st.sampled_from(DIALECTS), st.integers(0, 3))
    def test_round_trip(self, things, dialect, days):
        goods = [each.thing for each in packages(things)]
        given = sale(
            things=things,
            orders=_orders(things),
            sold_at=SHIPPED - timedelta(days=days),
        )
        if dialect.release == "R1.2" and len({t.direct for t in goods}) > 1:
            with self.assertRaises(OutboundError) as caught:
                write(given, dialect)
            self.assertEqual(caught.exception.code, "outbound.partly_direct")
            return
        data = write(given, dialect).data
        self.assertEqual(data, write(given, dialect).data)
        self.assertEqual(set(codes(data)) - _TRUE, set())
        digest, (found,), _events = read(data)
        self.assertEqual(keys_of(digest, found), sorted(map(_key, goods)))
        self._lots(found, goods)
        self._orders(digest, found, goods, dialect)
        wanted = (SHIPPED - timedelta(days=days if days > 1 else 0)).date()
        self.assertEqual(found.date, wanted)
        self._statements(found, goods, dialect)

    def _lots(self, found, goods):
        wanted = {}
        for thing in goods:
            line = (_key(thing)[2:16], thing.lot, thing.expiry)
            wanted[line] = wanted.get(line, 0) + 1
        lines = {(x.gtin, x.lot, x.expiry): x.quantity for x in found.lines}
        self.assertEqual(lines, wanted)

    def _orders(self, digest, found, goods, dialect):
        used = {thing.order for thing in goods}
        self.assertLessEqual(used, set(found.po))
        if dialect.orders != "none" and len(used) > 1:
            told = {
                digest.keys[n]: found.po[o]
                for n, o in zip(found.packages, found.order_of, strict=True)
            }
            self.assertEqual(told, {_key(thing): thing.order for thing in goods})

    def _statements(self, found, goods, dialect):
        self.assertIs(found.statement, True)
        direct = {thing.direct for thing in goods}
        if dialect.release == "R1.2":
            self.assertEqual(found.direct_purchase, str(direct == {True}).lower())
        elif direct == {True, False}:
            others = [thing.epc for thing in goods if not thing.direct]
            self.assertEqual(sorted(found.purchase.epcs), sorted(others))


class TestAfterwards(unittest.TestCase):
    @examples(60)
    @given(trees(), st.sampled_from(DIALECTS[3:]), st.data())
    def test_void_leaves_the_rest(self, things, dialect, data):
        """Whatever is named as not sent, package, case or tote: the rest was."""
        sent = write(sale(things=things, orders=_orders(things)), dialect)
        named = [thing for _depth, thing in every(things)]
        gone = data.draw(st.lists(st.sampled_from(named), min_size=1, unique=True))
        back = void(sent, "V", SHIPPED + timedelta(hours=1), [t.epc for t in gone])
        digest = Digest()
        for event in (*sent.events, *back.events):
            digest.apply(event)
        out = {_key(each.thing) for each in packages(gone)}
        wanted = {_key(each.thing) for each in packages(things)} - out
        (_digest, transactions, _events) = read(sent.data)
        left = digest.transactions(Header("xml"))
        self.assertEqual(len(transactions), 1)
        found = {digest.keys[n] for t in left for n in t.packages}
        self.assertEqual(found, wanted)

    @examples(60)
    @given(trees(), trees(), st.sampled_from(DIALECTS[3:]))
    def test_a_correction_to_anything_is_what_counts(self, wrong, right, dialect):
        """Of two sales that have nothing to do with each other the second counts."""
        sent = write(sale(things=wrong, orders=_orders(wrong)), dialect)
        new = sale(
            number="N", things=right, orders=_orders(right), invoice="I-1",
            created=SHIPPED + timedelta(hours=1),
        )  # fmt: skip
        digest = Digest()
        for event in (*sent.events, *correct(sent, new).events):
            digest.apply(event)
        (found,) = digest.transactions(Header("xml"))
        goods = [each.thing for each in packages(right)]
        self.assertEqual(keys_of(digest, found), sorted(map(_key, goods)))
        TestTrees._lots(self, found, goods)
        self.assertEqual(sorted(found.po), list(_orders(right)))

    @examples(60)
    @given(trees(), st.sampled_from(DIALECTS[3:]))
    def test_what_the_buyer_learns_is_what_was_known(self, things, dialect):
        """He can sell on the same trees, with the same births and packing."""
        sent = write(sale(things=things, orders=_orders(things)), dialect)
        known = Received()
        known.learn(read(sent.data)[2], "file")
        for thing in things:
            self.alike(thing, known.thing(thing.epc))

    def alike(self, wanted, found):
        self.assertEqual(
            (found.epc, found.lot, found.expiry),
            (wanted.epc, wanted.lot, wanted.expiry),
        )
        for name in ("made", "packed"):
            if origin := getattr(wanted, name):
                told = getattr(found, name)
                self.assertEqual(replace(told, source="", size=0),
                                 replace(origin, source="", size=0))  # fmt: skip
        self.assertEqual(len(found.children), len(wanted.children))
        for one, other in zip(wanted.children, found.children, strict=True):
            self.alike(one, other)


def _orders(things) -> tuple[str, ...]:
    return tuple(sorted({each.thing.order for each in packages(things)}))


def _key(thing) -> str:
    serial = thing.epc.rpartition(".")[2].replace("%2F", "/")
    number = next(n for n in (1, 2, 3) if unit("x", n)[:-1] in thing.epc)
    return f"01{gtin(number)}21{serial}"
