"""The words of one scan, in the form of the contract."""

from datetime import UTC, datetime

from dscsa_core.catalogue import rule
from dscsa_core.rules.receiving import WIDE_CODES

from odoo import fields

from ..holds.hold_codes import hold_kind
from ..holds.severity import HELD, LEVEL
from ..receiving.date_again import says_other_date
from ..words.messages import message_of, next_step_of, plain_facts
from ..words.place_words import place_words
from .overview import Overview
from .signing import SIGN_FIRST, sign_first


def stamp_of(text):
    """A time as browsers send it (ISO 8601, with zone) as naive UTC; now without."""
    now = fields.Datetime.now()
    try:
        stamp = _parsed(text) or now
    except (ValueError, TypeError):
        # a wrong clock costs no scan
        return now
    # nothing is scanned after it was sent
    return min(stamp, now)


def _parsed(text):
    if isinstance(text, str) and "T" in text:
        stamp = datetime.fromisoformat(text)
        if stamp.tzinfo:
            stamp = stamp.astimezone(UTC).replace(tzinfo=None)
        return stamp.replace(microsecond=0)
    return fields.Datetime.to_datetime(text)


class ScanAnswers:
    """Answering half of the scanner; the other half finds out what to say."""

    def _unread(self, problem):
        answer = self._said("BARCODE_UNREADABLE", "red")
        if problem.code != "BARCODE_UNREADABLE":
            facts = plain_facts(problem.facts)
            answer["sentence"] = message_of(self.user_env, problem.code, facts)
            answer["next_step"] = next_step_of(self.user_env, problem.code, facts)
        return answer

    def _choose(self, asked):
        return {**self._said(asked["code"], "choose"), **asked}

    def _insert(self, values, worst, severity):
        facts = {"facts": plain_facts(worst.facts)} if worst else {}
        return self._store(
            {
                **self.note,
                "company_id": self.company.id,
                "picking_id": self.picking.id,
                "code": worst.code if worst else False,
                "severity": severity,
                **facts,
                **values,
            }
        )

    def _judged(self, worst, severity, scan, product, reading, known):
        if worst:
            sentence = message_of(self.user_env, worst.code, worst.facts)
            step = next_step_of(self.user_env, worst.code, worst.facts, severity)
            if severity in HELD and worst.code != "SERIAL_ON_HOLD":
                kind = hold_kind({worst.code})
                storage = product.dscsa_storage if product else "ambient"
                step = f"{place_words(self.user_env, storage, kind)} {step}"
        elif known and known.announced:
            sentence, step = self._("Matches seller's data."), ""
        else:
            sentence, step = self._("Recorded."), ""
        answer = self.answer(
            LEVEL[severity],
            sentence,
            code=worst.code if worst else False,
            next_step=step,
            scan=scan,
            product=product,
            reading=reading,
        )
        if worst and worst.code in WIDE_CODES:
            self._of_the_delivery(answer, scan)
        elif worst and worst.code in ("GTIN_UNKNOWN", "GOODS_UNKNOWN"):
            self._of_new_goods(answer)
        return answer

    def _of_the_delivery(self, answer, scan):
        """A reason of the whole delivery is told in full once, with its one way out."""
        if answer["level"] == "red":
            answer["title"] = self._("The whole delivery waits")
        before = self.env["dscsa.scan"].search_count(
            [
                ("picking_id", "=", self.picking.id),
                ("undone_at", "=", False),
                ("code", "=", answer["code"]),
                ("id", "!=", scan.id),
            ],
            limit=1,
        )
        if before:
            answer["next_step"] = ""
            return
        proof = [b for b in answer["overview"]["buttons"] if b["key"] == "proof"]
        if answer["code"] == "NO_TI" and proof:
            answer["button"] = {"key": "proof", "title": proof[0]["title"]}

    def _of_new_goods(self, answer):
        """Its product is one tap away, or whom to ask for it is said."""
        buttons = answer["overview"]["buttons"]
        make = [each for each in buttons if each["key"] == "make_products"]
        if make:
            answer["button"] = {"key": "make_products", "title": make[0]["title"]}
        elif answer["code"] == "GTIN_UNKNOWN":
            answer["next_step"] = self._(
                "Go on. A technician with the DSCSA role makes its product later."
            )

    def _said(self, code, level):
        return self.answer(
            level,
            message_of(self.user_env, code, {}),
            code=code,
            next_step=next_step_of(self.user_env, code, {}),
        )

    def _sign_first(self):
        """Nothing is stored: the screen asks for initials and PIN and sends again."""
        answer = self.answer("red", sign_first(self.user_env))
        return {**answer, "code": SIGN_FIRST, "button": self._button("sign")}

    def _late(self, reading):
        """A scan that came when all was over: kept on record, counted nowhere."""
        if isinstance(reading, dict):
            return reading
        scan = self._insert(
            {
                "key": reading.key,
                "kind": "logistic" if reading.kind == "logistic" else "package",
                "gtin": reading.gtin,
                "serial": reading.serial,
                "lot": reading.lot,
                "expiry": reading.expiry,
                "quantity": 0,
                "is_late": True,
                "undone_at": fields.Datetime.now(),
            },
            None,
            "note",
        )
        return self._late_answer(scan)

    def _late_answer(self, scan):
        still_open = self._receipt_to_come()
        if self.picking.state == "cancel":
            sentence = self._("This receipt was canceled meanwhile. The scan is kept.")
            step = self._("Keep the goods apart and ask who ordered them.")
        elif still_open:
            sentence = self._("This receipt is done. The scan is kept, not counted.")
            step = self._("Scan it again on %(name)s.", name=still_open.name)
        elif said := says_other_date(self.user_env, scan):
            sentence, step = said
        else:
            sentence = self._("This receipt is done. The scan is kept, not counted.")
            step = self._("Keep the package apart and begin a new delivery with it.")
        answer = self.answer("red", sentence, next_step=step, scan=scan)
        answer["packages"] = 0
        if still_open:
            answer["button"] = self._button("open", still_open)
        return answer

    def _receipt_to_come(self):
        """The open receipt of what was still to come when this one was done."""
        mine = self.picking.backorder_ids | self.facts.transactions.picking_ids
        still_open = mine.filtered(
            lambda each: each.state not in ("done", "cancel") and each != self.picking
        )
        return still_open[:1]

    def _button(self, key, record=None):
        """The one button of an answer; see docs/architecture.md."""
        titles = {
            "sign": self._("Sign"),
            "type": self._("Type what is printed"),
            "undo": self._("Take the scan back"),
            "open": self._("Open %(name)s", name=record.display_name)
            if record
            else False,
        }
        found = {"key": key, "title": titles[key]}
        return found | ({"model": record._name, "id": record.id} if record else {})

    def _button_of(self, level, code, scan):
        """Unreadable: type it. Doubtful: the scan itself can be taken back."""
        if code and code.startswith("BARCODE"):
            return self._button("type")
        if scan and level in ("amber", "red"):
            return self._button("undo")
        return False

    def _answer_again(self, scan):
        """The same call twice (a lost connection): the same answer, counted once."""
        if scan.is_late and scan.picking_id == self.picking:
            return {**self._late_answer(scan.sudo()), "duplicate": True}
        answer = {**scan.sudo()._answer(self.user_env), "duplicate": True}
        answer["button"] = self._button_of(answer["level"], answer["code"], scan)
        answer["overview"] = Overview(scan.picking_id).as_dict()
        return answer

    def answer(
        self,
        level,
        sentence,
        *,
        code=False,
        next_step="",
        scan=None,
        product=None,
        reading=None,
        packages=0,
    ):
        """All keys of the contract, filled with what is known."""
        expiry = (reading and reading.expiry) or (scan and scan.expiry)
        return {
            "level": level,
            "code": code,
            "number": rule(code).number if code else False,
            "sentence": sentence,
            "next_step": next_step,
            "scan_id": scan.id if scan else False,
            "duplicate": False,
            "product": (product and product.display_name) or "",
            "gtin": (reading and reading.gtin) or (scan and scan.gtin) or "",
            "lot": (reading and reading.lot) or (scan and scan.lot) or "",
            "expiry": fields.Date.to_string(expiry) if expiry else False,
            "serial": (reading and reading.serial) or (scan and scan.serial) or "",
            "storage": (product and product.dscsa_storage) or "ambient",
            "packages": packages or (1 if scan else 0),
            "readings": [],
            "button": self._button_of(level, code, scan),
            "overview": Overview(self.facts).as_dict(),
        }
