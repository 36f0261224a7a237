"""When to ask again, when to give up, where to follow, and what may be stated.

FD&C Act, section 582(b)(4)(C): a maker answers "not later than 24 hours after
receiving" a request. After them the question is given up and a person asks.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from ..investigation.clock import due_of_maker
from .answer import Reply, Verdict, is_answer
from .errors import AskError
from .provider import Provider, check_address
from .question import Possession, Request
from .table import Row, row_or_any

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
# a provider that asks for more patience than this is asked again all the same
LONGEST_PAUSE = timedelta(hours=6)
MAX_MOVES = 3
MOVED = frozenset((301, 302, 303, 307, 308))
# at the bench somebody stands and waits
CONNECT_SECONDS, BENCH_SECONDS, JOB_SECONDS = 3, 10, 60
AGAIN, ENDED = "again", "ended"


@dataclass(frozen=True, slots=True)
class Next:
    """``what``: AGAIN at ``at``, or ENDED with ``verdict`` as the last word."""

    what: str
    verdict: Verdict
    at: datetime | None = None


def next_of(
    verdict: Verdict, tries: int, first_asked: datetime, *, retry_after: str = ""
) -> Next:
    """What follows a verdict that came after so many tries, the first of them at
    ``first_asked`` (DoubtError ``doubt.zone`` for one without a zone).

    What nobody can mend by waiting ends at once; what can is asked again after 1, 5,
    30, 30 … minutes, later if the provider says so in ``Retry-After``, until 24 hours
    are over: then the verdict is that the maker is late by law.
    """
    if is_answer(verdict) or not verdict.repeat:
        return Next(ENDED, verdict)
    gives_up = due_of_maker(first_asked, UTC)
    at = verdict.at.astimezone(UTC) + pause_of(tries, retry_after, verdict.at)
    if at < gives_up:
        return Next(AGAIN, verdict, at)
    if verdict.at.astimezone(UTC) < gives_up:
        # one last time when the day is over, and not a minute before
        return Next(AGAIN, verdict, gives_up)
    return Next(ENDED, late(verdict))


def late(verdict: Verdict) -> Verdict:
    """No answer in 24 hours; why the last try failed stays beside it."""
    row: Row = row_or_any("late")
    return replace(
        verdict,
        outcome=row.outcome,
        level=row.level,
        code=row.code,
        steps=row.steps,
        repeat=row.repeat,
        why=verdict.why or verdict.status,
    )


def pause_of(
    tries: int, retry_after: str = "", now: datetime | None = None
) -> timedelta:
    """How long to wait after so many tries: at least our own pause, at most
    LONGEST_PAUSE, in between what the provider asks for.
    """
    own = PAUSES[min(max(tries, 1), len(PAUSES)) - 1]
    return min(max(own, _told_pause(retry_after.strip(), now)), LONGEST_PAUSE)


def _told_pause(text: str, now: datetime | None) -> timedelta:
    """Seconds or a date (RFC 9110, 10.2.3); what is neither asks for nothing."""
    try:
        if text.isascii() and text.isdecimal():
            return min(timedelta(seconds=int(text[:9])), LONGEST_PAUSE)
        if not text or now is None:
            return timedelta()
        until = parsedate_to_datetime(text)
        return until.replace(tzinfo=until.tzinfo or UTC) - now
    except (ValueError, OverflowError, TypeError):
        return timedelta()


def follow(request: Request, reply: Reply, moves: int, provider: Provider) -> Request:
    """The request to which a provider leads on.

    AskError ``vrs.led_on`` (fact ``why``) for a fourth one, for a request that carries
    a body, and for any address but https on the open internet. Sign-in data go to the
    host they are for and to no other, not even back again.
    """
    if moves >= MAX_MOVES:
        raise AskError("vrs.led_on", why=f"more than {MAX_MOVES} times")
    if request.body or request.method != "GET":
        raise AskError("vrs.led_on", why="a question that is sent once")
    location = reply.headers.get("location", "")
    try:
        url = urldefrag(urljoin(request.url, location)).url
        check_address(url, is_test=provider.is_test)
    except (AskError, ValueError) as error:
        raise AskError("vrs.led_on", why="no address that may be called") from error
    if not location:
        raise AskError("vrs.led_on", why="no address that may be called")
    moved = replace(request, url=url)
    return moved if _origin(url) == _origin(request.url) else moved.without_secrets()


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    usual = {"https": 443, "http": 80}.get(parts.scheme, 0)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or usual


def possession_of(
    *,
    by: str,
    scanned_at: datetime | None,
    is_here: bool,
    asked_at: datetime,
    mail: str = "",
    telephone: str = "",
) -> Possession | None:
    """The statement that goes with a question, or none.

    It is made by a person's name, and only for a package that was scanned here before
    it is asked about and has not left: typed, announced or remembered is not held.
    Both times have a zone.
    """
    if not (by.strip() and scanned_at and is_here) or scanned_at > asked_at:
        return None
    return Possession(by.strip(), mail.strip(), telephone.strip())
