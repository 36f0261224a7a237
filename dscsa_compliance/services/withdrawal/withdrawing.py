"""What a document takes back of earlier ones, and what of it was taken back before."""

from datetime import timedelta

from dscsa_core.catalogue import finding
from dscsa_core.epcis.lines import class_of
from dscsa_core.epcis.withdrawal import DECLARED, RETIRED, VOID, same_delivery
from dscsa_core.tally import examples

from odoo import fields
from odoo.tools import SQL

from .codes import WITHDRAWN_CODES
from .marks import Marks
from .meant import Meant, naive, numbers_of_details, numbers_of_transaction
from .received import Received
from .senders import Sender

# a clock may be set to another zone: so much earlier a cancellation may say it is
_CLOCK = timedelta(hours=14)
# said by the core of one document; whether it is true of all, only the register knows
OWN_CODES = frozenset({"WITHDRAWAL_UNMATCHED"})


class Withdrawing:
    """Applies the withdrawals of one document; ``records`` are its own TI/TS.

    ``register`` has the register ids by number. The TI/TS that are taken back are in
    ``taken``, what is to be told of it in ``findings``.
    """

    def __init__(self, document, digest, register, superseding):
        self.document, self.env = document, document.env
        self._digest, self._register = digest, register
        self._superseding, self.records = superseding, superseding.records
        self.sender = Sender(document)
        self._meant = Meant(document, self.sender)
        self.taken = self.env["dscsa.transaction"]
        self.findings = []

    def run(self, *, again):
        """Take back, in the order of the document; then what was taken back before.

        When it is read ``again``, that was settled the first time.
        """
        steps = {VOID: self._void, DECLARED: self._declared, RETIRED: self._retired}
        for each in self._digest.withdrawals:
            known = steps[each.how](each)
            if not known and not each.is_found:
                place = f"event {each.event.position}"
                self.findings.append(finding("WITHDRAWAL_UNMATCHED", place, count=1))
        if not again:
            self._taken_before()
        self._dropped()

    def _dropped(self):
        """Goods that are here and that a correction no longer names."""
        ids = self._superseding.clear_packages()
        if ids:
            moment = self.document.created_at
            told = Received(self.document, "CORRECTION_DROPS_RECEIVED", moment)
            told.tell(ids, self.env["dscsa.transaction"])

    def _moment(self, event):
        created = self.document.created_at
        return naive(event.time) or created or fields.Datetime.now()

    def _ids(self, each):
        ids = self._register.ids
        return [ids[number] for number in each.things if ids[number]]

    # cancelled shipments ----------------------------------------------------------
    def _void(self, each):
        if each.things:
            return self._void_things(each)
        found = self._meant.by_number(each.event, self.records)
        if not found:
            return False
        if each.event.quantities:
            return self._void_counts(found.sorted("id")[-1:], each.event)
        marks = Marks(self.document, VOID, self._moment(each.event))
        self._take_whole(marks, found)
        return True

    def _void_things(self, each):
        """Cancelled by serial or box; whether anything of it was known."""
        moment = self._moment(each.event)
        marks = Marks(self.document, VOID, moment)
        marks.name_things(self._ids(each))
        told = marks.told_by() - self.records
        mine = told.filtered(lambda t: self.sender.may_speak_for(t, each.event))
        meant = self._not_later(mine, moment)
        count, ids = marks.take_back(meant) if meant else (0, [])
        without = self.env["dscsa.epc"].browse(marks.keep_in_mind())
        if not count and told - mine:
            self._foreign(told - mine, each)
            return True
        self._close(marks, meant, ids, whole=False)
        self._tell_received(VOID, moment, self._of_ours(without).ids, meant.browse())
        if count and not each.is_found:
            self._tell_things("SHIPMENT_VOIDED", each)
        return bool(count)

    def _not_later(self, transactions, moment):
        """Those shipped before; else, of a clock that goes wrong, just after."""
        before = transactions.filtered(
            lambda t: not t.shipment_at or t.shipment_at <= moment
        )
        return before or transactions.filtered(
            lambda t: t.shipment_at <= moment + _CLOCK
        )

    def _of_ours(self, epcs):
        """Packages here without TI/TS that came from whoever takes them back."""
        partners = self.sender.partners
        return epcs.filtered(
            lambda epc: (
                epc.picking_id.partner_id.commercial_partner_id in partners
                or not partners
            )
        )

    def _void_counts(self, transaction, event):
        """Counts of what has no serials; the lines keep what they were given."""
        known = False
        for element in event.quantities:
            gtin, lot, _expiry = class_of(element.epc_class)
            for line in transaction.line_ids:
                fits = (line.gtin, line.lot or "") == (gtin, lot or line.lot or "")
                if fits and gtin:
                    known = True
                    gone = int(element.quantity or line.quantity)
                    line.taken_back = min(line.quantity, gone)
        lines = transaction.line_ids
        if known and all(line.taken_back >= line.quantity for line in lines):
            marks = Marks(self.document, VOID, self._moment(event))
            self._take_whole(marks, transaction)
        return known

    # declared errors ----------------------------------------------------------------
    def _declared(self, each):
        """An event of an earlier file that its sender declares an error."""
        event = each.event
        keys = [self._digest.keys[number] for number in each.things]
        known, found = self._meant.by_event(event, keys)
        found = self._one_of(found - self.records, event)
        corrective = self.records.filtered(
            lambda t: t.event_id.event_ref in event.error.corrective_ids
        )
        if found and corrective:
            for old in found:
                self._superseding.replace(old, corrective[0])
        elif found:
            marks = Marks(self.document, DECLARED, self._declared_at(event))
            self._take_whole(marks, found)
        if known and not each.is_found:
            reason = event.error.reason or "-"
            place = f"event {event.position}"
            facts = {"count": 1, "reason": reason}
            self.findings.append(finding("EVENT_WITHDRAWN", place, **facts))
        return known

    def _one_of(self, found, event):
        """Where a number was used again, the shipment of that moment, else the last."""
        live = found.filtered(lambda t: not t.superseded_by_id)
        if len(live) < 2:
            return live
        moment = naive(event.time)
        same = live.filtered(lambda t: t.shipment_at == moment)
        return same or live.sorted("id")[-1:]

    def _declared_at(self, event):
        return (
            naive(event.error.time) or self.document.created_at or self._moment(event)
        )

    # out of use -----------------------------------------------------------------------
    def _retired(self, each):
        moment = self._moment(each.event)
        marks = Marks(self.document, RETIRED, moment)
        marks.name_things(self._ids(each))
        told = marks.told_by()
        mine = told.filtered(lambda t: self.sender.may_speak_for(t, each.event))
        ids = marks.retire(mine)
        if told and not mine:
            self._foreign(told, each)
        elif mine and ids:
            self._tell_received(RETIRED, moment, ids, mine.browse())
            if not each.is_found:
                self._tell_things("SERIAL_RETIRED", each)
        return True

    # effects ------------------------------------------------------------------------
    def _take_whole(self, marks, transactions):
        """All that these TI/TS announced."""
        marks.name_transactions(transactions)
        _count, ids = marks.take_back(transactions)
        self._close(marks, transactions, ids, whole=True)

    def _close(self, marks, transactions, ids, *, whole, document=None):
        """What follows for TI/TS, receipts and the seller's name on the document."""
        document = document or self.document
        gone = transactions if whole else marks.emptied(transactions)
        gone = gone.filtered(lambda t: not t.withdrawn_by_id)
        gone.write({"withdrawn_by_id": document.id})
        self._touch(transactions)
        self.taken |= transactions
        if not document.partner_id:
            document.partner_id = transactions.seller_id[:1]
        if document != self.document:
            self._matched(document)
        self._tell_received(marks.how, marks.moment, ids, gone, document)

    def _touch(self, transactions):
        """Open benches look again when a TI/TS of their receipt was written."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE dscsa_transaction SET write_date = %s WHERE id = ANY(%s)",
                self.env.cr.now(),
                list(transactions.ids),
            )
        )
        transactions.invalidate_recordset(["write_date"])

    def _matched(self, document):
        """What an earlier file took back is known by now."""
        rows = self.env["dscsa.discrepancy"].search(
            [
                ("document_id", "=", document.id),
                ("code", "=", "WITHDRAWAL_UNMATCHED"),
                ("state", "=", "open"),
            ]
        )
        note = self.env._("The file of the shipment came.")
        rows._resolve("data", note=note, document=self.document)

    def _tell_received(self, how, moment, epc_ids, transactions, document=None):
        document = document or self.document
        code = WITHDRAWN_CODES[how]
        bought = transactions.filtered(lambda t: t.direction == "in")
        Received(document, code, moment).tell(epc_ids, bought)

    def _tell_things(self, code, each):
        keys = [self._digest.keys[number] for number in each.things]
        facts = {
            "count": len(keys),
            "examples": examples(keys),
            "keys": tuple(keys[:50]),
        }
        self.findings.append(finding(code, f"event {each.event.position}", **facts))

    def _foreign(self, transactions, each):
        keys = [self._digest.keys[number] for number in each.things]
        seller = transactions[:1].seller_name or transactions[:1].name
        facts = {"count": len(keys), "examples": examples(keys), "seller": seller}
        place = f"event {each.event.position}"
        self.findings.append(finding("WITHDRAWAL_FOREIGN", place, **facts))

    # taken back before it was told --------------------------------------------------
    def _taken_before(self):
        """Shipments of this document that an earlier file cancelled or declared."""
        if not self.records:
            return
        self._marked_before()
        for event in self._meant.events_before(self.records):
            self._event_before(event)

    def _marked_before(self):
        """By package: a later shipment is a new one, the same or an earlier is not."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT e.withdrawn_by_id, e.withdrawn_at, e.withdrawn_how,
                    e.transaction_id, array_agg(e.id)
                FROM dscsa_epc e WHERE e.transaction_id = ANY(%s)
                AND e.withdrawn_by_id <> %s AND e.withdrawn_how <> 'retired'
                GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4""",
                self.records.ids,
                self.document.id,
            )
        )
        for document_id, moment, how, transaction_id, epc_ids in rows:
            document = self.document.browse(document_id)
            record = self.records.browse(transaction_id)
            shipped = record.shipment_at
            stays = how == VOID and (not shipped or shipped <= moment)
            if stays and Sender(document).may_speak_for(record):
                self._keep_back(document, moment, record, epc_ids)
            else:
                self._alive_again(epc_ids)

    def _keep_back(self, document, moment, record, epc_ids):
        self._alive_again(epc_ids)
        marks = Marks(document, VOID, moment)
        marks.name_things(epc_ids)
        count, ids = marks.take_back(record)
        self._close(marks, record, ids, whole=False, document=document)
        facts = {"count": count, "examples": record.name}
        self.findings.append(finding("SHIPMENT_VOIDED", "file", **facts))

    def _alive_again(self, epc_ids):
        self.env.cr.execute(
            SQL(
                """UPDATE dscsa_epc SET withdrawn_by_id = NULL, withdrawn_at = NULL,
                withdrawn_how = NULL WHERE id = ANY(%s)""",
                epc_ids,
            )
        )
        self.env.invalidate_all()

    def _event_before(self, event):
        """A cancellation by number, or a declaration by event id, that came first."""
        details = event.details or {}
        for record in self.records - self.taken:
            if details.get("error"):
                how, fits = DECLARED, record.event_id.event_ref == event.event_ref
            else:
                how, fits = VOID, self._fits_number(event, details, record)
            if fits and Sender(event.document_id).may_speak_for(record):
                marks = Marks(event.document_id, how, event.time)
                marks.name_transactions(record)
                count, ids = marks.take_back(record)
                self._close(marks, record, ids, whole=True, document=event.document_id)
                facts = {"count": count or 1, "examples": record.name}
                self.findings.append(finding("SHIPMENT_VOIDED", "file", **facts))

    def _fits_number(self, event, details, record):
        if details.get("quantities") or not event.time:
            return False
        if record.shipment_at and record.shipment_at > event.time:
            return False
        said = numbers_of_details(details)
        return same_delivery(said, numbers_of_transaction(record))
