"""One package used up: dispensed, administered or wasted. No patient, no prescription.

Records alone, or with the stock move in the same transaction where Odoo keeps stock.
"""

from dataclasses import replace

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.receiving.facts import (
    local_date,
    today_of,
)
from odoo.addons.dscsa_compliance.services.scanning.differing import (
    note_differences,
)

from .bench_scan import BenchScanner
from .use_stock import UseStock

# said of a code that names no single package, too
_BY_LOT = frozenset(
    {"RECALLED", "RECALL_DOUBT", "EXPIRED", "LOT_HELD", "LOT_DATE_DIFFERS"}
    | {"WATCHED", "WATCH_DOUBT"}
)
# what a use itself makes true of a package, or what did not hinder it
_OWN = frozenset({"DISPENSED", "DESTROYED", "NOT_IN_REGISTER", "EXPIRED"})
# what a use makes of a package, and the step of our own event
STATUS = {"dispensed": "dispensed", "administered": "dispensed", "wasted": "destroyed"}
STEPS = {
    "dispensed": "dispensing",
    "administered": "dispensing",
    "wasted": "destroying",
}


class Using(BenchScanner):
    """Scans of one day's uses of one kind."""

    def _judge(self, reading):
        before = self.before(reading.key)
        epc = self.row_of(reading.key) if reading.key else self.env["dscsa.epc"]
        if before:
            return replace(self._again(before, reading, epc), duplicate=True)
        refusal = self._refusal(reading, epc)
        if refusal:
            return self._refuse(*refusal)
        try:
            with self.env.cr.savepoint():
                return self._record(reading, epc)
        except AccessError:
            raise
        except UserError as error:
            # what stock refuses is said like any other refusal; nothing was recorded
            return self._refuse("NOT_BOOKED", reading, epc, {"why": str(error)})

    def _again(self, before, reading, epc):
        """Used already; what speaks against it by now, or by this label, is said."""
        hand = self.hand(reading, epc)
        code = next((each for each in hand.codes if each not in _OWN), None)
        if code and epc:
            note_differences(hand, self.bench.display_name)
            facts = {**hand.facts, "sentence": hand.sentence(code)}
            return self._refuse(code, reading, epc, facts)
        sentence = self._("Recorded before; it counts once.")
        return replace(self.recorded(before), sentence=sentence)

    def _refuse(self, code, reading, epc, facts):
        answer = self.refused(code, reading, epc, facts)
        if code == "LOT_ONLY":
            answer.level = "red"
            answer.sentence = self._("This code names no single package.")
        return answer

    def _refusal(self, reading, epc):
        """Arguments of ``refused`` when this package may not be used."""
        hand = self.hand(reading, epc)
        if reading.kind == "logistic" or epc and epc.kind != "package":
            return "BOX", reading, epc, hand.facts
        free = {"NOT_IN_REGISTER"}
        if self.bench.kind == "wasted":
            # what is past its date can still be wasted
            free.add("EXPIRED")
        code = next((each for each in hand.codes if each not in free), None)
        if not reading.key and code not in _BY_LOT:
            return "LOT_ONLY", reading, None, {}
        if not code:
            return None
        note_differences(hand, self.bench.display_name)
        sentence = hand.sentence(code)
        return code, reading, epc, {**hand.facts, "sentence": sentence}

    # recording -----------------------------------------------------------------------
    def _record(self, reading, epc):
        kinds = dict(self.bench._fields["kind"]._description_selection(self.env))
        use = kinds[self.bench.kind].lower()
        facts = {"use": use, "lot": reading.lot or (epc and epc.lot) or ""}
        if not epc:
            facts["delivery"] = self.hand(reading, epc).facts["delivery"]
        product = self.product_of(reading, epc)
        if not epc:
            return self._record_unknown(reading, product, facts)
        if self.note["is_partial"]:
            return self._open(reading, epc, product, facts)
        move, has_stock = self._book(product, epc.lot_id, facts["lot"])
        before = {"status": epc.status, "opened_at": _text(epc.opened_at)}
        epc._dscsa_set_status(STATUS[self.bench.kind])
        self._tell(STEPS[self.bench.kind], epc, use)
        code = "USED" if has_stock else "NO_STOCK"
        return self._kept(reading, epc, product, code, facts, before, move)

    def _open(self, reading, epc, product, facts):
        """A part is used: the package stays, and stock with it."""
        code = "OPEN_AGAIN" if epc.opened_at else "OPENED"
        facts |= {"date": self.hand(reading, epc).facts["date"]}
        before = {"status": epc.status, "opened_at": _text(epc.opened_at)}
        if not epc.opened_at:
            epc.opened_at = self.note["scanned_at"]
        step = STEPS[self.bench.kind]
        self._tell(step, epc, facts["use"], disposition="partially_dispensed")
        return self._kept(reading, epc, product, code, facts, before)

    def _record_unknown(self, reading, product, facts):
        """Used, though nobody received it: on record, and to be looked into."""
        lot = self.env["stock.lot"].search(
            [
                ("product_id", "=", product.id),
                ("name", "=", reading.lot),
                ("company_id", "in", (False, self.company.id)),
            ],
            limit=1,
        )
        move = None
        if not self.note["is_partial"]:
            move, _has_stock = self._book(product, lot, facts["lot"])
        answer = self._kept(
            reading, None, product, "NOT_IN_REGISTER", facts, None, move
        )
        answer.sentence += " " + self._("Its use is recorded.")
        return answer

    def _book(self, product, lot, _name):
        """(stock move or None, whether stock agrees) of one package leaving stock."""
        if self.company.dscsa_records_only or not product.is_storable:
            return None, True
        move = UseStock(self.company, self.bench).take(product, lot)
        return move, bool(move)

    def _kept(self, reading, epc, product, code, facts, before, move=None):
        scan = self.insert(
            reading,
            code,
            facts,
            epc_id=epc.id if epc else False,
            product_id=product.id,
            lot=facts["lot"],
            expiry=reading.expiry or (epc and epc.expiry),
            before=before,
            move_id=move.id if move else False,
        )
        return self.recorded(scan)

    def _tell(self, step, epc, note, **values):
        """An event of the register, and a fact of the ledger."""
        event = self.env["dscsa.event"]._record(
            step, epc, company=self.company, note=note, **values
        )
        self.env["dscsa.ledger.mixin"]._ledger_note_text(
            "changed",
            f"{epc.display_name}: {note}",
            {
                "step": step,
                "package": epc.key,
                "note": note,
                "list": self.bench.name,
                "user": self.user_env.user.name,
                "signed_by": event.signed_by_id.name or "",
                "happened_at": str(event.time),
            },
            self.company,
        )

    # undo ----------------------------------------------------------------------------
    def undo(self, scan):
        """Within the day, by a counter event and the move back; nothing is deleted."""
        if local_date(scan.scanned_at, self.company) != today_of(self.company):
            raise UserError(
                self._(
                    "A use is taken back on its day only. Afterwards it stays on "
                    "record: ask the pharmacist to note what was wrong."
                )
            )
        epc = scan.epc_id
        expected = epc.status if scan.is_partial else STATUS[self.bench.kind]
        if epc and scan.before and epc.status != expected or self._has_later(scan):
            raise UserError(
                self._("Something else was recorded of this package since. Undo that.")
            )
        if scan.move_id:
            UseStock(self.company, self.bench).give_back(scan.move_id)
        if epc and scan.before:
            status = scan.before["status"]
            epc._dscsa_set_status(status)
            epc.opened_at = scan.before["opened_at"]
            self._tell("use_undone", epc, self.bench.name)
        return super().undo(scan)

    def _has_later(self, scan):
        """Whether the same package was scanned again after this reading."""
        return scan.epc_id and self.env["dscsa.bench.scan"].search_count(
            [
                ("epc_id", "=", scan.epc_id.id),
                ("bench_id.kind", "!=", "count"),
                ("undone_at", "=", False),
                ("id", ">", scan.id),
            ],
            limit=1,
        )


def _text(stamp):
    return fields.Datetime.to_string(stamp) if stamp else False
