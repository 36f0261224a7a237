"""Purchases as a payer's auditor counts them: by NDC-11, in billing units, proven.

Quantities are packages received: those of the register, or those of the receipt where
not every package was scanned. Nothing is guessed; what is not known is said.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta
from functools import cached_property

import pytz
from dscsa_core.numbers import ndc_forms

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.facts import (
    local_date,
    zone_of,
)
from odoo.addons.dscsa_compliance.services.receiving.plan import units_of

from .pbm_proof import Proofs
from .pbm_rows import Purchase, Total


class Pack:
    """The purchases of a company from ``start`` to ``end``, both days included.

    ``ndcs``: NDC-11 texts to keep, all when empty. Prices only ``with_prices``.
    """

    def __init__(self, env, company, start, end, *, ndcs=(), with_prices=False):
        # orders, receipts and papers are put together whatever the user may read of
        # each; the wizard asks for the right to the pack itself
        self.env = env(su=True)
        self.company = company.with_env(self.env)
        self.start, self.end = start, end
        self.ndcs = frozenset(ndcs)
        self.with_prices = with_prices

    @cached_property
    def receipts(self):
        """Deliveries that were closed in the period, by the company's calendar."""
        zone = zone_of(self.company)
        first, after = (
            zone.localize(datetime.combine(day, time.min))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in (self.start, self.end + timedelta(days=1))
        )
        return (
            self.env["stock.picking"]
            .search(
                [
                    ("company_id", "=", self.company.id),
                    ("picking_type_code", "=", "incoming"),
                    ("state", "=", "done"),
                    ("date_done", ">=", first),
                    ("date_done", "<", after),
                ],
                order="date_done, id",
            )
            .filtered(lambda each: not each.return_id)
        )

    @cached_property
    def purchases(self):
        """Purchases by day, receipt and NDC."""
        counted = self._registered()
        found = []
        for picking in self.receipts:
            found += self._of_receipt(picking, counted.get(picking.id, {}))
        if self.ndcs:
            found = [each for each in found if each.ndc in self.ndcs]
        Proofs(self.env, self.company).put_on(found)
        return found

    @cached_property
    def totals(self):
        """One Total for each NDC-11; units are None as soon as one is unknown."""
        totals = {}
        for each in self.purchases:
            total = totals.setdefault(
                each.ndc, Total(each.ndc, each.name, unit=each.unit)
            )
            total.packages += each.packages or 0
            total.returned += each.returned
            total.uncounted += each.packages is None
            known = total.units is not None and each.units is not None
            total.units = total.units + each.units if known else None
            total.sellers.add(each.seller.name or "")
            total.invoices.add(each.invoice)
        return [totals[ndc] for ndc in sorted(totals)]

    @cached_property
    def gaps(self):
        """What the pack cannot say, one sentence each."""
        return [
            *self._without_units(),
            *self._not_counted(),
            *(
                self.env._(
                    "%(name)s: no license in force on a day of purchase.", name=name
                )
                for name in self._sellers(lambda each: not each.is_licensed)
            ),
            *(
                self.env._(
                    "%(name)s: no accreditation in force on a day of purchase; some "
                    "payers credit only accredited sellers.",
                    name=name,
                )
                for name in self._sellers(lambda each: not each.is_accredited)
            ),
        ]

    def _without_units(self):
        unsized = sorted({p.ndc or p.name for p in self.purchases if not p.per_package})
        if unsized:
            yield self.env._(
                "Billing units per package are not on file, so no units are given: "
                "%(names)s. Set them on the product.",
                names=", ".join(unsized),
            )

    def _not_counted(self):
        for each in self.purchases:
            if each.packages is None:
                yield self.env._(
                    "%(receipt)s, invoice %(invoice)s: nothing was counted here. "
                    "Fetch the lines from the seller.",
                    receipt=each.receipt,
                    invoice=each.invoice or "–",
                )

    def _sellers(self, is_bad):
        """Names of the sellers of purchases for which ``is_bad`` holds."""
        return sorted({p.seller.name or "–" for p in self.purchases if is_bad(p)})

    # gathering -----------------------------------------------------------------------
    def _registered(self):
        """{receipt: {product or NDC: [packages, returned, name, ndc, TI/TS ids]}}"""
        if not self.receipts:
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.picking_id, e.product_id, COALESCE(l.ndc, g.ndc, ''),
                       COALESCE(l.name, g.name, ''), count(*),
                       count(*) FILTER (WHERE e.status = 'returned')
                  FROM dscsa_epc e
                  LEFT JOIN dscsa_transaction_line l ON l.id = e.line_id
                  LEFT JOIN dscsa_gtin g ON g.id = e.gtin_id
                 WHERE e.picking_id IN %s AND e.kind = 'package'
                   AND e.status NOT IN ('announced', 'missing')
                 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
                """,
                self.receipts._ids,
            )
        )
        found = defaultdict(dict)
        for picking, product, ndc, name, number, returned in rows:
            key = product or ndc
            entry = found[picking].setdefault(key, [0, 0, name, ndc])
            entry[0] += number
            entry[1] += returned
        return found

    def _of_receipt(self, picking, counted):
        """The Purchases of one receipt."""
        moved = self._moved(picking)
        products = self.env["product.product"]
        found = []
        for key in dict.fromkeys([*counted, *moved]):
            packages, returned, name, ndc = counted.get(key, [0, 0, "", ""])
            product = products.browse(key) if isinstance(key, int) else products
            from_receipt = moved.get(key, 0)
            source = self.env._("packages in the register")
            if from_receipt > packages:
                packages, source = from_receipt, self.env._("quantity of the receipt")
            found.append(
                self._purchase(picking, product, ndc, name, packages, returned, source)
            )
        return found or self._uncounted(picking)

    def _moved(self, picking):
        """{product id: packages} of the goods in scope that were booked in stock."""
        found = defaultdict(float)
        for move in picking.move_ids:
            if move.state == "done" and move.product_id.dscsa_scope == "in_scope":
                product = move.product_id
                # what came, not what was asked for, in the unit stock is kept in
                found[product.id] += move.product_uom._compute_quantity(
                    move.quantity, product.uom_id
                )
        products = self.env["product.product"].browse(found)
        packages = {p.id: round(found[p.id] / units_of(p)) for p in products}
        return {key: number for key, number in packages.items() if number}

    def _uncounted(self, picking):
        """Typed TI lines of a delivery without scans; else one line that says so."""
        tits = picking.dscsa_transaction_ids._live()
        if not tits:
            return []
        lines = tits.line_ids if tits.picking_ids == picking else tits.line_ids.browse()
        source = self.env._("lines of the TI")
        found = [
            self._purchase(
                picking,
                line.product_id,
                line.ndc,
                line.name,
                line.quantity or None,
                0,
                source,
            )
            for line in lines
            if line.product_id.dscsa_scope != "excluded"
        ]
        empty = self.env["product.product"]
        words = self.env._("not listed here")
        return found or [self._purchase(picking, empty, "", words, None, 0, "")]

    def _purchase(self, picking, product, ndc, name, packages, returned, source):
        tits = picking.dscsa_transaction_ids._live()
        bought = min(
            (t.transaction_date for t in tits if t.transaction_date), default=None
        )
        seller = tits.seller_id[:1] or picking.partner_id
        if picking.dscsa_drop_shipment or any(tits.mapped("drop_shipment")):
            # sent by the maker, billed by whom it was ordered from
            seller = picking.partner_id or seller
        return Purchase(
            day=bought or local_date(picking.date_done, self.company),
            receipt=picking.name,
            invoice=picking.dscsa_invoice
            or ", ".join(filter(None, tits.mapped("invoice_numbers"))),
            seller=seller.commercial_partner_id or seller,
            ndc=product.dscsa_ndc11 or ndc_forms(ndc)[1] or "",
            name=product.name or name or "",
            packages=packages,
            returned=returned,
            per_package=product.dscsa_billing_units,
            unit=product.dscsa_billing_unit or "",
            source=source,
            tits=", ".join(tits.mapped("name")),
            price=self._price(picking, product) if self.with_prices else None,
        )

    def _price(self, picking, product):
        """Price of a package on the order, in the order's currency; None if unknown."""
        line = picking.move_ids.purchase_line_id.filtered(
            lambda each: each.product_id == product
        )[:1]
        if not line:
            return None
        per_unit = line.product_uom_id._compute_price(line.price_unit, product.uom_id)
        return per_unit * units_of(product)

    # transfers -----------------------------------------------------------------------
    @cached_property
    def transfers(self):
        """(in, out): purchases from pharmacies; packages that left to pharmacies."""
        bought = [p for p in self.purchases if p.seller.dscsa_role == "dispenser"]
        return bought, self._left()

    def _left(self):
        """[(day, transfer, to whom, NDC, name, packages, TI/TS they came with)]"""
        rows = self.env["dscsa.epc"]._read_group(
            [
                ("company_id", "=", self.company.id),
                ("kind", "=", "package"),
                ("status", "=", "shipped"),
                ("left_picking_id.date_done", ">=", str(self.start)),
                ("left_picking_id.date_done", "<", str(self.end + timedelta(days=1))),
                ("left_picking_id.partner_id.commercial_partner_id.dscsa_role", "=",
                 "dispenser"),
            ],
            ["left_picking_id", "product_id", "transaction_id"],
            ["__count"],
        )  # fmt: skip
        return [
            (
                local_date(picking.date_done, self.company),
                picking.name,
                picking.partner_id.commercial_partner_id.name,
                product.dscsa_ndc11 or "",
                product.name or "",
                number,
                transaction.name or "",
            )
            for picking, product, transaction, number in rows
            if not self.ndcs or product.dscsa_ndc11 in self.ndcs
        ]
