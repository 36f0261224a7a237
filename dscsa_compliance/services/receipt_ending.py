"""How a receipt ended, in words: on the shelf, on hold, open, noted or not booked."""

from ..core.rules.seller import SELLER_CODES


class Ending:
    """What ``Overview`` says of a closed receipt."""

    def _done_sentence(self, held, total):
        nameless = self._without_product()
        said = self._came_sentence(held, total, bool(nameless))
        if not nameless:
            return said
        return f"{said} {self._not_booked(nameless)}"

    def is_short(self):
        """Whether something of a closed receipt is on hold, open, or not in stock."""
        return bool(self._held() or self._without_product() or self._open_cases())

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

    def _not_booked(self, nameless):
        """What is not in stock, and how it gets there; a product may be made since."""
        facts = {"count": sum(nameless.values())}
        made = self.env["dscsa.gtin"].search_count(
            [
                ("company_id", "=", self.facts.company.id),
                ("gtin", "in", list(nameless)),
                ("product_id", "!=", False),
            ]
        )
        if made == len(nameless):
            return self.env._(
                "In the register only, not in stock: %(count)s. Their drug has a "
                "product since: enter them in Odoo's Physical Inventory.",
                **facts,
            )
        return self.env._(
            "In the register only, not in stock: %(count)s. Their drug has no "
            "product yet, see Drugs to confirm.",
            **facts,
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
            return env._(
                "Done as noted from the seller's portal or paper: %(count)s packages. "
                "None was scanned.",
                count=sum(self.facts.transactions.mapped("package_count")),
            )
        storages = set(self.picking.move_ids.product_id.mapped("dscsa_storage"))
        if storages & {"fridge", "safe"}:
            return env._("Done. Everything is here: on the shelf, in fridge or safe.")
        return env._("Done. Everything is on the shelf.")

    def _is_noted(self):
        """Whether portal or paper prove the delivery, and no file does."""
        given = self.facts.transactions
        return bool(given) and all(each.proof != "file" for each in given)

    def _without_product(self):
        """{GTIN: packages for which a company that keeps stock could book nothing}"""
        if self.facts.company.dscsa_records_only:
            return {}
        rows = self.env["dscsa.scan"]._read_group(
            [
                ("picking_id", "=", self.picking.id),
                ("undone_at", "=", False),
                ("kind", "=", "package"),
                ("gtin", "!=", False),
                ("product_id", "=", False),
            ],
            ["gtin"],
            ["__count"],
        )
        return dict(rows)
