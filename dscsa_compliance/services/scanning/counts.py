"""What one scan adds up to: more than announced, more than ordered."""

from dscsa_core.rules.ordering import is_no_question, judge_order
from dscsa_core.rules.surplus import overage

from ..receiving.ordered import orders_of
from .standing import Standing


class ScanCounts:
    """Counting half of the scanner: each number is asked once until it changes."""

    def _forget(self):
        """What is stored or linked changes the counts."""
        self._counts = self._orders = None

    @property
    def counts(self):
        """Counts of the receipt as it stands now; see ``Standing.counts``."""
        if self._counts is None:
            self._counts = Standing(self.facts).counts()
        return self._counts

    @property
    def orders(self):
        """What was ordered; see ``orders_of``. Nothing where more was accepted."""
        if self._orders is None:
            accepted = self.picking.dscsa_order_accepted
            self._orders = {} if accepted else orders_of(self.facts)
        return self._orders

    def _too_many(self, seen, known, findings, count):
        """A lot with more on the bench than in the data: the last ones are surplus."""
        codes = {each.code for each in findings}
        if known and known.announced:
            return []
        lot = seen.lot or (known.lot if known else "")
        told = self.facts.delivery.told(seen.item, lot)
        by_lot = told in self.facts.delivery.by_lot
        if not by_lot and "SERIAL_NOT_ANNOUNCED" not in codes:
            return []
        have = self.counts[told]
        expected = self.facts.expected.get(told, 0)
        found = have["matched"] + have["other"] + count
        if found <= expected:
            return []
        return [overage(seen.name, lot, found, expected, seen.key)]

    def not_ordered(self, seen, findings, count):
        """Goods nobody ordered, or more of them; nothing once that was accepted."""
        said = {each.code for each in findings}
        if is_no_question(said) or not self.orders:
            return []
        here = sum(
            each["matched"] + each["other"]
            for (item, _lot), each in self.counts.items()
            if item == seen.item
        )
        facts = here + count, self.orders, said, seen.key, seen.gtin
        return judge_order(seen.item, seen.name, *facts)
