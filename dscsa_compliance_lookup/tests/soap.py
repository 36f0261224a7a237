"""Base class of the tests of SOAP look-ups: a service built from a real WSDL."""

import base64
from contextlib import contextmanager
from datetime import date, timedelta

from odoo.fields import Command

from .license_service import WSDL, SoapService, serving
from .sources import SourceCommon

LATER = date.today() + timedelta(days=400)
LINES = [
    {"role": "request", "path": "query.number", "asked": "number"},
    {"role": "request", "path": "query.state", "asked": "state"},
    {"role": "request", "path": "caller", "asked": "constant", "value": "Elm"},
    {"role": "response", "path": "", "told": "items"},
    {"role": "response", "path": "number", "told": "number"},
    {"role": "response", "path": "state", "told": "state"},
    {"role": "response", "path": "status", "told": "status"},
    {"role": "response", "path": "expires", "told": "expires"},
    {"role": "response", "path": "holder", "told": "name"},
    {"role": "result", "value": "active", "outcome": "confirmed"},
    {"role": "result", "value": "SUSPENDED", "outcome": "suspended"},
    {"role": "result", "value": "REVOKED", "outcome": "revoked"},
]


def answer_row(number="WH-001", status="ACTIVE", state="MN", expires=LATER):
    """A license as the service has it."""
    return {
        "number": number,
        "state": state,
        "status": status,
        "expires": expires,
        "holder": "Harrow",
    }


class SoapCommon(SourceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env["dscsa.source"].create(
            {
                "name": "Board of Pharmacy",
                "kind": "soap",
                "operation": "FindLicense",
                "wsdl_file": base64.b64encode(WSDL.read_bytes()),
                "wsdl_name": "license.wsdl",
                "timeout": 60,
                "retries": 0,
                "line_ids": [Command.create(line) for line in LINES],
            }
        )
        cls.row = cls.license("WH-001")

    @contextmanager
    def service(self, *licenses, mode="", by_url=False):
        """The service, and the source pointed there and switched on."""
        service = SoapService(list(licenses))
        service.mode = mode
        with serving(service.answer) as server:
            if by_url:
                values = {"url": f"{server.url}/license.wsdl", "wsdl_file": False}
            else:
                values = {"endpoint": f"{server.url}/soap"}
            self.source.write({**values, "mode": "button"})
            service.server = server
            yield service

    def check(self, user=None):
        """Press «check now»; the new line of the log."""
        row = self.row.with_user(user or self.pharmacist)
        self.notified = row.action_look_up()["params"]
        self.row.invalidate_recordset()
        return self.env["dscsa.source.run"].search(
            [("source_id", "=", self.source.id)], limit=1
        )

    def proved(self):
        """Give the license a proof, so that a change would show."""
        self.row.with_user(self.pharmacist)._record_check(
            "confirmed", "copy", valid_to=self.today + timedelta(days=60)
        )
        return {"standing": self.row.standing, "valid_to": self.row.valid_to}

    def unchanged(self, before):
        self.row.invalidate_recordset()
        self.assertEqual({name: self.row[name] for name in before}, before)
