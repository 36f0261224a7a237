"""How a receipt ended, in words: on the shelf, on hold, open, noted or not booked."""

from collections import Counter
from functools import cached_property

from dscsa_core.rules.seller import SELLER_CODES

from .late_booking import LateBooking


class Ending:
    """What ``Standing`` says of a closed receipt."""

    def _done_sentence(self, held, total):
        unbooked, listed = self.late.waiting, self.nameless_listed
        missing = max(0, total["missing"] - listed)
        total = {**total, "missing": missing, "expected": total["expected"] - listed}
        said = [self._came_sentence(held, total, bool(unbooked or listed))]
        if unbooked:
            said.append(self._not_booked())
        if listed:
            said.append(self._not_on_record(listed))
        elif self.names_nothing:
            said.append(self._nothing_named())
        return " ".join(said)

    @cached_property
    def late(self):
        """What came before its drug had a product, and what of it can be booked."""
        return LateBooking(self.picking)

    def is_short(self):
        """Whether something of a closed receipt is on hold, open, or not in stock."""
        waiting = self.late.waiting or self.nameless_listed or self.names_nothing
        return bool(self._held() or waiting or self._open_cases())

    @cached_property
    def nameless_listed(self):
        """Packages that a portal or paper lists, of drugs that had no product.

        Stock does not count them, and the register has none to be booked later.
        """
        if not self._is_noted() or self.facts.company.dscsa_records_only:
            return 0
        listed = Counter()
        for line in self.facts.lines:
            if self._had_no_product(line):
                listed[line.item, line.lot] += line.expected
        counts = self.counts() if listed else {}
        return sum(
            max(0, number - sum(counts.get(key, {}).values()))
            for key, number in listed.items()
        )

    @cached_property
    def names_nothing(self):
        """Whether a portal or paper proves goods that nothing names: no list, no scan,
        no move; a company that keeps its stock elsewhere misses nothing here."""
        named = (
            self.facts.lines or self.picking.move_ids or self.picking._dscsa_has_scans()
        )
        return (
            self._is_noted() and not named and not self.facts.company.dscsa_records_only
        )

    def _nothing_named(self):
        return self.env._(
            "No list names the drugs: none is in stock, and nothing waits to be "
            "booked. Count them in under Physical Inventory."
        )

    def _had_no_product(self, line):
        """One made after the delivery was closed is no product of it."""
        product = self.env["product.product"].browse(line.product_id or [])
        return not product or product.create_date > self.picking.date_done

    def _not_on_record(self, count):
        return self.env._(
            "Listed, of drugs that had no product: %(count)s. Nobody scanned "
            "them: this delivery put none of them in stock, and nothing waits to be "
            "booked. Once they have a product, count them in under Physical Inventory.",
            count=count,
        )

    def _open_cases(self):
        """Open discrepancies of the goods; the seller's proof has a line of its own."""
        return self.env["dscsa.discrepancy"].search_count(
            [
                ("picking_id", "=", self.picking.id),
                ("state", "=", "open"),
                ("severity", "!=", "note"),
                ("code", "not in", list(SELLER_CODES)),
            ]
        )

    def _not_booked(self):
        """What is not in stock, and how it gets there; a product may be made since."""
        env, count = self.env, len(self.late.waiting)
        if len(self.late.ready) == count:
            return env._(
                "In the register only, not in stock: %(count)s. Their drug has a "
                "product since: book them now.",
                count=count,
            )
        if self.late.nameless:
            return env._(
                "In the register only, not in stock: %(count)s. Drugs without a "
                "product: %(drugs)s. Make them, then book.",
                count=count,
                drugs=len(self.late.nameless),
            )
        if self.late.unconfirmed:
            return env._(
                "In the register only, not in stock: %(count)s. Confirm the numbers on "
                "them under Drugs to confirm, then book: %(numbers)s.",
                count=count,
                numbers=", ".join(sorted(self.late.unconfirmed)[:3]),
            )
        gtins = sorted(set(self.late.waiting.mapped("gtin")) - {False})
        return env._(
            "In the register only, not in stock: %(count)s. The number on them is that "
            "of a case. Are they sold as they are? Set its level to “Package” under "
            "Configuration > Products and GTINs, then book: %(numbers)s.",
            count=count,
            numbers=", ".join(gtins[:3]),
        )

    def _came_sentence(self, held, total, is_short):
        env = self.env
        if total["missing"] and not held:
            return env._(
                "Done: %(here)s of %(expected)s announced packages came.",
                here=total["expected"] - total["missing"],
                expected=total["expected"],
            )
        if held == 1:
            return env._("Done. 1 package waits on hold.")
        if held:
            return env._("Done. %(held)s packages wait on hold.", held=held)
        if is_short:
            return env._("Done.")
        if cases := self._open_cases():
            return env._("Done. Open discrepancies: %(count)s.", count=cases)
        if not total["scanned"] and self._is_noted():
            return self._noted_sentence()
        storages = set(self.picking.move_ids.product_id.mapped("dscsa_storage"))
        if storages & {"fridge", "safe"}:
            return env._("Done. Everything is here: on the shelf, in fridge or safe.")
        return env._("Done. Everything is on the shelf.")

    def _noted_sentence(self):
        if not self._noted():
            return self.env._(
                "Done as noted from the seller's portal or paper, without a count. "
                "None was scanned."
            )
        return self.env._(
            "Done as noted from the seller's portal or paper. Packages: %(count)s; "
            "none was scanned.",
            count=self._noted(),
        )

    def _noted(self):
        """Packages that portal or paper give by number alone: no list names them."""
        given = self.facts.transactions.filtered(
            lambda each: each.proof != "file" and not each.line_ids
        )
        return sum(given.mapped("package_count"))

    def _is_noted(self):
        """Whether portal or paper prove the delivery, and no file does."""
        given = self.facts.transactions
        return bool(given) and all(each.proof != "file" for each in given)
