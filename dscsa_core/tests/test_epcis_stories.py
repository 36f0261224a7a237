"""Random stories: whatever comes, nothing is lost or counted twice."""

import unittest
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core.epcis import make, model
from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.model import ErrorDeclaration, Event, QuantityElement

from . import samples
from .depth import examples
from .samples import HEADER, START, case, pallet, shipped, unit, unit_key

UNITS = tuple(unit(n) for n in range(1, 9))


# A small world keeps collisions frequent.
_names = st.sampled_from(
    [*UNITS[:5], *(case(n) for n in range(3)), *(pallet(n) for n in range(3)), "junk"]
)
_some = st.lists(_names, max_size=4).map(tuple)
_moment = st.integers(0, 6).map(lambda n: START + timedelta(minutes=n))
_events = st.lists(
    st.builds(
        lambda **kw: kw,
        kind=st.sampled_from(model.KINDS),
        action=st.sampled_from(["ADD", "DELETE", "OBSERVE", ""]),
        step=st.sampled_from(["shipping", "void_shipping", "packing", ""]),
        time=st.one_of(st.none(), _moment),
        parent=st.one_of(st.just(""), _names),
        epcs=_some,
        inputs=_some,
        outputs=_some,
        lot=st.sampled_from(["", "A", "B"]),
        expiry=st.sampled_from([None, samples.EXPIRY]),
        error=st.sampled_from([None] * 6 + [ErrorDeclaration(START, "did_not_occur")]),
        quantities=st.sampled_from([(), (QuantityElement("x"),)]),
    ),
    max_size=14,
)


def played(drafts, **options):
    digest = Digest(**options)
    for position, draft in enumerate(drafts, 1):
        digest.apply(Event(position, **draft))
    return digest


class TestProperties(unittest.TestCase):
    @examples(300)
    @given(_events)
    def test_anything_may_come(self, drafts):
        digest = played(drafts)
        for transaction in digest.transactions(HEADER):
            packages = list(transaction.packages)
            self.assertEqual(len(packages), len(set(packages)))
            self.assertEqual(len(packages), len(transaction.line_of))
            counted = sum(line.serials for line in transaction.lines)
            self.assertEqual(counted, len(packages))
        self.assertIsInstance(digest.findings, list)
        for thing in digest.things():
            seen, parent = set(), thing.parent
            while parent >= 0:
                self.assertNotIn(parent, seen)
                seen.add(parent)
                parent = digest.parent_of(parent)

    @examples(100)
    @given(_events, st.randoms(use_true_random=False))
    def test_order_in_the_file_is_no_matter_when_times_differ(self, drafts, rng):
        for minute, draft in enumerate(drafts):
            draft["time"] = START + timedelta(minutes=minute)
        shuffled = list(drafts)
        rng.shuffle(shuffled)
        self.assertEqual(view(played(drafts)), view(played(shuffled)))

    @examples(100)
    @given(_events)
    def test_asking_in_between_changes_nothing(self, drafts):
        asked = Digest()
        for position, draft in enumerate(drafts, 1):
            asked.apply(Event(position, **draft))
            asked.transactions(HEADER)
        self.assertEqual(view(asked), view(played(drafts)))

    @examples(60)
    @given(
        st.recursive(
            st.just(()),
            lambda inner: st.lists(inner, min_size=1, max_size=4),
            max_leaves=25,
        )
    )
    def test_what_was_packed_comes_out(self, shape):
        serials: list[str] = []
        top = tree(shape, serials, [0])
        digest = Digest()
        for event in make.shipment([top], samples.TERMS):
            digest.apply(event)
        found = shipped(digest)
        self.assertEqual(sorted(found), sorted(map(unit_key, serials)))
        lines = digest.transactions(HEADER)[0].lines
        self.assertEqual([line.quantity for line in lines], [len(serials)])


def tree(shape, serials, counter):
    """A node from nested lists: a leaf is a package, the rest logistic units."""
    counter[0] += 1
    if not shape:
        serials.append(f"T{counter[0]}")
        return make.Node(unit(serials[-1]), "K7", samples.EXPIRY)
    number = counter[0]
    return make.Node(
        pallet(number), children=tuple(tree(s, serials, counter) for s in shape)
    )


def view(digest):
    """What a digest says, by keys instead of numbers."""

    def names(numbers):
        return sorted(digest.keys[n] for n in numbers)

    transactions = sorted(
        (
            t.shipped_at or START,
            names(t.packages),
            names(t.sealed),
            names(t.empty),
            sorted((x.gtin, x.lot, str(x.expiry), x.quantity) for x in t.lines),
        )
        for t in digest.transactions(HEADER)
    )
    things = sorted(
        (
            key,
            *map(str, thing[:5]),
            digest.keys[thing.parent] if thing.parent >= 0 else "",
        )
        for key, thing in zip(digest.keys, digest.things(), strict=True)
    )
    return transactions, things
