"""No public method lets in whom the story does not: each is called from outside."""

import base64
import inspect
import json
import re
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.service.model import call_kw, get_public_method
from odoo.sql_db import Cursor
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .refusing import RefusalCommon

_OURS = "odoo.addons.dscsa_compliance"
_WRITES = re.compile(r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY)\s+\"?(\w+)", re.I)
# what any session writes by being one
_NEUTRAL = {"bus_presence", "ir_cron_progress", "mail_presence"}
_DOT = base64.b64encode(b"P5 1 1 255 \0").decode()
# what Odoo itself lets everybody inside do
_OF_ODOO = {"stock.move.line.write"}
_ARGUMENTS = {
    "vals": {},
    "values": {},
    "vals_list": [{}],
    "msg_dict": {"email_from": "desk@brookdrug.example.com", "subject": "x"},
    "domain": [],
    "fields": [],
    "image": _DOT,
    "data": [],
    "module_ids": [],
}


def doors(env):
    """(model name, method name, function) of every method of ours the web may call."""
    for name in sorted(env.registry):
        model = env[name]
        seen = set()
        for part in type(model).mro():
            if not part.__module__.startswith(_OURS):
                continue
            for method, function in vars(part).items():
                if method in seen or not inspect.isfunction(function):
                    continue
                try:
                    get_public_method(model, method)
                except (AccessError, AttributeError):
                    continue
                seen.add(method)
                yield name, method, function


def _arguments(function):
    needed = list(inspect.signature(function).parameters.values())[1:]
    return [
        _ARGUMENTS.get(each.name, "1" if "text" in each.name else 1)
        for each in needed
        if each.default is each.empty
        and each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
    ]


@tagged("post_install", "-at_install")
class TestDoors(RefusalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(cls.env, "door_portal", "base.group_portal")
        cls.inside = new_test_user(cls.env, "door_inside", "base.group_user")
        cls.env["dscsa.inbox"].create({"alias_name": "door"})
        cls.env.flush_all()

    def call(self, user, name, method, function):
        """(tables written, answer) of one call on real records, undone afterwards."""
        written, execute = set(), Cursor.execute

        def watched(cursor, query, *args, **kwargs):
            text = query if isinstance(query, str) else getattr(query, "code", "")
            found = _WRITES.match(str(text))
            if found:
                written.add(found[1])
            return execute(cursor, query, *args, **kwargs)

        model = self.env[name].with_user(user)
        arguments = _arguments(function)
        if not getattr(getattr(type(model), method), "_api_model", False):
            ids = [] if model._abstract else model.sudo().search([], limit=1).ids
            arguments = [ids, *arguments]
        answer = None
        cursor = self.env.cr
        cursor.execute("SAVEPOINT door")
        try:
            with patch.object(Cursor, "execute", watched):
                answer = call_kw(model, method, arguments, {})
                self.env.flush_all()
        except Exception:  # refused, or nothing to do: both keep the door shut
            written.clear()
        self.env.clear()
        cursor.execute("ROLLBACK TO SAVEPOINT door")
        return written - _NEUTRAL, answer

    def walk(self, user):
        """Doors through which this user wrote, or was told of goods and sellers."""
        secrets = re.compile("Brook Drug|S0001|" + self.bottle.serial)
        open_doors, count = [], 0
        with mute_logger("odoo.sql_db", "odoo.addons.base.models.ir_rule"):
            for name, method, function in doors(self.env):
                written, answer = self.call(user, name, method, function)
                told = secrets.findall(json.dumps(answer, default=str))
                count += 1
                if written or told:
                    open_doors.append((f"{name}.{method}", written, told[:2]))
        self.assertGreater(count, 150)
        return open_doors

    def test_portal(self):
        self.assertEqual(self.walk(self.portal), [])

    def test_public(self):
        self.assertEqual(self.walk(self.env.ref("base.public_user")), [])

    def test_internal_user_without_a_role(self):
        found = [door for door in self.walk(self.inside) if door[0] not in _OF_ODOO]
        self.assertEqual(found, [])

    def test_the_gateways_door_is_shut_to_others(self):
        for method in ("message_new", "message_update"):
            with self.assertRaises(AccessError):
                call_kw(self.env["dscsa.inbox.mail"], method, [{}], {})
