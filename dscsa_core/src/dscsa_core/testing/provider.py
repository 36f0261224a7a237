"""A verification provider on this machine, good or bad, for exercises and tests.

It speaks the lightweight messaging standard (GET /verify/…, /checkConnectivity) and,
with a token, the interface of ``adapters.VendorAdapter`` (POST /api/…). Packages it
knows are invented. It listens on loopback alone.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

MODES: Mapping[str, str] = MappingProxyType(
    {
        "right": "answers as the standard asks",
        "slow": "the same, after some seconds",
        "wrong": "errors of a server, by turns",
        "lying": "says yes in ways that are none, by turns",
        "redirecting": "leads on: in a circle, to plain http, into private networks",
        "busy": "429, with Retry-After",
        "html": "a page for people, with status 200",
        "huge": "an answer of 50 MB",
        "dripping": "an answer that never ends, a byte now and then",
        "dead": "takes the question and hangs up",
    }
)
GLN, TOKEN = "0399990770001", "exercise"
_HTML = b"<html><body><h1>We will be back soon</h1></body></html>"
_STANDARD = ("corrUUID", "responderGLN", "verificationTimestamp", "data")
_DATA = ("verified", "verificationFailureReason", "additionalInfo")
_VENDOR = ("requestId", "responder", "answeredAt", "result")
_RESULT = ("matches", "failure", "notice")


@dataclass(frozen=True, slots=True)
class Package:
    """What the maker has on record; ``remark``: Recalled, Suspect …; a package that is
    ``refused`` is answered with false and this reason.
    """

    gtin: str
    serial: str
    lot: str
    exp: str
    remark: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it arrived."""

    uuid: str
    gtin: str
    serial: str
    lot: str
    exp: str


class Provider(ThreadingHTTPServer):
    """``packages`` it answers for; ``mode`` of MODES, to be changed at any time;
    ``now`` tells the time; ``asked``: method, target and headers of all requests.
    """

    daemon_threads = True

    def __init__(
        self,
        packages: tuple[Package, ...],
        now: Callable[[], datetime],
        *,
        mode: str = "right",
        port: int = 0,
        seconds: float = 3.0,
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.packages, self.now, self.mode, self.seconds = packages, now, mode, seconds
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.gone = threading.Event()
        self._turns = count()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def turn(self) -> int:
        """One more than last time."""
        return next(self._turns)

    def knows(self, gtin: str) -> bool:
        """Whether it has an entry for this GTIN."""
        return any(each.gtin == gtin for each in self.packages)

    def facts_of(self, asked: Asked) -> dict[str, object]:
        """verified, reason, remark: as the US guideline's scenarios A, B1, C, D, E."""
        of_gtin = (each for each in self.packages if each.gtin == asked.gtin)
        package = next((p for p in of_gtin if p.serial == asked.serial), None)
        if not package:
            return {"verified": False, "reason": "No_match_GTIN_Serial"}
        differs = [
            name
            for name, theirs, ours in (
                ("Lot", asked.lot, package.lot),
                ("Expiry", asked.exp, package.exp),
            )
            if theirs != ours
        ]
        if differs:
            reason = "_".join(("No_match_GTIN_Serial", *differs))
            return {"verified": False, "reason": reason}
        facts = {"verified": not package.refused, "reason": package.refused}
        return {**facts, "remark": package.remark}


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """Answer in a thread until the end of the block."""
    thread = threading.Thread(target=provider.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.gone.set()
        provider.shutdown()
        provider.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        """The standard's questions."""
        self._note()
        parts = urlsplit(self.path)
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        path = [unquote(part) for part in parts.path.split("/")[1:]]
        if path == ["checkConnectivity"]:
            self._guarded(lambda: self._reach(query.get("gtin", ""), "responderGLN"))
        elif path[:2] == ["verify", "gtin"] and path[3::2] == ["lot", "ser"]:
            gtin, lot, serial = path[2::2]
            uuid, exp = query.get("corrUUID", ""), query.get("exp", "")
            asked = Asked(uuid, gtin, serial, lot, exp)
            self._guarded(lambda: self._answer(asked, _STANDARD, _DATA))
        else:
            self._send(_HTML, 404, "text/html")

    def do_POST(self) -> None:
        """The vendor's."""
        self._note()
        size = self.headers.get("Content-Length", "")
        body = self.rfile.read(min(int(size), 1 << 16)) if size.isdecimal() else b""
        if self.headers.get("X-Access-Token") != TOKEN:
            self._send(b"", 401)
            return
        try:
            told = json.loads(body)
            names = ("requestId", "gtin", "serial", "lot", "expiry")
            asked = Asked(*(str(told.get(name, "")) for name in names))
        except (ValueError, AttributeError, RecursionError):
            self._send(b"", 400)
            return
        if self.path == "/api/reach":
            self._guarded(lambda: self._reach(asked.gtin, "responder"))
        elif self.path == "/api/verify":
            self._guarded(lambda: self._answer(asked, _VENDOR, _RESULT))
        else:
            self._send(b"", 404)

    def _note(self) -> None:
        about = dict(self.headers.items())
        self.server.asked.append((self.command, self.path, about))

    def _guarded(self, answer: Callable[[], None]) -> None:
        try:
            getattr(self, f"_be_{self.server.mode}", answer)()
        except (BrokenPipeError, ConnectionResetError):
            # whoever asked has left, as it should
            self.close_connection = True

    def _reach(self, gtin: str, name: str) -> None:
        if self.server.knows(gtin):
            self._json({name: GLN})
        else:
            self._json({"error": "no entry"}, 404)

    def _answer(
        self, asked: Asked, names: tuple[str, ...], of_data: tuple[str, ...]
    ) -> None:
        if self.server.mode == "slow":
            self.server.gone.wait(self.server.seconds)
        if not self.server.knows(asked.gtin):
            self._json({"error": "no entry"}, 404)
            return
        facts = self.server.facts_of(asked)
        parts = (facts.get(each) for each in ("verified", "reason", "remark"))
        data = {
            k: v for k, v in zip(of_data, parts, strict=True) if v not in ("", None)
        }
        moment = self.server.now().isoformat(timespec="milliseconds")
        values: tuple[object, ...] = (asked.uuid, GLN, moment, data)
        told = dict(zip(names, values, strict=True))
        if self.server.mode == "lying":
            told[names[3]] = {of_data[0]: True}
            self._lie(told, names, of_data)
        else:
            self._json(told)

    def _lie(
        self, told: dict[str, object], names: tuple[str, ...], of_data: tuple[str, ...]
    ) -> None:
        """What a reader in a hurry takes for a yes."""
        uuid, data, (yes, why, remark) = names[0], names[3], of_data
        good, policy = json.dumps(told).encode(), "Manufacturer_policy"
        twice = f', "{data}": {{"{yes}": false}}}}'.encode()
        lies: tuple[tuple[bytes, int], ...] = (
            (_changed(told, uuid, "00000000-0000-4000-8000-000000000000"), 200),
            (_changed(told, data, {yes: "true"}), 200),
            (_changed(told, data, {yes: 1}), 200),
            (_changed(told, data, {yes: True, remark: "Recalled"}), 200),
            (_changed(told, data, {yes: True, why: policy}), 200),
            (_changed(told, data, [{yes: True}]), 200),
            (good[:-1] + twice, 200),
            (good, 203),
            (good, 500),
            (good + good, 200),
            (good[:-1], 200),
        )
        body, status = lies[self.server.turn() % len(lies)]
        self._send(body, status)

    def _be_wrong(self) -> None:
        statuses = (500, 502, 503, 504, 408, 400, 403, 404, 405, 418)
        self._send(_HTML, statuses[self.server.turn() % len(statuses)], "text/html")

    def _be_redirecting(self) -> None:
        port = self.server.server_port
        places = (
            self.path,
            f"http://localhost:{port}{self.path}&again=1",
            "http://169.254.169.254/latest/meta-data/",
            "https://10.0.0.7/verify",
            "https://user:word@maker.example/verify",
            "file:///etc/passwd",
            "//[::ffff:10.0.0.7]/",
            "",
        )
        place = places[self.server.turn() % len(places)]
        self._send(b"", 302, Location=place)

    def _be_busy(self) -> None:
        self._send(b"{}", 429, Retry_After="120")

    def _be_html(self) -> None:
        self._send(_HTML, kind="text/html")

    def _be_huge(self) -> None:
        piece = b'{"a": "' + b"x" * (1 << 20)
        self._head(200, "application/json", {"Content-Length": str(50 << 20)})
        for _part in range(50):
            self.wfile.write(piece[: 1 << 20])

    def _be_dripping(self) -> None:
        self._head(200, "application/json", {"Content-Length": "100000"})
        while not self.server.gone.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()

    def _be_dead(self) -> None:
        self.close_connection = True

    def _json(self, told: object, status: int = 200) -> None:
        self._send(json.dumps(told).encode(), status)

    def _send(
        self,
        body: bytes,
        status: int = 200,
        kind: str = "application/json",
        **headers: str,
    ) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self._head(status, kind, {"Content-Length": str(len(body)), **told})
        self.wfile.write(body)

    def _head(self, status: int, kind: str, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet; ``asked`` has it all."""


def _changed(told: Mapping[str, object], name: str, value: object) -> bytes:
    return json.dumps({**told, name: value}).encode()
