"""One scan at a bench that is no transfer: read, looked up, judged, recorded."""

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import ConcurrencyError

from odoo.addons.dscsa_compliance.services.scanning.answer import stamp_of
from odoo.addons.dscsa_compliance.services.scanning.bench_words import (
    LEVELS,
    sentence_of,
)
from odoo.addons.dscsa_compliance.services.scanning.bench_words import (
    next_step_of as step_of,
)
from odoo.addons.dscsa_compliance.services.scanning.in_hand import InHand
from odoo.addons.dscsa_compliance.services.scanning.locks import share
from odoo.addons.dscsa_compliance.services.scanning.progress import tell_others
from odoo.addons.dscsa_compliance.services.scanning.reader import Reader
from odoo.addons.dscsa_compliance.services.scanning.signing import (
    SIGN_FIRST,
    has_to_sign,
    sign_first,
    signer_id,
)
from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
    plain_facts,
)

from .bench_overview import BenchOverview


class BenchScanner:
    """Takes the scans of one bench for one user; subclasses say what they mean."""

    def __init__(self, bench):
        self.user_env = bench.env
        # rights were checked by the bench; the register is written by services alone
        self.bench = bench.sudo()
        self.env, self._ = self.bench.env, bench.env._
        self.company = self.bench.company_id
        self.reader = Reader(self.env, self.company)
        self.note = {}

    def scan(self, text, client_uuid, scanned_at=None, seal_broken=False, choice=None):
        """The answer of the contract; see docs/architecture.md."""
        again = self.env["dscsa.bench.scan"].search([("client_uuid", "=", client_uuid)])
        if again:
            return {**self._told(again), "duplicate": True}
        if has_to_sign(self.user_env, self.company):
            return self.answer("red", SIGN_FIRST, sign_first(self.user_env))
        self.note = {
            "client_uuid": client_uuid,
            "raw": text,
            "scanned_at": stamp_of(scanned_at),
            "is_partial": bool(seal_broken),
        }
        share(self.bench)
        if self.bench.state == "closed":
            return self._closed()
        found = self.reader.meaning(text, choice)
        if found.problem:
            return self._unread(found.problem)
        if found.readings:
            asked = self.reader.asked(self.user_env, found)
            return {**self.answer("choose", asked["code"], "", ""), **asked}
        return self._judge(found.reading)

    def _judge(self, reading):
        """The answer to one reading; of the subclass."""
        raise NotImplementedError

    def undo(self, scan):
        """Take one reading back; of the subclass where more than the mark changes."""
        return scan.write(
            {"undone_at": fields.Datetime.now(), "undone_by_id": self.env.uid}
        )

    # the register ------------------------------------------------------------------
    def row_of(self, key):
        """The register row of a key, or none."""
        return self.reader.row(key)

    def hand(self, reading, epc):
        """The judgement about one package in the hand."""
        return InHand(self.user_env, self.company, reading, epc)

    def product_of(self, reading, epc=None):
        """The product of a reading."""
        if epc and epc.product_id:
            return epc.product_id
        gtins = self.env["dscsa.gtin"].search_fetch(
            [("company_id", "=", self.company.id), ("gtin", "=", reading.gtin)],
            limit=1,
        )
        return gtins.product_id

    # recording -----------------------------------------------------------------------
    def insert(self, reading, code, facts, **values):
        """Store a reading; the row."""
        row = {
            **self.note,
            "company_id": self.company.id,
            "bench_id": self.bench.id,
            "user_id": self.user_env.uid,
            "signed_by_id": signer_id(self.user_env, self.company),
            "key": reading.key,
            "kind": "logistic" if reading.kind == "logistic" else "package",
            "gtin": reading.gtin,
            "serial": reading.serial,
            "lot": reading.lot,
            "expiry": reading.expiry,
            "code": code,
            "facts": facts or None,
            **values,
        }
        try:
            scan = self.env["dscsa.bench.scan"].create(row)
        except UniqueViolation as error:
            raise ConcurrencyError("scanned at the same time") from error
        tell_others(self.bench)
        return scan

    def before(self, key):
        """The reading of this bench that counts this key already."""
        if not key:
            return self.env["dscsa.bench.scan"]
        return self.env["dscsa.bench.scan"].search_fetch(
            [
                ("bench_id", "=", self.bench.id),
                ("key", "=", key),
                ("undone_at", "=", False),
                ("is_partial", "=", False),
            ],
            limit=1,
        )

    # words ---------------------------------------------------------------------------
    def _closed(self):
        return self.answer(
            "red",
            False,
            self._("%(name)s is closed. Nothing was recorded.", name=self.bench.name),
            self._("Begin a new one and scan again."),
        )

    def _unread(self, problem):
        facts = plain_facts(problem.facts)
        return self.answer(
            "red",
            problem.code,
            message_of(self.user_env, problem.code, facts),
            next_step_of(self.user_env, problem.code, facts),
            button={"key": "type", "title": self._("Type what is printed")},
        )

    def recorded(self, scan):
        """The answer to a stored reading."""
        return self._told(scan)

    def refused(self, code, reading, epc, facts):
        """The answer to a reading that is not recorded."""
        answer = self.answer(
            LEVELS[code],
            code,
            facts.get("sentence") or sentence_of(self.user_env, code, facts),
            step_of(self.user_env, code, facts),
        )
        return answer | self._shown(
            reading, self.product_of(reading, epc), facts.get("lot", "")
        )

    def _shown(self, reading, product, lot):
        expiry = reading.expiry
        return {
            "product": product.display_name or "",
            "gtin": reading.gtin or "",
            "serial": reading.serial or "",
            "lot": lot,
            "expiry": fields.Date.to_string(expiry) if expiry else False,
            "storage": product.dscsa_storage or "ambient",
        }

    def _told(self, scan):
        facts = scan.facts or {}
        level = LEVELS.get(scan.code, "green")
        answer = self.answer(
            level,
            scan.code,
            sentence_of(self.user_env, scan.code, facts),
            step_of(self.user_env, scan.code, facts),
            scan=scan,
        )
        return answer | self._shown(scan, scan.product_id, scan.lot or "")

    def answer(self, level, code, sentence, next_step="", *, scan=None, button=False):
        """All keys of the contract, filled with what is known."""
        if code == SIGN_FIRST:
            button = {"key": "sign", "title": self._("Sign")}
        elif scan and level != "green" and not button:
            button = {"key": "undo", "title": self._("Take the scan back")}
        return {
            "level": level,
            "code": code,
            "number": False,
            "sentence": sentence,
            "next_step": next_step,
            "scan_id": scan.id if scan else False,
            "duplicate": False,
            "product": "",
            "gtin": "",
            "lot": "",
            "expiry": False,
            "serial": "",
            "storage": "ambient",
            "packages": scan.quantity if scan else 0,
            "readings": [],
            "button": button,
            "overview": BenchOverview(self.bench).as_dict(),
        }
