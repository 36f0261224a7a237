"""Helpers of the tests about shipments that are taken back or corrected later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dscsa_core.epcis.model import ErrorDeclaration

from .receiving import ReceivingCommon

SHIPPED = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
EVENT_ID = "urn:uuid:6f9f1c52-0d5e-4c5a-9a39-3f1f0f6d7a11"


class WithdrawingCommon(ReceivingCommon):
    """A shipment of ours, and messages of its sender that take it back."""

    @classmethod
    def ship(cls, nodes, *, event_id="", **options):
        """A read shipment file of the seller, sent two days ago."""
        options.setdefault("shipped_at", SHIPPED)

        def named(events):
            return [*events[:-1], replace(events[-1], event_id=event_id)]

        return cls.deliver(nodes, changes=[named], **options)

    @classmethod
    def message(cls, nodes, *, hours=24, error=None, **changes):
        """A read file that says only the last event of a shipment anew, changed.

        ``changes`` are those of the event; names that are none are options of the
        file. It happened ``hours`` after the shipment; ``error``: it is a declaration.
        """
        options = {
            name: changes.pop(name)
            for name in ("po", "invoice", "delivery", "seller", "instance", "sender")
            if name in changes
        }
        options.setdefault("instance", f"message-{len(nodes)}-{hours}")
        if error is None:
            changes.setdefault("time", SHIPPED + timedelta(hours=hours))
        else:
            moment = SHIPPED + timedelta(hours=hours)
            changes["error"] = ErrorDeclaration(moment, *error)

        def last(events):
            return [replace(events[-1], position=1, **changes)]

        return cls.deliver(nodes, shipped_at=SHIPPED, changes=[last], **options)

    @classmethod
    def void(cls, nodes, **changes):
        """The sender cancels a shipment."""
        changes.setdefault("step", "void_shipping")
        return cls.message(nodes, **changes)
