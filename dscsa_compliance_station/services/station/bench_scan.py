"""One scan at a bench that is no transfer: read, looked up, judged, recorded."""

from dataclasses import replace

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import ConcurrencyError

from odoo.addons.dscsa_compliance.services.scanning.bench_words import (
    LEVELS,
    sentence_of,
)
from odoo.addons.dscsa_compliance.services.scanning.bench_words import (
    next_step_of as step_of,
)
from odoo.addons.dscsa_compliance.services.scanning.contract import Answer
from odoo.addons.dscsa_compliance.services.scanning.desk import (
    Desk,
    label_of,
    way_out,
)
from odoo.addons.dscsa_compliance.services.scanning.in_hand import InHand
from odoo.addons.dscsa_compliance.services.scanning.progress import tell_others
from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
    plain_facts,
)

from .bench_standing import BenchStanding


class BenchScanner(Desk):
    """Takes the scans of one bench for one user; subclasses say what they mean."""

    _scans = "dscsa.bench.scan"
    _switch = "is_partial"

    def __init__(self, bench):
        # rights were checked by the bench; the register is written by services alone
        super().__init__(bench.sudo(), bench.env)

    def _take(self, text, choice):
        if self.bench.state == "closed":
            return self._closed()
        reading = self._read(text, choice)
        return reading if isinstance(reading, Answer) else self._judge(reading)

    def _answer_again(self, scan):
        return replace(self.recorded(scan), duplicate=True)

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
            self._("%(name)s is closed. Nothing was recorded.", name=self.bench.name),
            next_step=self._("Begin a new one and scan again."),
        )

    def _unread(self, text, problem):
        facts = plain_facts(problem.facts)
        return self.answer(
            "red",
            message_of(self.user_env, problem.code, facts),
            code=problem.code,
            next_step=next_step_of(self.user_env, problem.code, facts),
            button=way_out(self.user_env, "type"),
        )

    def recorded(self, scan):
        """The answer to a stored reading."""
        facts = scan.facts or {}
        return self.answer(
            LEVELS.get(scan.code, "green"),
            sentence_of(self.user_env, scan.code, facts),
            code=scan.code,
            next_step=step_of(self.user_env, scan.code, facts),
            scan=scan,
            packages=scan.quantity,
            **label_of(scan.product_id, scan),
        )

    def refused(self, code, reading, epc, facts):
        """The answer to a reading that is not recorded."""
        label = label_of(self.product_of(reading, epc), reading)
        sentence = facts.get("sentence") or sentence_of(self.user_env, code, facts)
        return self.answer(
            LEVELS[code],
            sentence,
            code=code,
            next_step=step_of(self.user_env, code, facts),
            **label | {"lot": facts.get("lot", "")},
        )

    def overview(self):
        return BenchStanding(self.bench).overview()
