"""HTTP with a limit on everything: time, tries, size, and where it may lead.

``Limits.seconds`` is for the whole call, all tries and the reading of the body
included. Sign-in data go to one host only and are never part of an error.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from .errors import ConnectorError

_PIECE = 1 << 16
_BUSY = frozenset((429, 502, 503, 504))
_MOVED = frozenset((301, 302, 303, 307, 308))
_MOST_MOVES = 3
_AGENT = "dscsa_compliance (license check)"


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` of the whole call, further tries, largest body in megabytes."""

    seconds: float = 20.0
    retries: int = 2
    megabytes: int = 200


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who we are: ``basic``, or ``header`` whose name is ``user``."""

    kind: str = ""
    user: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def headers_for(self, url: str) -> dict[str, str]:
        """The header that signs in."""
        if not self.secret:
            return {}
        if self.kind == "basic":
            request = requests.Request("GET", url, auth=(self.user, self.secret))
            return {"Authorization": request.prepare().headers["Authorization"]}
        return {self.user: self.secret} if self.kind == "header" else {}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole."""

    status: int
    content: bytes
    headers: Mapping[str, str]
    url: str


def host_of(url: str) -> str:
    """Host and port of an address; the part that sign-in data are bound to."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2].lower()


def check_url(url: str) -> str:
    """The address, when it leads over http or https; ConnectorError otherwise."""
    try:
        parts = urlsplit(url or "")
        good = parts.scheme in ("http", "https") and parts.hostname
        hides_password = "@" in parts.netloc
    except ValueError:
        good = hides_password = False
    if not good:
        raise ConnectorError("lookup.scheme", url=(url or "")[:200])
    if hides_password:  # it would stand in logs and in everybody's view
        raise ConnectorError("lookup.password", host=host_of(url))
    return url


def _no_netrc(request):
    """Keeps requests from adding the password of a .netrc file."""
    return request


class HttpClient:
    """A session with limits; use as a context."""

    def __init__(self, limits=None, sign_in=None, *, sleep=time.sleep):
        self.limits = limits or Limits()
        self._sign_in, self._trusted = sign_in or SignIn(), set()
        self._sleep = sleep
        self._session = requests.Session()
        self._session.headers["User-Agent"] = _AGENT
        self._session.auth = _no_netrc

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._session.close()

    def trust(self, url: str) -> None:
        """Let sign-in data go to the host of this address; to others they never do."""
        self._trusted.add(host_of(check_url(url)))

    def download(self, url: str) -> Reply:
        """GET that follows a few redirects, never from https back to http."""
        ends = self._ends()
        for _move in range(_MOST_MOVES + 1):
            reply = self._try("GET", url, ends, {})
            if reply.status not in _MOVED:
                return self._good(reply)
            target = urljoin(url, reply.headers.get("Location", ""))
            if url.startswith("https:") and not target.startswith("https:"):
                break
            url = check_url(target)
        raise ConnectorError("lookup.redirect", host=host_of(url), target=target[:200])

    def ask(self, method: str, url: str, *, any_status=False, **options) -> Reply:
        """One question. ``options``: ``params``, ``data``, ``json``, ``headers``.

        Follows no redirect. With ``any_status`` errors of the service are given
        back too: a SOAP fault comes as status 500.
        """
        reply = self._try(method, url, self._ends(), options)
        if reply.status in _MOVED:
            target = urljoin(url, reply.headers.get("Location", ""))
            raise ConnectorError(
                "lookup.redirect", host=host_of(url), target=target[:200]
            )
        return reply if any_status else self._good(reply)

    def _ends(self):
        return time.monotonic() + self.limits.seconds

    def _good(self, reply):
        host = host_of(reply.url)
        if reply.status in (401, 403):
            raise ConnectorError("lookup.refused", host=host, status=reply.status)
        if not 200 <= reply.status < 300:
            raise ConnectorError("lookup.status", host=host, status=reply.status)
        return reply

    def _try(self, method, url, ends, options):
        """Send until it works, the tries are used up or the time is over."""
        check_url(url)
        for left in range(self.limits.retries, -1, -1):
            pause = min(2.0 ** (self.limits.retries - left), 8.0)
            may_retry = left and time.monotonic() + pause < ends
            try:
                reply = self._send(method, url, ends, options)
                if reply.status not in _BUSY or not may_retry:
                    return reply
            except requests.Timeout as error:
                raise self._too_slow(url) from error
            except (requests.RequestException, OSError) as error:
                if not may_retry:
                    raise ConnectorError(
                        "lookup.unreachable", host=host_of(url), reason=_plain(error)
                    ) from error
            self._sleep(pause)
        raise self._too_slow(url)

    def _too_slow(self, url):
        return ConnectorError(
            "lookup.timeout", host=host_of(url), seconds=f"{self.limits.seconds:g}"
        )

    def _send(self, method, url, ends, options):
        left = ends - time.monotonic()
        if left <= 0:
            raise requests.Timeout
        headers = dict(options.get("headers", {}))
        if host_of(url) in self._trusted:
            headers |= self._sign_in.headers_for(url)
        with self._session.request(
            method,
            url,
            **{**options, "headers": headers},
            timeout=left,
            stream=True,
            allow_redirects=False,
        ) as response:
            content = self._read(response, url, ends)
            return Reply(response.status_code, content, response.headers, url)

    def _read(self, response, url, ends):
        """The body, at most as much and as long as the limits say."""
        limit, found, size = self.limits.megabytes << 20, [], 0
        for piece in _pieces(response):
            size += len(piece)
            if size > limit:
                raise ConnectorError("lookup.too_large", limit=self.limits.megabytes)
            if time.monotonic() > ends:
                raise self._too_slow(url)
            found.append(piece)
        told = response.headers.get("Content-Length", "")
        if told.isdecimal() and response.raw.tell() < int(told):
            raise requests.ConnectionError("the answer was cut off")
        return b"".join(found)


def _pieces(response):
    """The body as it arrives: a server that drips must not outlive the limit."""
    read = getattr(response.raw, "read1", None)
    if read is None:
        yield from response.iter_content(512)
        return
    try:
        while piece := read(_PIECE, decode_content=True):
            yield piece
    except urllib3.exceptions.ReadTimeoutError as error:
        raise requests.Timeout from error
    except urllib3.exceptions.HTTPError as error:
        raise requests.ConnectionError(str(error)) from error


def _plain(error):
    """The innermost reason in a few words; no address, it may hold a key."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    words = getattr(error, "strerror", "") or type(error).__name__
    return str(words)
