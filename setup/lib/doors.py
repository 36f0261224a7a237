"""``setup/doors``: hostile files through the doors of a server that runs."""

import argparse
import multiprocessing
import re
import statistics
import sys
import time
import xmlrpc.client
from collections import Counter, defaultdict
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import hostile
import requests
from tests import reader_samples

_BEAT, _PATIENCE, _SOON = 0.25, 300, 1
_READ = ["name", "state", "failure", "findings", "is_loose_paper", "seconds"]
_FAULT = r"^.* (?:ERROR|CRITICAL) .*$|^.*HTTP/1\.\d\" 5\d\d .*$"
_SENDER = "desk@brookdrug.example.com"


def beat(url, line):
    """Ask for the login page until told to end; tell its times and what went wrong.

    In a process of its own: what makes large files must not keep it waiting.
    """
    times, bad = [], Counter()
    while not line.poll(max(0, _BEAT - times[-1]) if times else 0):
        began = time.monotonic()
        try:
            status = requests.get(f"{url}/web/login", timeout=_PATIENCE).status_code
        except requests.RequestException as error:
            status = type(error).__name__
        times.append(time.monotonic() - began)
        if status != 200:
            bad[status] += 1
    line.send((times, bad))


class Server:
    """The server as its users and its mail gateway see it.

    ``taken`` are the seconds in which it answered the last upload or mail.
    """

    def __init__(self, url, database):
        self.url, self._database = url, database
        self._objects = xmlrpc.client.ServerProxy(
            f"{url}/xmlrpc/2/object", allow_none=True
        )
        self._session = requests.Session()
        self.taken = 0

    def wait(self):
        """Until it answers."""
        for _try in range(_PATIENCE):
            try:
                return requests.get(f"{self.url}/web/login", timeout=_PATIENCE)
            except requests.ConnectionError:
                time.sleep(1)
        raise SystemExit("The server does not answer.")

    def call(self, model, method, *arguments, **options):
        """A public method, as the administrator."""
        return self._objects.execute_kw(
            self._database, 2, "admin", model, method, arguments, options
        )

    def log_in(self, name, password):
        """Become a user of the web client."""
        page = self._session.get(f"{self.url}/web/login").text
        self._token = re.search(r'csrf_token" value="([^"]+)"', page)[1]
        form = {"login": name, "password": password, "csrf_token": self._token}
        self._session.post(f"{self.url}/web/login", data=form).raise_for_status()
        answer = self._session.get(f"{self.url}/odoo")
        if "/web/login" in answer.url:
            raise SystemExit(f"{name} cannot log in.")
        self._token = re.search(r'csrf_token: "([^"]+)"', answer.text)[1]

    def upload(self, name, data):
        """(what of it was refused at the door, documents)."""
        began = time.monotonic()
        answer = self._session.post(
            f"{self.url}/dscsa/upload",
            data={"csrf_token": self._token},
            files=[("files", (name, data))],
            timeout=_PATIENCE,
        )
        self.taken = time.monotonic() - began
        answer.raise_for_status()
        files = answer.json()["files"]
        return (
            [one["error"] for one in files if "error" in one],
            [one["id"] for one in files if one.get("id")],
        )

    def open_inbox(self):
        """An inbox that takes mails of anybody."""
        domain = self.call("mail.alias.domain", "search_read", [], ["name"], limit=1)
        name = domain[0]["name"] if domain else "maple.example.com"
        if not domain:
            made = self.call("mail.alias.domain", "create", {"name": name})
            self.call("res.company", "write", [1], {"alias_domain_id": made})
        values = {"alias_name": "hostile", "known_only": False}
        self.call("dscsa.inbox", "create", values)
        self._address = f"hostile@{name}"

    def mail(self, name, data):
        """(what of it was refused at the door, documents)."""
        last = self._last("dscsa.document")
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = _SENDER, self._address, "Files"
        mail["Message-Id"] = f"<{name}.{time.time()}@brookdrug.example.com>"
        mail.set_content("attached")
        mail.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name
        )
        message = xmlrpc.client.Binary(mail.as_bytes())
        self._deliver(
            self._database,
            2,
            "admin",
            "mail.thread",
            "message_process",
            [False, message],
        )
        kept = self._last("dscsa.inbox.mail")
        items = self.call("dscsa.inbox.mail", "read", [kept], ["item_ids"])
        return items[0]["item_ids"], self.call(
            "dscsa.document", "search", [("id", ">", last)]
        )

    def _deliver(self, *request):
        body = xmlrpc.client.dumps(request, "execute_kw", allow_none=True).encode()
        began = time.monotonic()
        answer = requests.post(
            f"{self.url}/xmlrpc/2/object",
            data=body,
            headers={"Content-Type": "text/xml"},
            timeout=_PATIENCE,
        )
        self.taken = time.monotonic() - began
        answer.raise_for_status()
        xmlrpc.client.loads(answer.content)

    def _last(self, model):
        return (self.call(model, "search", [], limit=1, order="id desc") or [0])[0]

    def read(self, ids):
        """What became of these documents, once all are read."""
        until = time.monotonic() + _PATIENCE
        while True:
            rows = self.call("dscsa.document", "read", ids, _READ)
            if time.monotonic() > until or all(
                row["state"] != "received" for row in rows
            ):
                return rows
            time.sleep(0.05)


class Walk:
    """One walk through the doors; ``findings`` are what must not be."""

    def __init__(self, server):
        self.server, self.findings = server, []
        self.door, self.reading = defaultdict(list), defaultdict(list)
        self.states = defaultdict(Counter)

    def send(self, way, kind, name, data):
        """One file through one door, until it is read or refused."""
        try:
            refused, ids = getattr(self.server, way)(name, data)
        except (requests.RequestException, xmlrpc.client.Error) as error:
            self.find(f"{way} {kind} {name}: {error!r}"[:600])
            return
        self.door[way, kind].append(self.server.taken)
        if not refused and not ids:
            self.find(f"{way} {kind} {name}: nothing is said of it")
        if not ids:
            self.states[way, kind]["refused at the door"] += 1
        for row in self.server.read(ids):
            self.states[way, kind][row["state"]] += 1
            self.reading[way, kind].append(row["seconds"])
            told = row["failure"] or row["findings"] or row["is_loose_paper"]
            if row["state"] not in ("failed", "processed") or not told:
                self.find(f"{way} {kind} {name}: {row['state']}, no word")

    def find(self, words):
        """Note and tell what must not be."""
        self.findings.append(words)
        print("FOUND", words)

    def tell(self):
        """A line for each door and kind."""
        for (way, kind), taken in self.door.items():
            read = self.reading[way, kind] or [0]
            print(
                f"{way:7} {kind:24} {len(taken):4} sent, at the door "
                f"{statistics.median(taken):.2f} s (at most {max(taken):.2f}), read in "
                f"{statistics.median(read):.2f} s (at most {max(read):.2f}, "
                f"{sum(one > _SOON for one in read)} over {_SOON} s): "
                + ", ".join(
                    f"{n} {state}" for state, n in self.states[way, kind].items()
                )
            )


def _ordinary(megabytes):
    """An ordinary file of about this size."""
    event = reader_samples.event()
    return reader_samples.document(
        *[event] * ((megabytes << 20) // len(event.encode()))
    ).encode()


def _pids(server):
    """The server's process and its start, which a new one has not."""
    stat = Path(f"/proc/{server}/stat")
    return stat.read_text().rpartition(")")[2].split()[19] if stat.exists() else ""


def _options():
    parser = argparse.ArgumentParser(prog="setup/doors", description=__doc__)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=hostile.KINDS)
    parser.add_argument("--large", type=int, default=50)
    for name in ("port", "server", "log", "database"):
        parser.add_argument(f"--{name}", required=True)
    return parser.parse_args()


def _send_all(walk, options):
    files = hostile.hostile(options.count, options.seed, options.kind)
    with suppress(KeyboardInterrupt):
        for number, (kind, name, data) in enumerate(files):
            walk.send("upload", kind, f"{number}-{name}", data)
            walk.send("mail", kind, f"m{number}-{name}", data + b"\n")
        if options.large:
            walk.send("upload", "large", "large.xml", _ordinary(options.large))


def main():
    """Walk and tell the figures; 1 when anything was found."""
    options = _options()
    server = Server(f"http://127.0.0.1:{options.port}", options.database)
    server.wait()
    process = _pids(options.server)
    server.log_in("rob", "demo")
    server.open_inbox()
    walk = Walk(server)
    ours, theirs = multiprocessing.Pipe()
    multiprocessing.Process(target=beat, args=(server.url, theirs)).start()
    _send_all(walk, options)
    walk.tell()
    ours.send("end")
    times, bad = ours.recv()
    if not process or _pids(options.server) != process:
        walk.find("the server is another one than at the beginning")
    log = Path(options.log).read_text(errors="replace")
    for line in re.findall(_FAULT, log, re.M):
        walk.find(line)
    if bad:
        walk.find(f"answers to the heartbeat: {dict(bad)}")
    print(
        f"{len(times)} heartbeats: median {statistics.median(times):.2f} s, slowest "
        f"{max(times):.2f} s, {sum(one > _SOON for one in times)} over {_SOON} s; "
        f"{len(walk.findings)} findings"
    )
    return 1 if walk.findings else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    sys.exit(main())
