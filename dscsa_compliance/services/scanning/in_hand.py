"""One package in the hand: what its code says against all that is on record."""

from functools import cached_property

from dscsa_core.rules.in_hand import Printed, Record, judge

from odoo import fields
from odoo.tools import SQL

from ..knowledge.by_lot import by_lot
from ..receiving.facts import item_of, local_date, today_of
from ..words.messages import date_text
from .bench_words import LEVELS, next_step_of, sentence_of
from .open_scan import open_scans, scanned_words

# no other reason excuses these: they are said with it
_BESIDE = frozenset({"EXPIRED", "LOT_DIFFERS", "EXPIRY_DIFFERS"})
_UNKNOWN = frozenset({"NOT_RECEIVED", "NOT_IN_REGISTER"})


class InHand:
    """The judgement of ``dscsa_core.rules.in_hand`` with its facts and words.

    ``user_env``: who asks; ``reading``: of the code, or nothing; ``epc``: its register
    row, or nothing. What is said of recalls and other companies needs no more rights.
    """

    def __init__(self, user_env, company, reading, epc):
        self.user_env, self.env = user_env, user_env(su=True)
        self.company, self.reading = company.sudo(), reading
        self.epc = epc.sudo() if epc else None

    @cached_property
    def printed(self):
        """What was scanned; of a row without a scan, its own identity."""
        reading, epc = self.reading, self.epc
        items = {item_of(product_id, None) for product_id in self.product.ids}
        items |= {item_of(None, gtin) for gtin in self._gtins}
        return Printed(
            frozenset(items),
            (reading and reading.serial) or (epc and epc.serial) or "",
            (reading and reading.lot) or "",
            (reading and reading.expiry) or None,
        )

    @property
    def _gtins(self):
        """GTINs it may have; a typed NDC stands for several."""
        reading, epc = self.reading, self.epc
        found = getattr(reading, "gtins", None) or [reading and reading.gtin]
        return [gtin for gtin in (*found, epc and epc.gtin) if gtin]

    @cached_property
    def product(self):
        """The product of the package, or none; of a typed NDC those it may mean."""
        if self.epc and self.epc.product_id:
            return self.epc.product_id
        known = self.env["dscsa.gtin"].search_fetch(
            [("company_id", "=", self.company.id), ("gtin", "in", self._gtins)]
        )
        return known.product_id

    @cached_property
    def record(self):
        """The register's row as a value."""
        epc = self.epc
        if not epc:
            return None
        return Record(
            epc.status,
            epc.hold or "",
            epc.seen_lot or epc.lot or "",
            epc.lot or "",
            epc.printed_expiry or None,
            bool(self.recalls) and epc._dscsa_is_unaffected(),
            bool(epc.withdrawn_how) and not self._is_let_go(),
        )

    def _is_let_go(self):
        """Whether a pharmacist released it after the seller took it back."""
        return self.env["dscsa.release"].search_count(
            [
                ("epc_ids", "in", self.epc.ids),
                ("released_at", ">=", self.epc.withdrawn_at),
            ],
            limit=1,
        )

    @cached_property
    def recalls(self):
        return self.company._dscsa_open_recalls()

    @cached_property
    def codes(self):
        """All that speaks against it, the most dangerous first."""
        return judge(
            self.printed,
            self.record,
            today_of(self.company),
            self.recalls,
            bool(self.owner),
            self.by_lot and self.by_lot.of_lot,
            self.watched,
        )

    @cached_property
    def watched(self):
        """What warnings say of it, unless a pharmacist cleared it of them."""
        printed, record, epc = self.printed, self.record, self.epc
        of_record = (record.lot, record.told_lot) if record else ()
        found = self.company._dscsa_watched().found(
            printed.items,
            (printed.lot, *of_record),
            printed.serial,
            printed.expiry or (record and record.expiry) or None,
        )
        return None if found and epc and epc._dscsa_is_cleared(found.ref) else found

    @cached_property
    def by_lot(self):
        """What its lot tells, where the register has no row of it; else nothing."""
        lot = self.reading and self.reading.lot
        if self.epc or not lot or not (self._gtins or self.product):
            return None
        return by_lot(self.env, self.company, self.product, self._gtins, lot)

    @cached_property
    def owner(self):
        """Another company of this user that has the package, or none."""
        others = self.user_env.user.company_ids - self.company
        key = self.reading and self.reading.key
        if self.epc or not key or not others:
            return self.env["res.company"]
        return (
            self.env["dscsa.epc"]
            .search([("company_id", "in", others.ids), ("key", "=", key)], limit=1)
            .company_id
        )

    # words ----------------------------------------------------------------------------
    def level(self, code):
        """Green, amber or red."""
        return LEVELS[code]

    def sentence(self, code):
        """What is wrong; behind it, that its date is over or its label differs."""
        more = [each for each in self.codes if each in _BESIDE and each != code]
        said = (sentence_of(self.user_env, each, self.facts) for each in (code, *more))
        return " ".join(filter(None, (*said, self._in_work(code))))

    def _in_work(self, code):
        """What the register does not know yet: it was scanned at an open receipt."""
        if code not in _UNKNOWN:
            return ""
        key = self.reading and getattr(self.reading, "key", "")
        scans = open_scans(self.company, epc=self.epc, key=key or "")
        return scanned_words(self.user_env, self.company, scans)

    def next_step(self, code):
        """What to do now."""
        return next_step_of(self.user_env, code, self.facts)

    @cached_property
    def facts(self):
        """Texts for the sentences."""
        printed, record, epc = self.printed, self.record, self.epc
        lot = printed.lot or (record and record.lot) or ""
        expiry = printed.expiry or (record and record.expiry)
        return {
            "lot": lot,
            "known": record.lot if record else "",
            "expiry": fields.Date.to_string(expiry) if expiry else "",
            "expired": self._expired_on(),
            "known_expiry": self._known_expiry(),
            "delivery": self._delivery(),
            "company": self.owner.name or "",
            "seller": self._seller(),
            "date": fields.Date.to_string(local_date(epc.opened_at, self.company))
            if epc and epc.opened_at
            else "",
            "when": self.changed_on() if epc else "",
            "taken_back": epc.with_env(self.user_env).sudo()._withdrawn_words()
            if epc
            else "",
            "warned": self.watched.why if self.watched else "",
            **self._recall_facts(),
        }

    def _known_expiry(self):
        """The date on record; of no package on record, that of its lot."""
        known = self.record.expiry if self.record else None
        days = self.by_lot.of_lot.expiries if self.by_lot else ()
        return fields.Date.to_string(known or max(days, default=None)) or ""

    def _delivery(self):
        """The TI/TS its lot was received by, when nobody recorded the serial."""
        found = self.by_lot and self.by_lot.transactions
        return ", ".join(found[:3].mapped("name")) if found else ""

    def _expired_on(self):
        """The earlier of the two dates: it is the one that is over."""
        dates = (self.printed.expiry, self.record.expiry if self.record else None)
        found = min(filter(None, dates), default=None)
        return fields.Date.to_string(found) or self._known_expiry()

    def _recall_facts(self):
        printed, record = self.printed, self.record
        of_record = (record.lot, record.told_lot) if record else ()
        lots = list(filter(None, (printed.lot, *of_record))) or [""]
        reasons = (
            (self.recalls.why(printed.items, lot, printed.serial), lot) for lot in lots
        )
        why, lot = next((each for each in reasons if each[0]), ("", ""))
        return {
            "why": why,
            "recalled_lot": lot or "?",
            "recalled": next(
                filter(
                    None,
                    (
                        self.recalls.doubt(printed.items, each, printed.serial)
                        for each in lots
                    ),
                ),
                "",
            ),
        }

    def _seller(self):
        epc = self.epc
        if not epc:
            return ""
        seller = epc.transaction_id.seller_id or epc.picking_id.partner_id
        return seller.commercial_partner_id.name or epc.transaction_id.seller_name or ""

    def changed_on(self):
        """``" on <day>"`` of the last thing done here with the package, or nothing."""
        rows = self.env.execute_query(
            SQL(
                """SELECT max(v.time) FROM dscsa_event_epc x
                JOIN dscsa_event v ON v.id = x.event_id
                WHERE x.epc_id = %s AND v.document_id IS NULL""",
                self.epc.id,
            )
        )
        day = local_date(rows[0][0], self.company)
        return (
            self.user_env._(" on %(date)s", date=date_text(self.user_env, day))
            if day
            else ""
        )
