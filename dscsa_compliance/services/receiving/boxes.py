"""Cases and pallets of a receipt that stay packages in stock."""

from collections import defaultdict

from odoo.tools import SQL


class Boxes:
    """Cases and pallets that came whole: only those stay packages in stock."""

    def __init__(self, plan):
        self.plan, self.env = plan, plan.env
        self._of_epc = {}

    def make(self):
        """Create a package for each clean complete case, nested in its pallet."""
        inside = [
            each.package
            for each in self.plan.clean
            if each.package.is_inside and each.package.parent_id
        ]
        counts = defaultdict(int)
        for package in inside:
            counts[package.parent_id] += 1
        rows = self._complete(counts)
        self._create(rows)
        upper = defaultdict(int)
        for row in rows:
            if row["parent_id"]:
                upper[row["parent_id"]] += 1
        pallets = self._complete(upper)
        self._create(pallets)
        self._nest(rows, {row["id"] for row in pallets})
        return self

    def _complete(self, counts):
        """Register rows of the boxes of which everything inside is here and clean."""
        if not counts:
            return []
        self.env.cr.execute(
            SQL(
                """
                SELECT p.id, p.key, p.parent_id, count(c.id) AS children
                  FROM dscsa_epc p JOIN dscsa_epc c ON c.parent_id = p.id
                 WHERE p.id IN %s GROUP BY p.id ORDER BY p.id
                """,
                tuple(counts),
            )
        )
        return [
            row
            for row in self.env.cr.dictfetchall()
            if row["children"] == counts[row["id"]]
        ]

    def _create(self, rows):
        packages = self.env["stock.package"].create(
            [{"name": row["key"][2:], "dscsa_key": row["key"]} for row in rows]
        )
        for row, package in zip(rows, packages, strict=True):
            self._of_epc[row["id"]] = package

    def _nest(self, rows, whole):
        groups = defaultdict(self.env["stock.package"].browse)
        for row in rows:
            if row["parent_id"] in whole:
                groups[row["parent_id"]] |= self._of_epc[row["id"]]
        for parent_id, cases in groups.items():
            cases.package_dest_id = self._of_epc[parent_id]

    def box_of(self, decision):
        """The package a clean package stands in, or none."""
        package = decision.package
        none = self.env["stock.package"]
        if not package.is_inside:
            return none
        return self._of_epc.get(package.parent_id, none)

    @property
    def epc_ids(self):
        """Register rows of the boxes that were kept."""
        return list(self._of_epc)
