"""Repackaged, out of use, destroyed: told once, and read as such."""

import os
import unittest
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from lxml import etree

from dscsa_core.outbound.document import write
from dscsa_core.outbound.errors import OutboundError
from dscsa_core.outbound.making import (
    DESTROYED,
    DISPENSED,
    ENDS,
    INACTIVE,
    Batch,
    Work,
    ended,
    repackaged,
    things_of,
)

from .outbound_samples import (
    EXPIRY,
    MAKER,
    OFFSET,
    PHARMACY,
    R13,
    SHIPPED,
    WHOLESALER,
    codes,
    item,
    keys_of,
    read,
    report,
    sale,
    unit,
)

AT = SHIPPED - timedelta(days=3)
WORK = Work("TW-R-5", AT, AT, OFFSET, WHOLESALER)
OLD = tuple(unit(f"OLD{n}") for n in range(2))
NEW = tuple(unit(f"NEW{n}", 3) for n in range(6))
BATCH = Batch(NEW, "TW5", EXPIRY, OLD)


class TestRepackaged(unittest.TestCase):
    def test_old_and_new_are_linked(self):
        document = repackaged(WORK, (BATCH,), R13)
        (event,) = document.events
        self.assertEqual((event.inputs, event.outputs), (OLD, NEW))
        self.assertEqual((event.lot, event.expiry), ("TW5", EXPIRY))
        _digest, _transactions, (found,) = read(document.data)
        self.assertEqual((found.inputs, found.outputs), (OLD, NEW))
        self.assertTrue(report(document.data)["accepted"])

    def test_without_a_past_they_are_put_into_use(self):
        (event,) = repackaged(WORK, (replace(BATCH, made_of=()),), R13).events
        self.assertEqual((event.step, event.action), ("commissioning", "ADD"))
        self.assertEqual(event.epcs, NEW)

    def test_they_are_sold_as_ours(self):
        given = sale(things=things_of(WORK, BATCH), items=(item(3),))
        document = write(given, R13)
        self.assertEqual(codes(document.data), [])
        digest, (found,), _events = read(document.data)
        self.assertEqual(len(keys_of(digest, found)), 6)
        self.assertEqual([line.lot for line in found.lines], ["TW5"])
        self.assertEqual(document.told[0].source, WORK.number)
        self.assertEqual(document.events[0].read_point, WHOLESALER.id)
        self.assertEqual(found.direct_purchase, "")

    def test_refused(self):
        for work, batches, code in (
            (replace(WORK, number=" "), (BATCH,), "number"),
            (replace(WORK, at=datetime(2026, 1, 1)), (BATCH,), "zone"),  # noqa: DTZ001
            (replace(WORK, offset=""), (BATCH,), "zone"),
            (replace(WORK, at=SHIPPED), (BATCH,), "order_of_times"),
            (replace(WORK, place=replace(MAKER, id="")), (BATCH,), "location"),
            (WORK, (), "nothing"),
            (WORK, (replace(BATCH, epcs=()),), "nothing"),
            (WORK, (BATCH, BATCH), "twice"),
            (WORK, (replace(BATCH, made_of=NEW[:1]),), "twice"),
            (WORK, (replace(BATCH, epcs=("x",)),), "identifier"),
            (WORK, (replace(BATCH, lot=""),), "lot"),
        ):
            with self.subTest(code), self.assertRaises(OutboundError) as caught:
                repackaged(work, batches, R13)
            self.assertEqual(caught.exception.code, f"outbound.{code}")


class TestEnded(unittest.TestCase):
    def test_every_reason(self):
        for why in ENDS:
            with self.subTest(why):
                document = ended(WORK, OLD, R13, why)
                (event,) = document.events
                self.assertEqual((event.action, event.disposition), ("DELETE", why))
                wanted = {"destroyed": "destroying", "dispensed": "dispensing"}
                self.assertEqual(event.step, wanted.get(why, "decommissioning"))
                said = report(document.data)
                self.assertTrue(said["accepted"])
                named = [f["code"] for f in said["findings"]]
                self.assertNotIn("STEP_INVALID", named)
                self.assertNotIn("DISPOSITION_INVALID", named)

    def test_the_reader_knows_that_they_are_destroyed(self):
        data = ended(replace(WORK, receiver=PHARMACY), OLD, R13, DESTROYED).data
        self.assertIn("TOLD_DESTROYED", codes(data))

    def test_that_something_was_dispensed_is_told_to_nobody(self):
        with self.assertRaises(OutboundError) as caught:
            ended(replace(WORK, receiver=PHARMACY), OLD, R13, DISPENSED)
        self.assertEqual(caught.exception.code, "outbound.never_sent")

    def test_many(self):
        many = tuple(unit(f"D{n}") for n in range(2001))
        document = ended(WORK, many, R13)
        self.assertEqual([len(e.epcs) for e in document.events], [1000, 1000, 1])
        self.assertEqual(len({e.event_id for e in document.events}), 3)

    def test_refused(self):
        for epcs, why, code in (
            ((), INACTIVE, "nothing"),
            (OLD, "lost", "end"),
            ((OLD[0], OLD[0]), INACTIVE, "twice"),
        ):
            with self.subTest(code), self.assertRaises(OutboundError) as caught:
                ended(WORK, epcs, R13, why)
            self.assertEqual(caught.exception.code, f"outbound.{code}")


@unittest.skipUnless(os.environ.get("DSCSA_SCHEMAS"), "no schema files")
class TestSchema(unittest.TestCase):
    def test_valid(self):
        folder = Path(os.environ["DSCSA_SCHEMAS"]) / "epcis-1.2"
        schema = etree.XMLSchema(etree.parse(folder / "EPCglobal-epcis-1_2.xsd"))
        batches = (BATCH, Batch((unit("N9", 2),), "TW6", EXPIRY))
        for document in (repackaged(WORK, batches, R13), ended(WORK, OLD, R13)):
            schema.assertValid(etree.fromstring(document.data))
