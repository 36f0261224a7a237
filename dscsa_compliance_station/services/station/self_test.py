"""Does the scanner send what is printed? One scan of a test symbol or of any pack."""

import re
import string

from dscsa_core.finding import WARNING, Finding
from dscsa_core.gs1.scan_text import strip_symbology

from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.scanning.reader import (
    OTHER_CASE,
    OTHER_LAYOUT,
    Reader,
)
from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
    plain_facts,
)

from .contract import Arrived, Tested

GS = "\x1d"
# GS1 General Specifications, figure 7.11-1: what serial numbers and lots may hold
_GS1_SIGNS = frozenset(string.ascii_letters + string.digits + "!\"%&'()*+,-./:;<=>?_")
_LONGEST = 8
# the identifiers of GS1 symbols as no scanner sends them that leaves letters alone
_OTHER_CASE = ("]D2", "]c1", "]q3")
# field and number: by these a test symbol is known whatever became of its end
_KEY_LENGTH = 16


class SelfTest:
    """Judges scans for one company; nothing is stored until a separator is set."""

    def __init__(self, env):
        self.env, self.company = env, env.company
        # the register and the settings of the company are nobody's secret at its bench
        self.reader = Reader(env(su=True), env.company.sudo())

    def answer(self, text):
        """What was ``Tested``."""
        text = text or ""
        symbols = self._symbols()
        if text.strip()[:3] in _OTHER_CASE:
            return self._other_case(text)
        for parts in symbols:
            gaps = _gaps(parts, strip_symbology(text).data)
            if gaps is not None:
                return self._of_symbol(text, parts, gaps)
        return self._changed(text, symbols) or self._of_pack(text)

    # a test symbol of ours -----------------------------------------------------------
    def _symbols(self):
        """The fields of each printed test symbol, as texts, where labels are there."""
        labels = self.env.get("dscsa.labels")
        if labels is None or not hasattr(labels, "dscsa_symbols"):
            return []
        texts = [each.get("text") or "" for each in labels.dscsa_symbols()]
        return [strip_symbology(text).data.split(GS) for text in filter(None, texts)]

    def _of_symbol(self, text, parts, gaps):
        reading = self._read(GS.join(parts)).reading
        if "" in gaps:
            return self._swallowed(text, reading)
        if len(gaps) > 1:
            return self._not_as_printed(text, GS.join(parts))
        gap = next(iter(gaps), "")
        arrived = self._read(text).reading
        if arrived and _fields(arrived) == _fields(reading):
            return self._good(text, reading, gap)
        return self._settable(text, reading, gap)

    def _changed(self, text, symbols):
        """The answer to one of our symbols that arrived otherwise than printed."""
        data = strip_symbology(text).data
        for parts in symbols:
            if _gaps([part.lower() for part in parts], data.lower()) is not None:
                return self._other_case(text)
        near = [
            GS.join(parts)
            for parts in symbols
            if data[:_KEY_LENGTH] == parts[0][:_KEY_LENGTH]
        ]
        if not near:
            return None
        return self._not_as_printed(text, max(near, key=lambda it: _same(it, data)))

    # any pack ------------------------------------------------------------------------
    def _of_pack(self, text):
        scan = self._read(text)
        if not text.strip():
            return self._problem(text, scan.problem)
        if scan.problem:
            return self._unreadable(text, scan.problem)
        if any(note.code == "barcode.separators_lost" for note in scan.notes):
            return self._swallowed(text, scan.reading)
        found = self.reader.meaning(text)
        if found.question == OTHER_CASE:
            return self._other_case(text)
        if found.question == OTHER_LAYOUT:
            return self._problem(text, Finding("barcode.keyboard", WARNING))
        return self._compared(text, scan.reading)

    def _compared(self, text, reading):
        if not reading or not reading.serial:
            return self._said(
                text,
                "amber",
                self.env._("Read, but this is not the square code of a package."),
                self.env._("Scan the square code, or one of the test symbols."),
                reading=self._shown(reading) if reading else False,
            )
        if self.reader.agrees(reading):
            return self._good(text, reading, self._separator_in(text))
        return self._said(
            text,
            "amber",
            self.env._("Read. Nothing is on record to compare it with."),
            self.env._(
                "Compare every letter and sign with the print, or scan a test symbol: "
                "what it holds is known here."
            ),
            reading=self._shown(reading),
        )

    def _unreadable(self, text, problem):
        for candidate in self._candidates(text):
            scan = self._read(text, candidate)
            if scan.reading and scan.reading.is_complete:
                return self._settable(text, scan.reading, candidate)
        return self._problem(text, problem)

    def _candidates(self, text):
        """What may stand for the separator: signs no code of a pack can hold."""
        found = re.findall(r"[^0-9A-Za-z]+", strip_symbology(text).data)
        return [each for each in dict.fromkeys(found) if _may_separate(each)]

    def _separator_in(self, text):
        data = strip_symbology(text).data
        every = sorted(self.reader.separators(), key=len, reverse=True)
        named = next((each for each in every if each.lower() in data.lower()), False)
        signs = re.search(f"[^{re.escape(''.join(_GS1_SIGNS))}]+", data)
        return named or (signs[0] if signs else False)

    def _read(self, text, *more):
        return self.reader.scan(text, *more)

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

    def _other_case(self, text):
        return self._said(
            text,
            "red",
            self.env._("The scanner changes upper and lower case: is Caps Lock on?"),
            self.env._(
                "Turn Caps Lock off, or set the scanner to leave letters as they are: "
                "see its set-up sheet. Then scan again."
            ),
        )

    def _not_as_printed(self, text, symbol):
        return self._said(
            text,
            "red",
            self.env._(
                "What arrived is not what the symbol holds: %(symbol)s.",
                symbol=visible(symbol),
            ),
            self.env._(
                "Set the scanner to the keyboard layout of this computer (US English), "
                "or the computer to that of the scanner; then scan again."
            ),
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
        return Arrived(
            gtin=reading.gtin or "",
            serial=reading.serial or "",
            lot=reading.lot or "",
            expiry=reading.expiry.isoformat() if reading.expiry else False,
            sscc=reading.sscc or "",
        )

    def _said(self, text, level, sentence, next_step, **more):
        words = {"sentence": sentence, "next_step": next_step, "shown": visible(text)}
        return Tested(level=level, **words, **more)

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
        if text not in self.reader.separators():
            # a technician at the bench may; it is undone under Settings
            company = self.company.sudo()
            own = (company.dscsa_separators or "").split()
            company.dscsa_separators = " ".join([*own, text])


def _gaps(parts, data):
    """What stands between the fields of a symbol, or None for another text."""
    gap = f"(.{{0,{_LONGEST}}}?)"
    match = re.fullmatch(gap.join(map(re.escape, parts)), data, re.DOTALL)
    return set(match.groups()) if match else None


def _fields(reading):
    return (reading.gtin, reading.sscc, reading.serial, reading.lot, reading.expiry)


def _same(one, other):
    """How many signs two texts share at the same place."""
    return sum(map(str.__eq__, one, other))


def visible(text):
    """A text with its control characters made visible."""
    shown = []
    for sign in text or "":
        if sign == GS:
            shown.append("{GS}")
        elif sign == " ":
            shown.append("{blank}")
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
