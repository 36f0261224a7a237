"""The words of one scan, in the form of the contract."""

from datetime import UTC, datetime

from odoo import fields

from ..core.catalogue import rule
from ..models.messages import message_of, next_step_of, plain_facts
from .scan_overview import Overview
from .severity import LEVEL


def stamp_of(text):
    """A time as browsers send it (ISO 8601, with zone) as naive UTC; now without."""
    if not text:
        return fields.Datetime.now()
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
        facts = plain_facts(problem.facts)
        answer["sentence"] += " " + message_of(self.user_env, problem.code, facts)
        return answer

    def _choose(self, readings):
        answer = self._said("BARCODE_AMBIGUOUS", "choose")
        gtins = self.env["dscsa.gtin"].search(
            [
                ("company_id", "=", self.company.id),
                ("gtin", "in", [r.gtin for r in readings if r.gtin]),
            ]
        )
        names = {each.gtin: each.product_id.display_name or each.name for each in gtins}
        answer["readings"] = [
            {
                "index": index,
                "gtin": each.gtin or "",
                "serial": each.serial or "",
                "lot": each.lot or "",
                "expiry": fields.Date.to_string(each.expiry) or False,
                "product": names.get(each.gtin) or "",
            }
            for index, each in enumerate(readings)
        ]
        return answer

    def _insert(self, values, worst, severity):
        facts = {"facts": plain_facts(worst.facts)} if worst else {}
        return self.env["dscsa.scan"].create(
            {
                **self.note,
                "company_id": self.company.id,
                "picking_id": self.picking.id,
                "user_id": self.user_env.uid,
                "code": worst.code if worst else False,
                "severity": severity,
                **facts,
                **values,
            }
        )

    def _judged(self, worst, severity, scan, product, reading, known):
        if worst:
            sentence = message_of(self.user_env, worst.code, worst.facts)
            step = next_step_of(self.user_env, worst.code, worst.facts)
        elif known and known.announced:
            sentence, step = self._("Matches seller's data."), ""
        else:
            sentence, step = self._("Recorded."), ""
        return self.answer(
            LEVEL[severity],
            sentence,
            code=worst.code if worst else False,
            next_step=step,
            scan=scan,
            product=product,
            reading=reading,
        )

    def _said(self, code, level):
        return self.answer(
            level,
            message_of(self.user_env, code, {}),
            code=code,
            next_step=next_step_of(self.user_env, code, {}),
        )

    def _closed(self):
        if self.picking.state == "cancel":
            sentence = self._("This receipt was cancelled meanwhile.")
            step = self._("Keep the goods apart and ask who ordered them.")
        else:
            sentence = self._("This receipt is done.")
            step = self._("Open the receipt of what is still to come.")
        return self.answer("red", sentence, next_step=step)

    def _answer_again(self, scan):
        """The same call twice (a lost connection): the same answer, counted once."""
        answer = {**scan.sudo()._answer(self.user_env), "duplicate": True}
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
            "overview": Overview(self.facts).as_dict(),
        }
