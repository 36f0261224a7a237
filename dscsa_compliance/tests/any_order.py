"""Files of one story in every order of arrival: the end has to be the same."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from dscsa_core.epcis.model import AGGREGATION, OBJECT, ErrorDeclaration, Event

from .common import PREFIX_LENGTH, SELLER_GLN  # noqa: F401 stories take them from here
from .withdrawing import SHIPPED, WithdrawingCommon

LEVELS = ("green", "amber", "red")


class _Undone(Exception):
    """What one order of arrival did is undone before the next."""


def at(hours):
    """A moment so many hours after the first shipment."""
    return SHIPPED + timedelta(hours=hours)


class AnyOrderCommon(WithdrawingCommon):
    """A *story* is a list of files in order of time; each is the bytes of one."""

    serials = ("S0001", "S0002", "S0003")

    def file(self, nodes, hours=0, *, events=None, event_id="", **options):
        """Bytes of a file written at that hour: a shipment, or only these events.

        ``events(last)`` makes them of the shipping event of the nodes.
        """
        self.count = getattr(self, "count", 0) + 1
        options.setdefault("instance", f"story-{self.count}")
        options.setdefault("po", self.po)

        def made(found):
            last = replace(found[-1], time=at(hours), event_id=event_id)
            if events is None:
                return [*found[:-1], last]
            return [
                replace(each, position=place)
                for place, each in enumerate(events(last), 1)
            ]

        return self.build_file(nodes, shipped_at=at(hours), changes=[made], **options)

    def said(self, nodes, hours, **changes):
        """A file with one event about these things."""
        options = {
            name: changes.pop(name)
            for name in ("po", "delivery", "seller", "created", "instance")
            if name in changes
        }
        moment = changes.pop("time", at(hours))
        return self.file(
            nodes,
            hours,
            events=lambda last: [replace(last, time=moment, **changes)],
            **options,
        )

    def void_at(self, nodes, hours, **changes):
        return self.said(nodes, hours, step="void_shipping", **changes)

    def declared(self, nodes, hours, of, *, corrective=(), reason="did_not_occur", **c):
        """An error declaration, written at ``hours``, of an event at hour ``of``."""
        error = ErrorDeclaration(at(hours), reason, tuple(corrective))
        return self.said(nodes, hours, time=at(of), error=error, **c)

    def packing(self, holder, nodes, hours, action="ADD", **changes):
        """A file that says only what is put into, or taken out of, a box."""

        def events(last):
            return [self.pack_event(last, holder, nodes, hours, action, **changes)]

        return self.file([holder], hours, events=events)

    def pack_event(self, last, holder, nodes, hours, action="ADD", **changes):
        step = "packing" if action == "ADD" else "unpacking"
        values = {
            "kind": AGGREGATION,
            "time": at(hours),
            "action": action,
            "step": step,
            "disposition": "in_progress",
            "read_point": last.read_point,
            "parent": holder.epc,
            "epcs": tuple(node.epc for node in nodes),
        }
        return Event(1, offset=last.offset, **values | changes)

    def commissioning(self, nodes, hours, lot, *, written=None, **changes):
        """A file that says lot and date of packages, and nothing else."""

        def events(last):
            values = {
                "kind": OBJECT,
                "time": at(hours),
                "action": "ADD",
                "step": "commissioning",
                "disposition": "active",
                "read_point": last.read_point,
                "epcs": tuple(node.epc for node in nodes),
                "lot": lot,
                "expiry": nodes[0].expiry,
            }
            return [Event(1, offset=last.offset, **values | changes)]

        hours = hours if written is None else written
        return self.file(nodes, hours, events=events)

    # what is left ---------------------------------------------------------------
    def facts(self):
        """Register facts of the packages, in words that do not hang on ids."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = {}
        for serial in self.serials:
            epc = self.package(serial)
            live = epc._has_live_proof()
            found[serial] = (
                epc.line_id.lot if live else "",
                epc.lot,
                epc.parent_id.key or "",
                live,
                epc.transaction_id.document_id.name if live else "",
                epc.withdrawn_how or "",
                epc.told_state or "",
            )
        return found

    def verdicts(self, picking):
        """Level and code of each package on the bench."""
        answers = [self.scan(picking, self.label(each)) for each in self.serials]
        return {
            serial: (LEVELS.index(answer["level"]), answer["code"])
            for serial, answer in zip(self.serials, answers, strict=True)
        }

    def run_order(self, story, order):
        """(facts, verdicts) after the files came in this order; all undone."""
        with suppress(_Undone), self.env.cr.savepoint():
            for place in order:
                name = f"{place}.xml"
                document = self.process(story[place], name)
                self.assertEqual(document.state, "processed", document.failure)
            result = self.facts(), self.verdicts(self.picking)
            raise _Undone
        self.env.invalidate_all()
        return result

    def check_story(self, story, *, at_most=3):
        """Every order of arrival ends as the order of time does, and never milder."""
        orders = list(permutations(range(len(story))))
        step = max(1, len(orders) // at_most)
        wanted = self.run_order(story, orders[0])
        wrong = []
        for order in orders[1::step]:
            got = self.run_order(story, order)
            if got != wanted:
                wrong.append((order, _differences(got, wanted)))
        self.assertFalse(
            wrong, "\n".join([f"in order of time: {wanted}", *map(str, wrong)])
        )
        return wanted


def _differences(got, wanted):
    return [
        (serial, name, mine[serial], theirs[serial])
        for name, mine, theirs in zip(("facts", "bench"), got, wanted, strict=True)
        for serial in mine
        if mine[serial] != theirs[serial]
    ]
