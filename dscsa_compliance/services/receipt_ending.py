"""How a receipt ended, in words: on the shelf, on hold, open, noted or not booked."""

from functools import cached_property

from dscsa_core.rules.seller import SELLER_CODES

from .late_booking import LateBooking


class Ending:
    """What ``Overview`` says of a closed receipt."""

    def _done_sentence(self, held, total):
        unbooked = self.late.waiting
        said = self._came_sentence(held, total, bool(unbooked))
        return f"{said} {self._not_booked()}" if unbooked else said

    @cached_property
    def late(self):
        """What came before its drug had a product, and what of it can be booked."""
        return LateBooking(self.picking)

    def is_short(self):
        """Whether something of a closed receipt is on hold, open, or not in stock."""
        return bool(self._held() or self.late.waiting or self._open_cases())

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
        return env._(
            "In the register only, not in stock: %(count)s. The number on them is that "
            "of a case, or not confirmed: see Drugs to confirm.",
            count=count,
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
            if not self._noted():
                return env._(
                    "Done as noted from the seller's portal or paper, without a count. "
                    "None was scanned."
                )
            return env._(
                "Done as noted from the seller's portal or paper. Packages: %(count)s; "
                "none was scanned.",
                count=self._noted(),
            )
        storages = set(self.picking.move_ids.product_id.mapped("dscsa_storage"))
        if storages & {"fridge", "safe"}:
            return env._("Done. Everything is here: on the shelf, in fridge or safe.")
        return env._("Done. Everything is on the shelf.")

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
