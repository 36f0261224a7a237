"""Where a stock-take or a day's uses stand."""

from collections import Counter

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.scanning.contract import (
    Button,
    Line,
    Partial,
)
from odoo.addons.dscsa_compliance.services.scanning.progress import version_of
from odoo.addons.dscsa_compliance.services.scanning.signing import pin_state

from .contract import BenchOverview, Difference, Different
from .people import people_at

_DIFFERS = ("amber", "red")
_HELD = ("HELD_DATA", "HELD_SUSPECT", "HELD_RECALL", "HELD_EXPIRED")
# so many products that nobody scanned yet are listed; more would only slow the screen
_UNSCANNED = 100
_ROWS = 50


class BenchStanding:
    """What one bench amounts to so far."""

    def __init__(self, bench):
        self.bench = bench.sudo()
        self.env = self.bench.env
        self.is_count = self.bench.kind == "count"

    def overview(self):
        """The ``BenchOverview``."""
        bench = self.bench
        version = version_of(bench)
        groups = self._groups()
        total = self._total(groups)
        sentence = self._sentence(total)
        return BenchOverview(
            version=version,
            model=bench._name,
            id=bench.id,
            mode=bench.kind,
            title=bench.name,
            state=bench.state,
            is_open=bench.state == "open",
            in_scope=True,
            **total,
            held=_packages(groups, _HELD.__contains__),
            sentence=sentence,
            next=sentence,
            storage_first=False,
            transactions=[],
            lines=self._lines(groups),
            scans=self._scans(),
            people=people_at(bench),
            buttons=self._buttons(total),
            pin=pin_state(self.env, bench.company_id),
            notice=False if self.is_count else self._notice(),
            partial=False if self.is_count else self._partial(),
            differences=self._differences(),
        )

    def _total(self, groups):
        scanned = _packages(groups)
        expected = sum((self.bench.expected_counts or {}).values())
        if not self.is_count:
            return {"expected": 0, "scanned": scanned, "missing": 0, "unannounced": 0}
        return {
            "expected": expected,
            "scanned": scanned,
            "missing": max(0, expected - _packages(groups, self._is_here)),
            "unannounced": scanned - _packages(groups, self._fits),
        }

    @staticmethod
    def _fits(code):
        return code in ("OK", "SEALED")

    def _is_here(self, code):
        """Goods on hold are no shortage where their place is counted too."""
        return self._fits(code) or code in _HELD and not self.bench.location_id

    def _groups(self):
        """(product id, code, packages) of what was scanned and counts."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """SELECT product_id, code, sum(quantity) FROM dscsa_bench_scan
                WHERE bench_id = %s AND undone_at IS NULL GROUP BY 1, 2""",
                self.bench.id,
            )
        )

    def _lines(self, groups):
        """Packages by product; of a stock-take also what was expected."""
        counts = {
            int(key): count for key, count in (self.bench.expected_counts or {}).items()
        }
        scanned = _by_product(groups)
        seen, here = (_by_product(groups, each) for each in (self._fits, self._is_here))
        listed = list(scanned)
        listed += [key for key in counts if key not in scanned][:_UNSCANNED]
        products = self.env["product.product"].browse([key for key in listed if key])
        names = {product.id: product for product in products}
        lines = []
        for key in listed:
            product = names.get(key, products.browse())
            lines.append(
                Line(
                    product_id=product.id,
                    product=product.display_name or self.env._("Unknown goods"),
                    ndc=product.dscsa_ndc or "",
                    storage=product.dscsa_storage or "ambient",
                    expected=counts.get(key, 0),
                    scanned=scanned[key],
                    missing=max(0, counts.get(key, 0) - here[key]),
                    unannounced=scanned[key] - seen[key] if self.is_count else 0,
                )
            )
        return lines

    def _scans(self):
        scans = self.env["dscsa.bench.scan"].search_fetch(
            [("bench_id", "=", self.bench.id)], limit=20
        )
        scans.mapped("product_id.display_name")
        return [scan._row() for scan in scans]

    # words ---------------------------------------------------------------------------
    def _notice(self):
        return self.env._(
            "This is no controlled-drug record. Scan packages only: no names of "
            "patients, no prescriptions."
        )

    def _partial(self):
        title = self.env._("Only a part is used; the package stays open")
        return Partial(title=title)

    def _sentence(self, total):
        env, bench = self.env, self.bench
        if not self.is_count:
            if not total["scanned"]:
                return env._("Scan the package that is used.")
            return env._("Packages recorded: %(scanned)s. Scan the next.", **total)
        if bench.state == "closed":
            return env._(
                "Closed. As expected: %(good)s. Differences: %(bad)s.",
                good=bench.as_expected,
                bad=bench.difference_count,
            )
        if not total["scanned"]:
            return env._("Scan the first package. Order does not matter.")
        if total["missing"]:
            return env._("%(missing)s of %(expected)s still to scan.", **total)
        return env._("Everything expected was seen. Close the stock-take.")

    def _buttons(self, total):
        if self.bench.state != "open":
            return self._afterwards()
        if not self.is_count or not total["scanned"]:
            return []
        confirm = False
        if total["missing"]:
            confirm = self.env._(
                "Close the stock-take? Not seen: %(missing)s. They are listed as "
                "differences; nothing is booked.",
                **total,
            )
        title, primary = self.env._("Close the stock-take"), not total["missing"]
        return [Button("close", title, primary=primary, confirm=confirm)]

    def _afterwards(self):
        """After a stock-take: where differences go from here."""
        if not self.is_count:
            return []
        env, found = self.env, []
        results = set(self.bench.line_ids.mapped("result"))
        if results:
            found.append(Button("differences", env._("Open the differences")))
        if "presumed_used" in results and self.presumed():
            title = env._("Note presumed used packages as here")
            found.append(Button("presumed_here", title))
        if not self.bench.company_id.dscsa_records_only and self.bench.counted_lots:
            question = env._(
                "Counts are entered in Odoo's inventory and wait there: "
                "nothing changes until somebody applies them."
            )
            title = env._("Offer the counts to the inventory")
            found.append(Button("offer_counts", title, confirm=question))
        for first in found[:1]:
            first.primary = True
        return found

    def presumed(self):
        """Packages of the differences that are presumed used to this day."""
        lines = self.bench.line_ids.filtered(
            lambda each: (
                each.result == "presumed_used" and each.epc_id.status == "presumed_used"
            )
        )
        return lines.epc_id

    def _differences(self):
        """Differences of a closed count by kind, with the first packages of each."""
        if not self.is_count or self.bench.state == "open":
            return []
        lines = self.bench.line_ids
        titles = dict(lines._fields["result"]._description_selection(self.env))
        return [
            Difference(
                result=result,
                title=titles[result],
                count=sum(group.mapped("count")),
                next_step=group[:1].next_step,
                level="amber" if result in _MILD else "red",
                rows=[_row(line) for line in group[:_ROWS]],
            )
            for result, group in lines.grouped("result").items()
        ]


_MILD = ("not_seen", "unknown", "announced", "presumed_used", "elsewhere", "lot_only")


def _by_product(groups, wants=lambda _code: True):
    """Packages with such a code by product id; 0 for goods of none."""
    found = Counter()
    for product, code, count in groups:
        if wants(code):
            found[product or 0] += count
    return found


def _packages(groups, wants=lambda _code: True):
    return _by_product(groups, wants).total()


def _row(line):
    return Different(
        product=line.product_id.display_name or line.gtin or "",
        serial=line.serial or "",
        lot=line.lot or "",
        expiry=line._fields["expiry"].to_string(line.expiry) or False,
        count=line.count,
        epc_id=line.epc_id.id,
    )
