"""Look-ups by JSON: the same tables, another language."""

import json

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.dscsa_compliance_license.models.selections import METHODS

from ..models.dscsa_source_selections import KINDS, LOOK_UPS
from .license_service import serving
from .sources import SourceCommon

LINES = [
    {"role": "response", "path": "results", "told": "items"},
    {"role": "response", "path": "license.number", "told": "number"},
    {"role": "response", "path": "license.status", "told": "status"},
    {"role": "response", "path": "license.until", "told": "expires"},
    {"role": "result", "value": "clear", "outcome": "confirmed"},
]
FOUND = {
    "results": [
        {"license": {"number": "WH 001", "status": "Clear", "until": "2099-01-31"}},
        {"license": {"number": "WH 002", "status": "Void", "until": None}},
    ]
}


@tagged("post_install", "-at_install")
class TestSourcesJson(SourceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env["dscsa.source"].create(
            {
                "name": "Board of Pharmacy",
                "kind": "json",
                "timeout": 60,
                "retries": 0,
                "line_ids": [Command.create(line) for line in LINES],
            }
        )
        cls.row = cls.license("WH-001/A", number="WH-001")

    @classmethod
    def license(cls, _name, **values):
        return super().license(values.pop("number"), **values)

    def ask(self, answer, path="/find", **values):
        """Press «check now» against a server that answers so; (log, requests)."""
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        with serving(lambda handler, _body: handler.send(content)) as server:
            self.source.write(
                {"url": f"{server.url}{path}", "mode": "button", **values}
            )
            self.row.with_user(self.pharmacist).action_look_up()
        self.row.invalidate_recordset()
        run = self.env["dscsa.source.run"].search(
            [("source_id", "=", self.source.id)], limit=1
        )
        return run, server.asked

    def line(self, path, asked, value=False):
        self.source.line_ids = [
            Command.create(
                {"role": "request", "path": path, "asked": asked, "value": value}
            )
        ]

    def test_get_with_query(self):
        self.line("number", "number_plain")
        self.line("state", "state_name")
        run, asked = self.ask(FOUND)
        self.assertEqual(asked[0][:2], ("GET", "/find?number=WH001&state=Minnesota"))
        self.assertEqual(run.result, "done")
        check = self.row.check_ids
        self.assertEqual((check.method, check.result), ("json", "confirmed"))
        self.assertEqual(str(self.row.valid_to), "2099-01-31")

    def test_number_in_the_address_is_escaped(self):
        self.row = self.license("", number="WH/001 ?x")
        _run, asked = self.ask(FOUND, "/licenses/{state}/{number}")
        self.assertEqual(asked[0][1], "/licenses/MN/WH%2F001%20%3Fx")
        self.assertEqual(self.row.check_ids.result, "not_found")

    def test_post_with_body_and_query(self):
        self.line("body.license.number", "number")
        self.line("query.v", "constant", "2")
        _run, asked = self.ask(FOUND, method="POST")
        method, path, headers, body = asked[0]
        self.assertEqual((method, path), ("POST", "/find?v=2"))
        self.assertEqual(json.loads(body), {"license": {"number": "WH-001"}})
        self.assertEqual(headers["Content-Type"], "application/json")

    def test_answers_that_cannot_be_read_change_nothing(self):
        before = self.standing(self.row)
        for answer in (b"<html>no</html>", b"", b"{", b"[" * 100_000):
            run, _asked = self.ask(answer)
            self.assertEqual(run.result, "unreachable")
            self.assertIn("cannot be read", run.message)
        after = self.standing(self.row)
        self.assertEqual(after | {"check_count": 0}, before)
        self.assertEqual(set(self.row.check_ids.mapped("result")), {"unreachable"})

    def test_status_nobody_mapped(self):
        self.row = self.license("", number="WH-002")
        run, _asked = self.ask(FOUND)
        self.assertEqual(run.result, "unclear")
        self.assertIn("Void", run.message)

    def test_end_in_the_past_is_expired(self):
        found = json.loads(json.dumps(FOUND).replace("2099", "2001"))
        self.ask(found)
        self.assertEqual(self.row.check_ids.result, "expired")

    def test_unknown_name_in_the_address(self):
        run, asked = self.ask(FOUND, "/{nothing}")
        self.assertEqual((run.result, asked), ("unreachable", []))
        self.assertIn("{nothing} is none of number", run.message)

    def test_redirect_is_not_followed(self):
        def answer(handler, _body):
            handler.send(b"", status=302, Location="/elsewhere")

        with serving(answer) as server:
            self.source.write({"url": server.url, "mode": "button"})
            self.row.with_user(self.pharmacist).action_look_up()
        self.assertEqual(len(server.asked), 1)
        self.assertEqual(self.row.check_ids.result, "unreachable")

    def test_every_look_up_is_a_way_to_check_a_license(self):
        self.assertLessEqual({*LOOK_UPS}, dict(KINDS).keys() & dict(METHODS).keys())
