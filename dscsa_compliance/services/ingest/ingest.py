"""One document → events, register, TI/TS and findings, in one transaction.

Reading is a stream: events are written while they are read, things are kept as
numbers by the digest, and everything else follows when the last event was read.
"""

from datetime import UTC

from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.limits import Limits
from dscsa_core.errors import CoreError
from dscsa_core.rules.document import check_document

from odoo import fields

from ..keeping.goods import touched_by
from ..withdrawal.withdrawing import OWN_CODES, Withdrawing
from ..words.messages import plain_facts
from .case_sizes import cases_of, differences, usual
from .company_rules import Circumstances
from .contents import KnownContents
from .events import EventWriter
from .formats import open_reader
from .register import Register
from .repeats import Repeats
from .spool import limit_of
from .supersede import Superseding
from .told_states import ToldStates
from .transactions import TransactionWriter

# each is a record with parties, orders and lines; as many as a file of ship notices
MOST_SHIPMENTS = 5000


class Ingest:
    """Reads one document. ``document`` is a superuser's record in its own company."""

    def __init__(self, document):
        self.document, self.env = document, document.env
        self.company = document.company_id

    def run(self):
        """Read and record; raises CoreError for a file that cannot be read."""
        self.env.flush_all()
        again = bool(self._event_ids())
        reader, digest, events = self._read(again)
        transactions = digest.transactions(reader.header)
        self.document.write(self._header_values(reader.header, digest))
        cases = cases_of(digest, transactions)
        gtins = self._gtins(reader.header, digest, transactions, cases)
        event_ids = self._event_ids() if again else events.id_of
        writer = TransactionWriter(self.document, gtins, event_ids)
        records = writer.save(transactions)
        superseding = self._superseding(reader, digest, records, transactions)
        assigned = writer.assigned(len(digest), transactions)
        register = Register(self.env.cr, self.document, digest, gtins, assigned)
        self.env.flush_all()
        register.save()
        if not again:
            events.write_links(register.ids)
        transactions, found, taken = self._compare(
            digest, register, superseding, zip(records, transactions, strict=True)
        )
        self.env.invalidate_all()
        self.document.transaction_ids._match_orders()
        found += differences(digest, gtins, cases)
        self._finish(reader, digest, transactions, register, found)
        superseding.settle_rows()
        self.document._dscsa_watch(list(register.ids))
        if register.existing or superseding.replaced or taken:
            touched_by(self.document, register.ids)._ledger_touch()

    def _superseding(self, reader, digest, records, transactions):
        superseding = Superseding(self.document, digest, records, transactions)
        superseding.replace_transactions(
            getattr(reader, "replaces", {}), getattr(reader, "corrects", ())
        )
        return superseding

    def _compare(self, digest, register, superseding, records):
        """What it means for earlier files, and they for it: (TI/TS of the file,
        findings, TI/TS that were taken back).
        """
        repeats = Repeats(self.document, register, superseding)
        repeats.settle()
        withdrawing = Withdrawing(self.document, digest, register, superseding)
        withdrawing.run()
        contents = KnownContents(self.env, register)
        transactions = [contents.complete(*each) for each in records]
        contents.complete_earlier(self.document)
        told = ToldStates(self.document, digest, register)
        withdrawing.settle(told.of_lots())
        told.apply()
        told.settle()
        found = [*superseding.findings(), *repeats.findings(), *withdrawing.findings]
        return transactions, found, withdrawing.taken

    def _read(self, again):
        """Read all events; on a second reading they are not written once more."""
        events = None if again else EventWriter(self.env.cr, self.document)
        limits = Limits(max_bytes=limit_of(self.env))
        with self.document._open() as stream:
            reader = open_reader(self.document, stream, limits)
            digest = Digest(units=self._units())
            for event in reader.events():
                touched = digest.apply(event)
                if events:
                    events.add(event, touched)
        if events:
            events.flush()
        if len(digest.shipments) > MOST_SHIPMENTS:
            raise CoreError("epcis.size", limit=f"{MOST_SHIPMENTS:,} shipments")
        return reader, digest, events

    def _units(self):
        """GTINs the company knows as packages whatever their first digit says."""
        domain = [
            ("company_id", "=", self.company.id),
            ("level", "=", "package"),
            ("gtin", "not =like", "0%"),
        ]
        known = self.env["dscsa.gtin"].search_fetch(domain, ["gtin"])
        return frozenset(known.mapped("gtin"))

    def _event_ids(self):
        """{position: id} of the events of this document that are recorded already."""
        self.env.cr.execute(
            "SELECT position, id FROM dscsa_event WHERE document_id = %s",
            [self.document.id],
        )
        return dict(self.env.cr.fetchall())

    def _header_values(self, header, digest):
        created = header.created
        values = {
            "format": header.format,
            "version": header.version,
            "guideline": header.guideline,
            "instance_id": header.instance_id,
            "sender": header.sender,
            "receiver": header.receiver,
            "created_at": created and created.astimezone(UTC).replace(tzinfo=None),
            "event_count": sum(digest.kinds.values()),
        }
        return {name: value or False for name, value in values.items()}

    def _gtins(self, header, digest, transactions, cases):
        """{gtin14: record} of all GTINs named; unknown ones become proposals."""
        gtins = {digest.gtin(number) for number in range(len(digest))}
        gtins |= {line.gtin for tx in transactions for line in tx.lines}
        gtins.discard("")
        table = self.env["dscsa.gtin"]
        known = table._map_gtins(gtins)
        items = {item.gtin: item for item in header.items if item.gtin}
        contents = {gtin: usual(found.values()) for gtin, found in cases.items()}
        unknown = gtins - known.keys()
        return known | table._propose(unknown, items, self.document, contents)

    def _finish(self, reader, digest, transactions, register, told):
        """Findings, state and what follows from them."""
        today = fields.Date.context_today(self.document)
        now = fields.Datetime.now().replace(tzinfo=UTC)
        findings = [*reader.findings, *digest.findings]
        findings = [each for each in findings if each.code not in OWN_CODES]
        findings += check_document(reader.header, digest, transactions, today, now)
        findings += told
        findings += Circumstances(self.document, reader.header).findings()
        sellers = self.document.transaction_ids.seller_id
        partner = self.document.partner_id or sellers[:1]
        self.document.write(
            {
                "state": "processed",
                "failure_code": False,
                "failure": False,
                "findings": [_plain(finding) for finding in findings],
                "partner_id": partner.id,
                "package_count": register.packages,
                "processed_at": fields.Datetime.now(),
            }
        )
        self.env["dscsa.discrepancy"]._report(
            findings, company=self.company, document=self.document, partner=partner
        )
        if register.existing:
            self.document._trigger_release()


def _plain(finding):
    return {
        "code": finding.code,
        "level": finding.level,
        "place": finding.place,
        "facts": plain_facts(finding.facts),
    }
