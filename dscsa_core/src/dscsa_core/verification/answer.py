"""What an answer of a verification service means: by ``answers.csv``, never by hope.

"True" says that the identifier is one of the maker's, not that the package may be sold;
a recall rides along with it. GS1 Lightweight Messaging Standard 1.1.0, answer; GS1 US
implementation guideline R1.3, scenarios A to E. Whatever is not exactly an answer to
our question *could not be checked*: that says nothing against the package.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from ..epcis.limits import Limits
from ..errors import Gs1Error
from ..gs1.keys import Gln
from ..investigation import call_sheet
from ..small_json import NoMessage, json_object
from .question import Question, is_number
from .table import (
    CONFIRMED,
    CONFIRMED_STOP,
    NOT_CHECKED,
    NOT_CONFIRMED,
    Row,
    folded,
    row_of,
    row_of_status,
)
from .table import row_or_any as _row

MAX_BYTES = 64 << 10
_LIMITS = Limits(max_bytes=MAX_BYTES, max_depth=6, max_text=4_000, free_signs=500)
_SHOWN = 500
_JSON = re.compile(
    r"|application/(?:[a-z0-9.+-]+\+)?json|text/json|text/plain|application/octet-stream",
    re.ASCII,
)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)", re.ASCII
)
_AHEAD, _BEHIND = timedelta(minutes=5), timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. ``status``: of HTTP, or a word for what went wrong on the way
    (keys of told "fault" in ``answers.csv``: timeout, unreachable, certificate …).
    ``why``: what the network says of it. ``headers`` by small name; of them Location
    and Retry-After are looked at.
    """

    status: int | str
    received_at: datetime
    content_type: str = ""
    body: bytes = b""
    why: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Names:
    """How a provider calls the fields of an answer; as the standard by default."""

    uuid: str = "corrUUID"
    responder: str = "responderGLN"
    timestamp: str = "verificationTimestamp"
    data: str = "data"
    verified: str = "verified"
    reason: str = "verificationFailureReason"
    remark: str = "additionalInfo"


STANDARD_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known now. ``outcome`` of OUTCOMES, ``level`` of LEVELS, ``code`` of the
    catalogue with ``facts``, ``steps`` what to do in this order, ``finding`` the code
    of the hold that follows or empty, ``repeat``: a machine may ask again.

    ``reason`` and ``remark`` are the maker's own words as they came; ``notes`` are
    codes of what is odd and refuses nothing; ``at`` is when the answer came.
    """

    outcome: str
    level: str
    code: str
    steps: tuple[str, ...]
    finding: str
    repeat: bool
    at: datetime
    status: str = ""
    why: str = ""
    reason: str = ""
    remark: str = ""
    responder: str = ""
    timestamp: datetime | None = None
    notes: tuple[str, ...] = ()

    @property
    def next_step(self) -> str:
        """The first thing to do; empty: nothing."""
        return self.steps[0] if self.steps else ""

    @property
    def facts(self) -> dict[str, str]:
        """What fills the sentences of ``code``."""
        names = ("status", "why", "reason", "remark")
        return {name: getattr(self, name) for name in names}


class _Unclear(Exception):
    """An answer that is none; ``key`` of told "content"."""

    def __init__(self, key: str, why: str = "") -> None:
        super().__init__(key, why)
        self.key, self.why = key, why


@dataclass(slots=True)
class _Told:
    """What the fields say; ``others``: fields nobody knows, as they came."""

    verified: bool
    reason: str
    remark: str
    others: str
    responder: str
    timestamp: str


def judge(
    question: Question,
    reply: Reply,
    *,
    names: Names = STANDARD_NAMES,
    harmless: frozenset[str] = frozenset(),
) -> Verdict:
    """What a reply to a question means. It raises nothing, whatever the reply is.

    ``harmless``: see ``Provider``. A field nobody knows is a remark, so never green.
    """
    if type(reply.status) is not int or reply.status != 200:
        why = (reply.why or str(reply.status))[:_SHOWN]
        return _verdict(row_of_status(reply.status), reply, why=why)
    try:
        told = _told(_message(reply), question.uuid, names, _passed(names, harmless))
        row = _meaning(told)
    except _Unclear as error:
        return _verdict(_row("content", error.key), reply, why=error.why)
    responder, notes = _responder(told.responder)
    timestamp, time_notes = _timestamp(told.timestamp, reply.received_at)
    return _verdict(
        row,
        reply,
        reason=told.reason,
        remark=" ".join(filter(None, (told.remark, told.others))),
        responder=responder,
        timestamp=timestamp,
        notes=(*notes, *time_notes),
    )


def _passed(names: Names, harmless: frozenset[str]) -> frozenset[str]:
    """Fields nobody looks at. No setting makes one of them of what an answer is."""
    kept = {folded(each) for part in (names, STANDARD_NAMES) for each in astuple(part)}
    return frozenset(map(folded, harmless)) - kept


def _verdict(row: Row, reply: Reply, **parts: object) -> Verdict:
    return Verdict(
        row.outcome,
        row.level,
        row.code,
        row.steps,
        row.finding,
        row.repeat,
        reply.received_at,
        str(reply.status)[:60],
        **parts,  # type: ignore[arg-type]
    )


def _message(reply: Reply) -> dict[str, object]:
    kind = reply.content_type.partition(";")[0].strip().lower()
    if not _JSON.fullmatch(kind):
        raise _Unclear("not_json", kind[:60])
    try:
        return json_object(reply.body, _LIMITS)
    except NoMessage as error:
        raise _Unclear("not_json", error.why) from error


def _told(
    message: dict[str, object], uuid: str, names: Names, passed: frozenset[str]
) -> _Told:
    """The fields of a message; _Unclear when one is not what it has to be."""
    top = (names.uuid, names.responder, names.timestamp, names.data)
    outer = _Fields(message, top, passed)
    if not is_number(uuid) or outer.text(names.uuid).lower() != uuid.lower():
        raise _Unclear("other_question")
    data = message.get(names.data)
    if not isinstance(data, dict):
        raise _Unclear("shape", names.data)
    loose = (names.reason, names.remark)
    inner = _Fields(data, (names.verified, *loose), passed, loose)
    verified = data.get(names.verified)
    if not isinstance(verified, bool):
        raise _Unclear("shape", names.verified)
    return _Told(
        verified,
        inner.text(names.reason),
        inner.text(names.remark),
        _shown({**outer.others, **inner.others}),
        outer.text(names.responder),
        outer.text(names.timestamp),
    )


class _Fields:
    """The fields of one record. What makes an answer good has its exact name; one like
    it and not the same would be read by some and not by others. What speaks against the
    package (``loose``) is read however its name is spelled.
    """

    def __init__(
        self,
        record: Mapping[str, object],
        known: tuple[str, ...],
        passed: frozenset[str],
        loose: tuple[str, ...] = (),
    ) -> None:
        self._record = dict(record)
        looks = {folded(name): name for name in known}
        self.others: dict[str, object] = {}
        for name, value in record.items():
            look = folded(name)
            exact = looks.get(look, name)
            if name != exact:
                if exact not in loose or exact in self._record:
                    raise _Unclear("shape", name[:60])
                self._record[exact] = value
            if look not in looks and look not in passed and value is not None:
                self.others[name] = value

    def text(self, name: str) -> str:
        """The text of a field, as it came; null and blank say nothing."""
        value = self._record.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _Unclear("shape", name)
        return value[:_SHOWN] if value.strip(" \t\r\n") else ""


def _meaning(told: _Told) -> Row:
    """The row of an answer: what the maker remarks weighs more than its yes or no."""
    key = folded(told.remark)
    if told.verified:
        if told.remark and (row := row_of("true", key)) and row.finding:
            return row
        if told.reason:
            raise _Unclear("contradiction", told.reason)
        if told.others:
            return _row("true", "*")
        return _row("true", key or "*") if told.remark else _row("true")
    if told.remark and (row := row_of("false", key)):
        return row
    return _row("reason", folded(told.reason) or "*") if told.reason else _row("reason")


def _shown(values: Mapping[str, object]) -> str:
    if not values:
        return ""
    return json.dumps(values, ensure_ascii=False)[:_SHOWN]


def _responder(text: str) -> tuple[str, tuple[str, ...]]:
    """Printed examples of the standard have a wrong check digit: noted, not refused."""
    if not text:
        return "", ("vrs.note_responder",)
    try:
        return Gln.parse(text).value, ()
    except Gs1Error:
        return text[:60], ("vrs.note_responder",)


def _timestamp(
    text: str, received_at: datetime
) -> tuple[datetime | None, tuple[str, ...]]:
    """A clock that goes wrong is noted: our own number says what was answered."""
    try:
        if not _MOMENT.fullmatch(text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text).astimezone(UTC)
        ahead = moment - received_at
    except (ValueError, OverflowError, TypeError):
        return None, ("vrs.note_time",)
    is_odd = ahead > _AHEAD or -ahead > _BEHIND
    return moment, ("vrs.note_clock",) if is_odd else ()


def is_answer(verdict: Verdict) -> bool:
    """Whether the maker said something, good or bad."""
    return verdict.outcome != NOT_CHECKED


def said_of(verdict: Verdict) -> str:
    """What of ``investigation.call_sheet.ANSWERS`` a record of the question holds.

    *Confirmed* speaks for a package, so it is the green answer alone. One that is
    confirmed and recalled or suspect is not; one with a remark is what it is only when
    a person has looked.
    """
    return _SAID.get(verdict.outcome, call_sheet.NOT_CHECKED)


_SAID = {
    CONFIRMED: call_sheet.CONFIRMED,
    CONFIRMED_STOP: call_sheet.NOT_CONFIRMED,
    NOT_CONFIRMED: call_sheet.NOT_CONFIRMED,
}
