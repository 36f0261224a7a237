"""``send`` for adapters, over http to this very machine and nowhere else.

It shows what any sender owes: one exchange, one time for the whole of it, no more bytes
than an answer has, a word instead of an error.
"""

import http.client
import time
from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urlsplit

from ..addresses import check_addresses
from ..errors import CoreError
from ..verification.adapters import Send
from ..verification.answer import MAX_BYTES, Reply
from ..verification.question import Request

_PIECE = 1 << 14


def sender(now: Callable[[], datetime], *, seconds: float = 5.0) -> Send:
    """One exchange a call, all of it within so many seconds."""

    def send(request: Request) -> Reply:
        try:
            return _sent(request, now, time.monotonic() + seconds)
        except CoreError as error:
            return Reply("address", now(), why=str(error.facts["kind"]))
        except TimeoutError:
            return Reply("timeout", now())
        except (http.client.HTTPException, OSError) as error:
            return Reply("unreachable", now(), why=type(error).__name__)

    return send


def _sent(request: Request, now: Callable[[], datetime], ends: float) -> Reply:
    parts = urlsplit(request.url)
    host = parts.hostname or ""
    address = "127.0.0.1" if host == "localhost" else host
    check_addresses([address], allow_loopback=True)
    left = max(ends - time.monotonic(), 0.01)
    line = http.client.HTTPConnection(address, parts.port or 80, timeout=left)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
        headers = {**request.headers, "Host": parts.netloc}
        line.request(request.method, target, request.body or None, headers)
        answer = line.getresponse()
        status, body = _body(answer, line, ends)
        told = {name.lower(): value for name, value in answer.getheaders()}
        kind = told.get("content-type", "")
        return Reply(status, now(), kind, body, headers=MappingProxyType(told))
    finally:
        line.close()


def _body(
    answer: http.client.HTTPResponse, line: http.client.HTTPConnection, ends: float
) -> tuple[int | str, bytes]:
    """The status, or a word, and what was read in time and size."""
    found = b""
    told = answer.headers.get("Content-Length", "")
    while piece := answer.read1(_PIECE):
        found += piece
        if len(found) > MAX_BYTES:
            return "too_large", b""
        left = ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if line.sock:
            line.sock.settimeout(left)
    if told.isdecimal() and len(found) < int(told):
        return "cut_off", b""
    return answer.status, found
