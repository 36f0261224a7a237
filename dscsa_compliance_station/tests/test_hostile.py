"""Hostile files at the real doors: refused in words, soon, and others are served.

``DSCSA_HOSTILE`` = how many of each kind (2).
"""

import base64
import io
import logging
import os
import threading
import time
from email.message import EmailMessage

import requests
from dscsa_core.testing import effort

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.dscsa_compliance.tests.common import DscsaCommon

from .hostile import hostile

_logger = logging.getLogger(__name__)
_COUNT = int(os.environ.get("DSCSA_HOSTILE", "2"))
_PICTURE = "/web/dataset/call_kw/dscsa.station/dscsa_look_up_picture"


class Heartbeat(threading.Thread):
    """Asks the server whether it is there; ``worst`` is its slowest answer.

    Any answer is one: a test holds requests that are not its own. ``failures`` are
    those that were none, or later than any machine needs.
    """

    def __init__(self, url):
        super().__init__(daemon=True)
        self._url, self._over, self.worst, self.count = url, threading.Event(), 0, 0
        self.failures = []

    def run(self):
        while not self._over.wait(0.1):
            began = time.monotonic()
            try:
                requests.get(self._url, timeout=60)
            except requests.RequestException as error:
                self.failures.append(repr(error))
            self.worst = max(self.worst, time.monotonic() - began)
            self.count += 1

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self._over.set()
        self.join()


@tagged("post_install", "-at_install")
class TestHostile(DscsaCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.slowest = {}
        self.process(self.build_file(self.packages(1), po="WARM"))

    def timed(self, kind, call):
        began = time.monotonic()
        with effort.answers():
            answer = call()
        taken = time.monotonic() - began
        self.slowest[kind] = max(self.slowest.get(kind, 0), taken)
        return answer

    def walk(self, door):
        """Every file through this door; others are answered meanwhile."""
        with (
            Heartbeat(f"{self.base_url()}/web/health") as beat,
            mute_logger("odoo.http", "odoo.addons.mail.models.mail_thread"),
        ):
            for number, (kind, name, data) in enumerate(hostile(_COUNT)):
                door(kind, f"{number}-{name}", data)
        self.assertGreater(beat.count, 1)
        self.assertFalse(beat.failures)
        slowest = {kind: round(taken, 2) for kind, taken in self.slowest.items()}
        _logger.info("worst answer %.2f s; %s", beat.worst, slowest)

    def read_all(self, kind, documents):
        for document in documents:
            self.timed(kind, document._process)
            self.assertIn(document.state, ("failed", "processed"))
            # or it is kept as a paper, which a person reads
            told = document.failure or document.findings or document.is_loose_paper
            self.assertTrue(told, kind)

    def test_upload(self):
        self.authenticate("dscsa_technician", "dscsa_technician")
        token = http.Request.csrf_token(self)

        def door(kind, name, data):
            answer = self.timed(
                kind,
                lambda: self.url_open(
                    "/dscsa/upload",
                    data={"csrf_token": token},
                    files=[("files", (name, io.BytesIO(data)))],
                    timeout=120,
                ),
            )
            for row in answer.json()["files"]:
                self.assertTrue(row.get("id") or row["error"], kind)
                self.read_all(
                    kind, self.env["dscsa.document"].browse(row.get("id") or [])
                )

        self.walk(door)

    def test_mail(self):
        domain = self.env["mail.alias.domain"].create({"name": "maple.example.com"})
        self.company.alias_domain_id = domain
        self.env["dscsa.inbox"].create({"alias_name": "hostile", "known_only": False})
        documents = self.env["dscsa.document"]

        def door(kind, name, data):
            before = documents.search([], limit=1, order="id desc").id
            mail = EmailMessage()
            mail["From"] = "desk@brookdrug.example.com"
            mail["To"] = f"hostile@{domain.name}"
            mail["Message-Id"] = f"<{name}@brookdrug.example.com>"
            mail["Subject"] = "Files"
            mail.set_content("attached")
            mail.add_attachment(
                data, maintype="application", subtype="octet-stream", filename=name
            )
            self.timed(
                kind,
                lambda: self.env["mail.thread"].message_process(None, mail.as_bytes()),
            )
            kept = self.env["dscsa.inbox.mail"].search([], limit=1, order="id desc")
            self.assertTrue(kept.item_ids, kind)
            self.read_all(kind, documents.search([("id", ">", before)]))

        self.walk(door)

    def test_picture(self):
        self.authenticate("dscsa_technician", "dscsa_technician")

        def door(kind, _name, data):
            if kind != "picture":
                data = data[: 1 << 20]
            image = base64.b64encode(data).decode()
            answer = self.timed(
                kind,
                lambda: self.make_jsonrpc_request_raw(_PICTURE, [image]),
            )
            self.assertIn("error", answer, kind)
            self.assertIn("UserError", answer["error"]["data"]["name"])

        self.walk(door)

    def make_jsonrpc_request_raw(self, url, args):
        params = {"model": "dscsa.station", "method": "x", "args": args, "kwargs": {}}
        params["method"] = url.rpartition("/")[2]
        payload = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        return self.opener.post(self.base_url() + url, json=payload, timeout=120).json()
