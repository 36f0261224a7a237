"""Which earlier TI/TS the shipments of a document correct.

A message number decides nothing alone: senders begin anew every year, or always write
the same. A correction comes from the same sender with the same number and speaks of
the same shipment; anything else is a shipment of its own.
"""

from dscsa_core.catalogue import finding
from dscsa_core.epcis.withdrawal import same_delivery
from dscsa_core.notice.model import X12

from odoo.tools import SQL

from ..withdrawal.meant import numbers_of_transaction
from ..withdrawal.senders import Sender

_STANDS = """
    SELECT e.transaction_id, count(*) FROM dscsa_epc e
    WHERE e.company_id = %s AND e.key = ANY(%s) AND e.transaction_id IN %s
        AND e.kind = 'package' GROUP BY 1
"""
_RECEIVED = """
    SELECT count(*) FROM dscsa_epc WHERE transaction_id = %s AND kind = 'package'
        AND status NOT IN ('announced', 'missing')
"""


class Superseding:
    """Replaces earlier TI/TS by those of one document.

    ``records`` are its TI/TS, ``transactions`` what the core read of each, in the same
    order. ``replaced`` holds what was replaced; register rows follow in
    ``clear_packages``.
    """

    def __init__(self, document, digest, records, transactions):
        self.document, self.env = document, document.env
        self._digest = digest
        self._told = list(zip(records, transactions, strict=True))
        self.records = self.env["dscsa.transaction"].union(*records)
        self.replaced = self.env["dscsa.transaction"]
        self.kept = self.env["dscsa.transaction"]
        self._numbered = self._same_number()

    def _same_number(self):
        """Live TI/TS of earlier documents of this sender with the same number."""
        document, table = self.document, self.env["dscsa.transaction"]
        if not document.instance_id or not self.records or document.format == X12:
            return table
        found = table.search(
            [
                ("company_id", "=", document.company_id.id),
                ("document_id.instance_id", "=", document.instance_id),
                ("document_id.direction", "=", "in"),
                ("document_id", "<", document.id),
                ("withdrawn_by_id", "=", False),
                "|",
                ("superseded_by_id", "=", False),
                ("superseded_by_id", "in", self.records.ids),
            ]
        )
        same = found.document_id.filtered(Sender(document).is_same)
        return found.filtered(lambda each: each.document_id in same)

    def replace_transactions(self, replaces, corrects=()):
        """Point earlier TI/TS at those that take their place.

        ``replaces`` {position of the shipping event: ids of earlier TI/TS that have
        its number}, of formats that number shipments, not files; ``corrects`` the
        positions of those that say they correct one.
        """
        self._corrects = frozenset(corrects)
        for record, told in self._told:
            numbered = self.env["dscsa.transaction"].browse(
                replaces.get(record.event_id.position, ())
            )
            if self.document.format == X12:
                numbered = self._same_notice(numbered)
            else:
                for old in numbered:
                    self.replace(old, record)
                numbered = self._numbered
            self._replace_same(record, told, numbered - self.replaced)

    def _same_notice(self, numbered):
        """Notices with this number that came from the same sender."""
        same = numbered.document_id.filtered(Sender(self.document).is_same)
        return numbered.filtered(lambda each: each.document_id in same)

    def _replace_same(self, record, told, numbered):
        if not numbered:
            return
        common = self._common(told, numbered)
        for old in numbered:
            if old.superseded_by_id == record:
                # read before
                self.replaced |= old
            elif record.superseded_by_id == old:
                self.replaced |= record
            elif not self._is_same_shipment(old, record, common.get(old.id, 0)):
                self.kept |= old
            elif self._is_overtaken_by(old.document_id):
                self.replace(record, old)
            else:
                self.replace(old, record)
                self.document.corrects_id = old.document_id

    def _is_overtaken_by(self, document):
        """Whether a correction of this file came before it."""
        mine, theirs = self.document.created_at, document.created_at
        return bool(mine and theirs and mine < theirs)

    def _common(self, told, numbered):
        """{id of an earlier TI/TS: packages it has in common with this shipment}"""
        keys = [self._digest.keys[number] for number in told.packages]
        if not keys:
            return {}
        company = self.document.company_id.id
        query = SQL(_STANDS, company, keys, tuple(numbered.ids))
        return dict(self.env.execute_query(query))

    def _is_same_shipment(self, old, new, common):
        """Whether two TI/TS with one number speak of the same shipment.

        Packages in common, at the same moment or under the same order; without them the
        same moment, order and containers, while nothing of the old one is here.
        """
        said, before = (_numbers(each) for each in (new, old))
        at_once = new.shipment_at and new.shipment_at == old.shipment_at
        if new.event_id.position in self._corrects and _is_notice(new):
            return same_delivery(said, before) is not False
        if common:
            return bool(at_once) or same_delivery(said, before) is not False
        told = old.event_id.event_ref
        if told and told == new.event_id.event_ref and at_once and not _is_notice(old):
            return True
        if not at_once or said != before or _gtins(old) != _gtins(new):
            return False
        return not self._received(old)

    def _received(self, transaction):
        ((count,),) = self.env.execute_query(SQL(_RECEIVED, transaction.id))
        return count

    def replace(self, old, new):
        """``new`` counts instead of ``old``, at the same orders and receipts."""
        self.replaced |= old
        if old.superseded_by_id != new:
            old.superseded_by_id = new
            new.picking_ids |= old.picking_ids
            new.purchase_ids |= old.purchase_ids

    def clear_packages(self):
        """Packages on their way that only a replaced TI/TS names count no more.

        What was received stays with the TI/TS it came with; the ids of those packages.
        """
        if not self.replaced:
            return []
        self.env.flush_all()
        ids = tuple(self.replaced.ids)
        which = SQL(
            "e.transaction_id IN %s AND e.status IN ('announced', 'missing')", ids
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO dscsa_epc_transaction
                    (company_id, epc_id, transaction_id, line_id)
                SELECT e.company_id, e.id, e.transaction_id, e.line_id
                FROM dscsa_epc e WHERE %s AND NOT EXISTS (
                    SELECT FROM dscsa_epc_transaction t
                    WHERE t.epc_id = e.id AND t.transaction_id = e.transaction_id)""",
                which,
            )
        )
        self.env.cr.execute(
            SQL(
                """UPDATE dscsa_epc e SET transaction_id = NULL, line_id = NULL
                WHERE %s""",
                which,
            )
        )
        self.env.invalidate_all()
        query = """SELECT id FROM dscsa_epc WHERE transaction_id IN %s
            AND kind = 'package' AND withdrawn_by_id IS NULL"""
        return [row[0] for row in self.env.execute_query(SQL(query, ids))]

    def settle_rows(self):
        """Work-list rows about the corrected file itself are settled by this one."""
        corrected = self.replaced.document_id.filtered(
            lambda each: not each.transaction_ids._live()
        )
        rows = self.env["dscsa.discrepancy"].search(
            [
                ("document_id", "in", corrected.ids),
                ("picking_id", "=", False),
                ("state", "=", "open"),
            ]
        )
        note = self.env._("A corrected file takes the place of this one.")
        rows._resolve("data", note=note, document=self.document)

    def findings(self):
        """The correction as a finding, so that people know why something changed."""
        if corrected := self.document.corrects_id:
            came = corrected.create_date.date()
            yield finding("FILE_CORRECTION", "header", date=came)
        elif self.kept:
            came = self.kept.sorted("id")[-1].document_id.create_date.date()
            yield finding("NUMBER_REUSED", "header", date=came)


def _numbers(transaction):
    """Document numbers but that of an 856 itself: it may begin anew."""
    found = numbers_of_transaction(transaction)
    if _is_notice(transaction):
        found = {pair for pair in found if pair[0] != "desadv"}
    return found


def _is_notice(transaction):
    return transaction.document_id.format == X12


def _gtins(transaction):
    """Containers by GTIN: lots, dates and serials are what corrections change."""
    counts = {}
    for line in transaction.line_ids:
        counts[line.gtin] = counts.get(line.gtin, 0) + line.quantity
    return counts
