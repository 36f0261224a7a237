"""What a document takes back of earlier ones, and what of it was taken back before."""

from dscsa_core.catalogue import finding
from dscsa_core.epcis.withdrawal import DECLARED, RETIRED, VOID
from dscsa_core.tally import examples

from odoo import fields

from .codes import WITHDRAWN_CODES
from .declared import mark_declared
from .following import Following
from .marks import Marks
from .meant import Meant, naive
from .received import Received
from .senders import Sender

# said by the core of one document; whether it is true of all, only the register knows
OWN_CODES = frozenset({"WITHDRAWAL_UNMATCHED"})


class Withdrawing:
    """Applies the withdrawals of one document; ``records`` are its own TI/TS.

    ``register`` has the register ids by number. The TI/TS that are taken back are in
    ``taken``, what is to be told of it in ``findings``. First ``run``, then ``settle``,
    when all that the document ships is known.
    """

    def __init__(self, document, digest, register, superseding):
        self.document, self.env = document, document.env
        self._digest, self._register = digest, register
        self._superseding, self.records = superseding, superseding.records
        self.sender = Sender(document)
        self._meant = Meant(document, self.sender)
        self.taken = self.env["dscsa.transaction"]
        self.findings = []
        self._ids, self._concerned = set(register.known), self.records
        self._by_number = self.taken

    def run(self):
        """What is said of earlier files, in the order of the document."""
        self._ids.update(mark_declared(self.document))
        steps = {VOID: self._void, DECLARED: self._declared, RETIRED: self._retired}
        for each in self._digest.withdrawals:
            known = steps[each.how](each)
            if not known and not each.is_found:
                place = f"event {each.event.position}"
                self.findings.append(finding("WITHDRAWAL_UNMATCHED", place, count=1))
        # goods that are here and that a correction no longer names
        ids = self._superseding.clear_packages()
        if ids:
            moment = self.document.created_at
            told = Received(self.document, "CORRECTION_DROPS_RECEIVED", moment)
            told.tell(ids, self.env["dscsa.transaction"])

    def settle(self, more=()):
        """Work out anew what counts of all things concerned, and tell what follows.

        ``more`` are register ids that the document concerns without naming them.
        """
        following = Following(self.document, self.records)
        following.run(self._ids.union(more), self._concerned)
        self.taken |= following.taken
        self.findings += following.findings
        self._tell_numbers()

    def _moment(self, event):
        created = self.document.created_at
        return naive(event.time) or created or fields.Datetime.now()

    def _named(self, each):
        ids = self._register.ids
        return [ids[number] for number in each.things if ids[number]]

    # what is said ---------------------------------------------------------------------
    def _void(self, each):
        """A canceled shipment; whether anything of it was known."""
        if not each.things:
            found = self._meant.by_number(each.event, self.records)
            self._concern(found)
            self._by_number |= found
            return bool(found)
        marks = Marks(self.document, VOID, self._moment(each.event))
        marks.name_things(self._named(each))
        self._ids.update(marks.named())
        told = marks.told_by() - self.records
        mine = self.sender.may_take(told, each.event, marks.moment)
        if not mine and told:
            self._foreign(told, each)
            return True
        if mine and not each.is_found:
            self._tell_things("SHIPMENT_VOIDED", each)
        return bool(mine)

    def _declared(self, each):
        """An event of an earlier file that its sender declares an error."""
        event = each.event
        keys = [self._digest.keys[number] for number in each.things]
        known, found = self._meant.by_event(event, keys)
        found = self._one_of(found - self.records, event)
        corrective = self.records.filtered(
            lambda t: t.event_id.event_ref in event.error.corrective_ids
        )
        for old in found if corrective else ():
            self._superseding.replace(old, corrective[0])
        self._concern(found)
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

    def _retired(self, each):
        moment = self._moment(each.event)
        marks = Marks(self.document, RETIRED, moment)
        marks.name_things(self._named(each))
        told = marks.told_by()
        mine = told.filtered(lambda t: self.sender.may_speak_for(t, each.event))
        ids = marks.retire(mine)
        if told and not mine:
            self._foreign(told, each)
        elif mine and ids:
            Received(self.document, WITHDRAWN_CODES[RETIRED], moment).tell(
                ids, mine.browse()
            )
            if not each.is_found:
                self._tell_things("SERIAL_RETIRED", each)
        return True

    def _concern(self, transactions):
        """All that these TI/TS announced has to be looked at."""
        if transactions:
            marks = Marks(self.document, VOID, None)
            marks.name_transactions(transactions)
            self._ids.update(marks.named())
            self._concerned |= transactions

    def _tell_things(self, code, each):
        keys = [self._digest.keys[number] for number in each.things]
        facts = {
            "count": len(keys),
            "examples": examples(keys),
            "keys": tuple(keys[:50]),
        }
        self.findings.append(finding(code, f"event {each.event.position}", **facts))

    def _tell_numbers(self):
        """What went by its number alone: the message names no goods, the TI/TS do."""
        gone = self._by_number.filtered(
            lambda t: (
                t.withdrawn_by_id == self.document
                or any(t.line_ids.mapped("taken_back"))
            )
        )
        if gone:
            facts = {"count": len(gone), "examples": ", ".join(gone.mapped("name"))}
            self.findings.append(finding("SHIPMENT_VOIDED", "file", **facts))

    def _foreign(self, transactions, each):
        keys = [self._digest.keys[number] for number in each.things]
        seller = transactions[:1].seller_name or transactions[:1].name
        facts = {"count": len(keys), "examples": examples(keys), "seller": seller}
        place = f"event {each.event.position}"
        self.findings.append(finding("WITHDRAWAL_FOREIGN", place, **facts))
