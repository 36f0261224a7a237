"""Which TI/TS of earlier files are meant, by document number or by event."""

from datetime import UTC

from dscsa_core.epcis.model import Event, Typed
from dscsa_core.epcis.withdrawal import numbers_of, same_delivery

from odoo.fields import Domain
from odoo.tools import SQL

_FIELDS = {
    "po": "po_numbers",
    "inv": "invoice_numbers",
    "desadv": "delivery_numbers",
}


def naive(moment):
    """An aware moment as the database keeps it."""
    return moment and moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def numbers_of_transaction(transaction):
    """(type, number) of the business documents of a TI/TS."""
    return {
        (kind, number.strip())
        for kind, name in _FIELDS.items()
        for number in (transaction[name] or "").split(",")
        if number.strip()
    }


def numbers_of_details(details):
    """(type, number) of the references an event was recorded with."""
    given = tuple(Typed(*pair) for pair in details.get("references", ()))
    return numbers_of(Event(0, "", None, references=given))


def event_of(record):
    """A recorded event as the core has it, as far as parties and numbers go."""
    details = record.details or {}
    given = {
        name: tuple(Typed(*pair) for pair in details.get(name, ()))
        for name in ("sources", "destinations", "references")
    }
    return Event(record.position, record.kind, None, **given)


class Meant:
    """Finds them for one document of one sender (``Sender``)."""

    def __init__(self, document, sender):
        self.document, self.sender = document, sender
        self.env = document.env
        self.table = self.env["dscsa.transaction"]

    def by_number(self, event, own):
        """TI/TS of the deliveries an event names, shipped before it.

        ``own`` are those of the document itself: there the order of events decided.
        """
        said = numbers_of(event)
        words = [
            Domain(_FIELDS[kind], "ilike", number)
            for kind, number in said
            if kind in _FIELDS
        ]
        if not words:
            return self.table
        moment = naive(event.time)
        found = self.table.search(
            Domain("company_id", "=", self.document.company_id.id)
            & Domain("superseded_by_id", "=", False)
            & Domain.OR(words)
        )
        return (found - own).filtered(
            lambda each: (
                same_delivery(said, numbers_of_transaction(each))
                and not (moment and each.shipment_at and each.shipment_at > moment)
                and self.sender.may_speak_for(each, event)
            )
        )

    def by_event(self, event, keys):
        """(whether an earlier file tells this event, TI/TS made of it).

        The event id decides where there is one, else what the event says: kind, time,
        step and things (EPCIS 1.2, section 7.4.1.2).
        """
        ids = self._with_id(event) if event.event_id else []
        ids = ids or self._with_content(event, keys)
        found = self.table.search([("event_id", "in", ids)])
        mine = found.filtered(lambda each: self.sender.may_speak_for(each, event))
        return bool(ids) and (bool(mine) or not found), mine

    def _with_id(self, event):
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM dscsa_event WHERE company_id = %s AND event_ref = %s
                AND document_id <> %s AND NOT coalesce(details ? 'error', FALSE)""",
                self.document.company_id.id,
                event.event_id,
                self.document.id,
            )
        )
        ids = [row[0] for row in rows]
        documents = self.env["dscsa.event"].browse(ids).document_id
        same = documents.filtered(self.sender.is_same)
        return [
            each.id
            for each in self.env["dscsa.event"].browse(ids)
            if each.document_id in same
        ]

    def _with_content(self, event, keys):
        rows = self.env.execute_query(
            SQL(
                """SELECT v.id, v.document_id, array_agg(e.key)
                FROM dscsa_event v LEFT JOIN dscsa_event_epc l ON l.event_id = v.id
                LEFT JOIN dscsa_epc e ON e.id = l.epc_id
                WHERE v.company_id = %s AND v.document_id <> %s AND v.kind = %s
                AND v.time = %s AND coalesce(v.action, '') = %s
                AND coalesce(v.step, '') = %s
                AND (v.event_ref IS NULL OR %s)
                AND NOT coalesce(v.details ? 'error', FALSE) GROUP BY 1, 2""",
                self.document.company_id.id,
                self.document.id,
                event.kind,
                naive(event.time),
                event.action,
                event.step,
                not event.event_id,
            )
        )
        documents = self.env["dscsa.document"].browse({row[1] for row in rows})
        same = set(documents.filtered(self.sender.is_same).ids)
        keys = set(keys)
        return [
            event_id
            for event_id, document_id, told in rows
            if document_id in same and set(filter(None, told)) == keys
        ]
