"""The words of one scan at a receipt or transfer."""

from dataclasses import replace

from dscsa_core.catalogue import rule
from dscsa_core.rules.receiving import WIDE_CODES

from odoo import fields

from ..holds.hold_codes import hold_kind
from ..holds.severity import HELD, LEVEL
from ..receiving.date_again import says_other_date
from ..words.messages import message_of, next_step_of, plain_facts
from ..words.place_words import place_words
from .contract import Answer, WayOut
from .desk import Desk, label_of, way_out
from .standing import Standing


class ScanAnswers(Desk):
    """Answering half of the scanner; the other half finds out what to say."""

    def _unread(self, text, problem):
        named = self._product_by_barcode(text)
        if named:
            return named
        answer = self._said("BARCODE_UNREADABLE", "red")
        if problem.code != "BARCODE_UNREADABLE":
            facts = plain_facts(problem.facts)
            answer.sentence = message_of(self.user_env, problem.code, facts)
            answer.next_step = next_step_of(self.user_env, problem.code, facts)
        return answer

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
        if answer.level == "red":
            answer.title = self._("The whole delivery waits")
        before = self.env["dscsa.scan"].search_count(
            [
                ("picking_id", "=", self.picking.id),
                ("undone_at", "=", False),
                ("code", "=", answer.code),
                ("id", "!=", scan.id),
            ],
            limit=1,
        )
        if before:
            answer.next_step = ""
            return
        if answer.code == "NO_TI":
            self._press_at_once(answer, "proof")

    def _of_new_goods(self, answer):
        """Its product is one tap away, or whom to ask for it is said."""
        can_make = self._press_at_once(answer, "make_products")
        if not can_make and answer.code == "GTIN_UNKNOWN":
            answer.next_step = self._(
                "Go on. A technician with the DSCSA role makes its product later."
            )

    def _press_at_once(self, answer, key):
        """Whether a button of the overview is there; it is the way out then."""
        for each in answer.overview.buttons:
            if each.key == key:
                answer.button = WayOut(key, each.title)
                return True
        return False

    def _said(self, code, level):
        return self.answer(
            level,
            message_of(self.user_env, code, {}),
            code=code,
            next_step=next_step_of(self.user_env, code, {}),
        )

    def _late(self, reading):
        """A scan that came when all was over: kept on record, counted nowhere."""
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
        answer.packages = 0
        if still_open:
            answer.button = way_out(self.user_env, "open", still_open)
        return answer

    def _receipt_to_come(self):
        """The open receipt of what was still to come when this one was done."""
        mine = self.picking.backorder_ids | self.facts.transactions.picking_ids
        still_open = mine.filtered(
            lambda each: each.state not in ("done", "cancel") and each != self.picking
        )
        return still_open[:1]

    def _answer_again(self, scan):
        if scan.is_late and scan.picking_id == self.picking:
            return replace(self._late_answer(scan.sudo()), duplicate=True)
        said = scan.sudo()._answer(self.user_env)
        return Answer(
            **said,
            duplicate=True,
            button=self.button_of(said["level"], said["code"], scan),
            overview=Standing(scan.picking_id).overview(),
        )

    def answer(
        self,
        level,
        sentence,
        *,
        code=False,
        scan=None,
        product=None,
        reading=None,
        **more,
    ):
        """An ``Answer`` with what is known, and the receipt as it stands now."""
        return super().answer(
            level,
            sentence,
            code=code,
            scan=scan,
            **{
                "number": rule(code).number if code else False,
                "packages": 1 if scan else 0,
                **label_of(product, reading, scan),
                **more,
            },
        )

    def overview(self):
        return Standing(self.facts).overview()
