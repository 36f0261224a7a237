"""The end of a stock-take: as expected, different, and what stock could take."""

from collections import defaultdict

from odoo import fields
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.plan import units_of

from .count_words import RESULT_OF
from .counting import contents_of

# more packages than this that nobody saw are told by lot
_BY_NAME = 2_000
_FITS = ("OK", "SEALED")


def expected_counts(company, place):
    """``{product id: packages}`` that should be there; of a place as stock knows it."""
    env = company.env
    counts = defaultdict(int)
    if place:
        for (product, _lot, _place), count in _by_quants(env, company, place).items():
            counts[str(product.id)] += count
        return dict(counts)
    env.flush_all()
    rows = env.execute_query(
        SQL(
            """SELECT COALESCE(product_id, 0), count(*) FROM dscsa_epc
            WHERE company_id = %s AND status = 'in_stock' AND kind = 'package'
            GROUP BY 1""",
            company.id,
        )
    )
    return {str(product): count for product, count in rows}


def _by_quants(env, company, place):
    """{(product, lot, location): packages} of drugs at a place."""
    quants = env["stock.quant"].search(
        [
            ("company_id", "=", company.id),
            ("location_id", "child_of", place.id),
            ("quantity", ">", 0),
            ("product_id.dscsa_scope", "=", "in_scope"),
        ]
    )
    found = defaultdict(int)
    for quant in quants:
        packages = round(quant.quantity / units_of(quant.product_id))
        found[quant.product_id, quant.lot_id, quant.location_id] += packages
    return found


class CountResult:
    """Closes one stock-take; writes its result and nothing else."""

    def __init__(self, bench):
        self.bench = bench.sudo()
        self.env, self.company = self.bench.env, self.bench.company_id

    def close(self, user, signer_id):
        """Keep the result; the bench takes no more scans."""
        scans = self.env["dscsa.bench.scan"].search(
            [("bench_id", "=", self.bench.id), ("undone_at", "=", False)]
        )
        lines = [self._line(scan) for scan in scans if RESULT_OF.get(scan.code)]
        seen = self._seen(scans)
        if self.bench.location_id:
            lines += self._unseen_by_lot(seen)
        else:
            lines += self._unseen(seen)
        self.env["dscsa.bench.line"].create(lines)
        self.bench.write(
            {
                "state": "closed",
                "closed_at": fields.Datetime.now(),
                "closed_by_id": user.id,
                "signed_by_id": signer_id,
                "as_expected": sum(
                    scan.quantity for scan in scans if scan.code in _FITS
                ),
                "difference_count": sum(line["count"] for line in lines),
                "counted_lots": self._counted(seen),
            }
        )

    def _seen(self, scans):
        """Register rows that were seen, those in sealed boxes with them."""
        good = scans.filtered(lambda scan: scan.code != "LOT_ONLY" and scan.epc_id)
        boxes = good.filtered(lambda scan: scan.code == "SEALED").epc_id
        inside = [row[0] for row in contents_of(self.env, boxes.ids)] if boxes else []
        return (good.epc_id - boxes) | self.env["dscsa.epc"].browse(inside)

    def _line(self, scan):
        return {
            "company_id": self.company.id,
            "bench_id": self.bench.id,
            "result": RESULT_OF[scan.code],
            "epc_id": scan.epc_id.id,
            "product_id": scan.product_id.id,
            "gtin": scan.gtin,
            "serial": scan.serial,
            "lot": scan.lot,
            "expiry": scan.expiry,
            "count": scan.quantity,
        }

    # not seen ------------------------------------------------------------------------
    def _unseen(self, seen):
        rows = self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.company.id),
                ("status", "=", "in_stock"),
                ("kind", "=", "package"),
                ("id", "not in", seen.ids),
            ]
        )
        if len(rows) <= _BY_NAME:
            return [self._unseen_line(epc) for epc in rows]
        groups = defaultdict(int)
        for epc in rows:
            groups[epc.product_id, epc.lot_id, epc.lot] += 1
        return [self._lot_line(*key, count) for key, count in groups.items()]

    def _unseen_line(self, epc):
        return self._lot_line(epc.product_id, epc.lot_id, epc.lot, 1) | {
            "epc_id": epc.id,
            "gtin": epc.gtin,
            "serial": epc.serial,
            "expiry": epc.expiry,
            "place_id": epc.hold_location_id.id,
        }

    def _lot_line(self, product, lot, name, count, place=None):
        return {
            "company_id": self.company.id,
            "bench_id": self.bench.id,
            "result": "not_seen",
            "product_id": product.id,
            "lot_id": lot.id,
            "lot": name or lot.name,
            "count": count,
            "place_id": place.id if place else False,
        }

    def _unseen_by_lot(self, seen):
        """Of a place stock knows how many of a lot stand there, not which."""
        have = self._by_lot(seen)
        lines = []
        quants = _by_quants(self.env, self.company, self.bench.location_id)
        for (product, lot, place), count in quants.items():
            here = have.get((product, lot), 0)
            taken = min(here, count)
            have[product, lot] = here - taken
            if count > taken:
                lines.append(self._lot_line(product, lot, None, count - taken, place))
        return lines

    def _by_lot(self, seen):
        counts = defaultdict(int)
        for epc in seen:
            counts[epc.product_id, epc.lot_id] += 1
        return counts

    # for Odoo's inventory ------------------------------------------------------------
    def _counted(self, seen):
        """``[[product id, lot id, packages]]`` seen, of goods Odoo keeps stock of."""
        if self.company.dscsa_records_only:
            return False
        here = seen.filtered(
            lambda epc: (
                epc.product_id.is_storable
                and epc.status in ("in_stock", "presumed_used")
                and not epc.hold_location_id.dscsa_role
            )
        )
        counts = self._by_lot(here)
        return [
            [product.id, lot.id, count] for (product, lot), count in counts.items()
        ] or False


def offer_counts(bench):
    """Enter counted packages in Odoo's inventory, unapplied; the quants.

    For lots that stand in one place only (or in the counted place): where a lot lies
    in several, nobody can know which of them was counted.
    """
    env = bench.env
    quants = env["stock.quant"]
    for product_id, lot_id, count in bench.sudo().counted_lots or []:
        domain = [
            ("product_id", "=", product_id),
            ("lot_id", "=", lot_id),
            ("company_id", "=", bench.company_id.id),
            ("location_id.usage", "=", "internal"),
            ("location_id.dscsa_role", "=", False),
        ]
        if bench.location_id:
            domain.append(("location_id", "child_of", bench.location_id.id))
        found = env["stock.quant"].search(domain)
        if len(found) == 1:
            units = units_of(found.product_id)
            found.with_context(inventory_mode=True).inventory_quantity = count * units
            quants |= found
    return quants
