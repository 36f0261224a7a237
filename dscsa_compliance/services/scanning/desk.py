"""One desk: a text is read, judged and answered the same way at every bench."""

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from odoo import fields

from .contract import Answer, WayOut
from .locks import share
from .reader import Reader
from .signing import SIGN_FIRST, has_to_sign, sign_first, signer_id


def way_out(env, key, record=None):
    """The one button of an answer: it signs, types, takes back, or opens a record."""
    titles = {
        "sign": env._("Sign"),
        "type": env._("Type what is printed"),
        "undo": env._("Take the scan back"),
    }
    if not record:
        return WayOut(key, titles[key])
    title = env._("Open %(name)s", name=record.display_name)
    return WayOut(key, title, record._name, record.id)


def label_of(product, *sources):
    """What is shown of the goods: of each field what the first source tells."""
    told = {
        name: next(filter(None, (getattr(each, name) for each in sources if each)), "")
        for name in ("gtin", "serial", "lot", "expiry")
    }
    return {
        **told,
        "expiry": fields.Date.to_string(told["expiry"] or False),
        "product": (product and product.display_name) or "",
        "storage": (product and product.dscsa_storage) or "ambient",
    }


class Desk(ABC):
    """Takes the scans of one bench for one user; subclasses say what they mean."""

    # the model of the readings, and what of a reading the switch beside it says
    _scans = "dscsa.scan"
    _switch = "seal_broken"

    def __init__(self, bench, user_env):
        self.bench, self.env = bench, bench.env
        self.user_env, self._ = user_env, user_env._
        self.company = bench.company_id
        self.note = {}

    @cached_property
    def reader(self):
        """What texts mean to the company."""
        return Reader(self.env, self.company)

    def scan(self, text, client_uuid, scanned_at=None, seal_broken=False, choice=None):
        """The ``Answer`` to one scan; docs/contract.md says what is in it."""
        again = self.env[self._scans].search([("client_uuid", "=", client_uuid)])
        if again:
            return self._answer_again(again)
        if has_to_sign(self.user_env, self.company):
            return self._sign_first()
        share(self.bench)
        self.note = {
            "client_uuid": client_uuid,
            "raw": text,
            "scanned_at": stamp_of(scanned_at),
            self._switch: bool(seal_broken),
            "user_id": self.user_env.uid,
            "signed_by_id": signer_id(self.user_env, self.company),
        }
        return self._take(text, choice)

    @abstractmethod
    def _take(self, text, choice):
        """Read and judged, or said why not, where the bench is closed too."""

    @abstractmethod
    def _answer_again(self, scan):
        """The same call twice (a lost connection): the same answer, counted once."""

    def _read(self, text, choice):
        """A reading, or the ``Answer`` where there is none."""
        found = self.reader.meaning(text, choice)
        if found.problem:
            return self._unread(text, found.problem)
        if found.readings:
            asked = self.reader.asked(self.user_env, found)
            return self.answer("choose", **asked)
        return found.reading

    @abstractmethod
    def _unread(self, text, problem):
        """The answer to a text that is no code."""

    def _sign_first(self):
        """Nothing is stored: the screen asks for initials and PIN and sends again."""
        answer = self.answer("red", sign_first(self.user_env))
        button = way_out(self.user_env, "sign")
        return replace(answer, code=SIGN_FIRST, button=button)

    def button_of(self, level, code, scan):
        """Unreadable: type it. Doubtful: the scan itself can be taken back."""
        if code and code.startswith("BARCODE"):
            return way_out(self.user_env, "type")
        if scan and level in ("amber", "red"):
            return way_out(self.user_env, "undo")
        return False

    def answer(self, level, sentence, *, scan=None, **known):
        """An ``Answer`` with what is known, and the bench as it stands now."""
        known.setdefault("button", self.button_of(level, known.get("code"), scan))
        return Answer(
            level=level,
            sentence=sentence,
            scan_id=scan.id if scan else False,
            overview=self.overview(),
            **known,
        )

    @abstractmethod
    def overview(self):
        """Where the bench stands now."""


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
