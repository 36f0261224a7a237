"""Does the scanner send what is printed? One scan of a test symbol or of any pack."""

import re
import string

from odoo.exceptions import UserError

from ...core.gs1.barcode import DEFAULT_SEPARATORS, read_scan
from ...core.gs1.scan_text import strip_symbology
from ...models.messages import message_of, next_step_of, plain_facts
from ..receipt_facts import today_of

GS = "\x1d"
# GS1 General Specifications, figure 7.11-1: what serial numbers and lots may hold
_GS1_SIGNS = frozenset(string.ascii_letters + string.digits + "!\"%&'()*+,-./:;<=>?_")
_LONGEST = 8
# the digits' keys with shift, and without shift on French and Czech keyboards
_SHIFTED = re.compile(r"^[)!@#$%^&*(àâ&é\"'(§è_çà+ěščřžýáíé]{4,}")


class SelfTest:
    """Judges scans for one company; nothing is stored until a separator is set."""

    def __init__(self, env):
        self.env, self.company = env, env.company
        # the settings of the company are nobody's secret at its bench
        self.own = tuple((env.company.sudo().dscsa_separators or "").split())

    def answer(self, text):
        """The answer of ``dscsa_self_test``."""
        text = text or ""
        known = self._known_symbol(text)
        if known is not None:
            return self._of_symbol(text, *known)
        return self._of_pack(text)

    # a test symbol of ours -----------------------------------------------------------
    def _symbols(self):
        """Texts of the printed test symbols, where labels are installed with them."""
        labels = self.env.get("dscsa.labels")
        if labels is None or not hasattr(labels, "dscsa_symbols"):
            return []
        return [each.get("text") or "" for each in labels.dscsa_symbols()]

    def _known_symbol(self, text):
        """(parts, what stood between them) when a test symbol was scanned."""
        data = strip_symbology(text).data
        for symbol in self._symbols():
            parts = [p for p in strip_symbology(symbol).data.split(GS) if p]
            if len(parts) < 2:
                continue
            gap = f"(.{{0,{_LONGEST}}})"
            match = re.fullmatch(gap.join(map(re.escape, parts)), data, re.DOTALL)
            if match:
                return parts, match[1]
        return None

    def _of_symbol(self, text, parts, gap):
        reading = self._read(GS.join(parts)).reading
        if not gap:
            return self._swallowed(text, reading)
        if gap in (*DEFAULT_SEPARATORS, *self.own):
            return self._good(text, reading, gap)
        return self._settable(text, reading, gap)

    # any pack ------------------------------------------------------------------------
    def _of_pack(self, text):
        scan = self._read(text)
        if not text.strip():
            return self._problem(text, scan.problem)
        if scan.problem:
            return self._unreadable(text, scan.problem)
        if len(scan.readings) > 1:
            return self._swallowed(text, None)
        reading = scan.reading
        if not reading.serial:
            return self._said(
                text,
                "amber",
                self.env._("Read, but this is not the square code of a package."),
                self.env._("Scan the square code, or one of the test symbols."),
                reading=self._shown(reading),
            )
        return self._good(text, reading, self._separator_in(text))

    def _unreadable(self, text, problem):
        for candidate in self._candidates(text):
            scan = self._read(text, candidate)
            if scan.reading and scan.reading.is_complete:
                return self._settable(text, scan.reading, candidate)
        if _SHIFTED.match(strip_symbology(text).data):
            return self._said(
                text,
                "red",
                self.env._("Digits arrive as signs: the keyboard layout is wrong."),
                self.env._(
                    "Set the scanner to the layout of this computer (US English), or "
                    "the computer to that of the scanner; then scan again."
                ),
            )
        return self._problem(text, problem)

    def _candidates(self, text):
        """What may stand for the separator: signs no code of a pack can hold."""
        found = re.findall(r"[^0-9A-Za-z]+", strip_symbology(text).data)
        return [each for each in dict.fromkeys(found) if _may_separate(each)]

    def _separator_in(self, text):
        data = strip_symbology(text).data
        every = sorted((*DEFAULT_SEPARATORS, *self.own), key=len, reverse=True)
        return next((each for each in every if each in data), False)

    def _read(self, text, *more):
        return read_scan(
            text,
            today=today_of(self.company),
            separators=(*DEFAULT_SEPARATORS, *self.own, *more),
        )

    # words ---------------------------------------------------------------------------
    def _good(self, text, reading, separator):
        if separator:
            sentence = self.env._(
                "The scanner works. It sends %(sign)s for the separator.",
                sign=visible(separator),
            )
        else:
            sentence = self.env._("The scanner works: this code was read as printed.")
        return self._said(
            text,
            "green",
            sentence,
            self.env._("Compare with the print once, and you are done."),
            separator=visible(separator) if separator else False,
            reading=self._shown(reading),
        )

    def _settable(self, text, reading, separator):
        can_set = _may_separate(separator)
        step = self.env._("Press “Use this”, and scan again.")
        if not can_set:
            step = self.env._(
                "These signs also occur in lots and serial numbers, so they cannot be "
                "used. Set the scanner to send the GS1 separator: see its set-up sheet."
            )
        return self._said(
            text,
            "amber",
            self.env._(
                "The scanner sends %(sign)s for the separator; this is not set yet.",
                sign=visible(separator),
            ),
            step,
            separator=visible(separator),
            reading=self._shown(reading) if reading else False,
            can_set=separator if can_set else False,
        )

    def _swallowed(self, text, reading):
        return self._said(
            text,
            "red",
            self.env._("The scanner swallows the separator: fields run together."),
            self.env._(
                "Print the set-up sheet of the scanner and scan its codes. Until then "
                "you tap which reading is printed on the pack."
            ),
            reading=self._shown(reading) if reading else False,
        )

    def _problem(self, text, problem):
        facts = plain_facts(problem.facts)
        return self._said(
            text,
            "red",
            message_of(self.env, problem.code, facts),
            next_step_of(self.env, problem.code, facts),
        )

    def _shown(self, reading):
        return {
            "gtin": reading.gtin or "",
            "serial": reading.serial or "",
            "lot": reading.lot or "",
            "expiry": reading.expiry.isoformat() if reading.expiry else False,
            "sscc": reading.sscc or "",
        }

    def _said(self, text, level, sentence, next_step, **more):
        return {
            "level": level,
            "sentence": sentence,
            "next_step": next_step,
            "shown": visible(text),
            "separator": False,
            "reading": False,
            "can_set": False,
            **more,
        }

    # setting -------------------------------------------------------------------------
    def set_separator(self, text):
        """Take a separator into the company's list. UserError for what cannot be."""
        text = text or ""
        if not _may_separate(text):
            raise UserError(
                self.env._(
                    "“%s” cannot be a separator: it has to be 1 to 8 signs without "
                    "blanks, and one of them that no lot or serial number can hold.",
                    visible(text),
                )
            )
        if text not in (*DEFAULT_SEPARATORS, *self.own):
            # a technician at the bench may; it is undone under Settings
            self.company.sudo().dscsa_separators = " ".join([*self.own, text])


def visible(text):
    """A text with its control characters made visible."""
    shown = []
    for sign in text or "":
        if sign == GS:
            shown.append("{GS}")
        elif ord(sign) < 32 or ord(sign) == 127:
            shown.append(f"{{0x{ord(sign):02X}}}")
        else:
            shown.append(sign)
    return "".join(shown)


def _may_separate(text):
    """Whether a text can stand for the separator without hiding parts of a code."""
    if not text or len(text) > _LONGEST or any(sign.isspace() for sign in text):
        return False
    return any(sign not in _GS1_SIGNS and not sign.isalnum() for sign in text)
