"""What is said to a seller about discrepancies: by mail and on the telephone.

The seller reads what it needs to find the goods: product, lot, serials, invoice and
order. Our own words stay here: bins, holds, rules, who did what, and what we know of
a package from other days.
"""

from dataclasses import dataclass

from dscsa_core.rules.ordering import ORDER_CODES
from dscsa_core.rules.seller import SELLER_CODES

from ..holds.hold_codes import NAMED_CODES
from ..words.messages import date_text
from .letter_words import asked_for_papers, told

_SERIALS_SHOWN = 60
# sentences that speak of our own books
_OURS = NAMED_CODES | {"WRONG_RECEIPT", "SHIPTO_NOT_OURS"}


@dataclass(frozen=True)
class Point:
    """One discrepancy as the seller reads it."""

    what: str
    ask: str
    product: str
    ndc: str
    lot: str
    count: int
    serials: tuple[str, ...]
    more: int
    heading: str


class Letter:
    """Words about rows that go to one seller in one letter, in ``env``'s language."""

    def __init__(self, rows):
        self.rows, self.env = rows, rows.env
        self.first = rows[:1]

    def points(self):
        """One point a row."""
        return [self._point(row) for row in self.rows]

    def _point(self, row):
        if row.code in SELLER_CODES:
            return self._point_of_papers(row)
        epcs = self.packages(row)
        serials = sorted(filter(None, epcs.mapped("serial")))
        shown = tuple(serials[:_SERIALS_SHOWN])
        product = row.product_id.sudo()
        lots = sorted({each.lot for each in epcs if each.lot})
        lot = row.lot or ", ".join(lots)
        name, ndc = product.name or row.gtin or "", product.dscsa_ndc or ""
        return Point(
            what=self._what(row),
            ask=self.ask(row),
            product=name,
            ndc=ndc,
            lot=lot,
            count=row.quantity,
            serials=shown,
            more=len(serials) - len(shown),
            heading=self._heading(name, ndc, lot, row.quantity),
        )

    def _point_of_papers(self, row):
        """A license is asked for: no goods, lots or serials belong to the question."""
        return Point(
            what=self._what(row),
            ask=self.ask(row),
            product="",
            ndc="",
            lot="",
            count=0,
            serials=(),
            more=0,
            heading=self.env._("Your license to sell prescription drugs"),
        )

    def _heading(self, name, ndc, lot, count):
        parts = [
            name,
            ndc and f"NDC {ndc}",
            lot and self.env._("lot %(lot)s", lot=lot),
            count and self.env._("packages: %(count)s", count=count),
        ]
        return ", ".join(filter(None, parts))

    def packages(self, row):
        """The packages a row is about; for a shortage, those that did not come."""
        if row.code not in ("SHORTAGE", "SHORTAGE_CONTROLLED"):
            return row.sudo().epc_ids.filtered(lambda epc: epc.kind == "package")
        return (
            self.env["dscsa.epc"]
            .sudo()
            .search(
                [
                    ("transaction_id", "=", row.sudo().transaction_id.id),
                    ("status", "in", ("announced", "missing")),
                    ("kind", "=", "package"),
                    ("lot", "=", row.lot),
                    ("gtin", "=", row.gtin),
                ],
                order="serial",
                limit=1000,
            )
        )

    def _what(self, row):
        if row.code in _OURS:
            return self.env._("We need your help with these packages.")
        return told(self.env, row.code, row.facts or {})

    def ask(self, row):
        """What we want, as one sentence."""
        if row.code in SELLER_CODES:
            return asked_for_papers(self.env)
        words = {
            "new_data": self.env._("Please send the transaction data for them."),
            "send_product": self.env._("Please send the goods that are missing."),
            "return": self.env._("Please tell us how to send them back."),
            "credit": self.env._("Please credit us."),
        }
        if row.code in ORDER_CODES:
            return self.env._("Please tell us: shall we keep it or send it back?")
        if row.hda_category == "data_issue" and self._remedy(row) == "new_data":
            return self.env._("Please send corrected data.")
        return words[self._remedy(row)]

    def _remedy(self, row):
        return row.remedy or row.usual_remedy

    def reference(self):
        """Invoice, order and shipment the letter is about, as the seller knows them."""
        order, invoice, shipped = self.order(), self.invoice(), self._shipped()
        parts = [
            self.env._("invoice %(number)s", number=invoice) if invoice else "",
            self.env._("order %(number)s", number=order) if order else "",
            self.env._("shipment of %(day)s", day=shipped) if shipped else "",
        ]
        return ", ".join(filter(None, parts))

    def transactions(self):
        rows = self.rows.sudo()
        found = rows.transaction_id | rows.document_id.transaction_ids
        return found or rows.picking_id.dscsa_transaction_ids._live()

    def order(self):
        """Purchase order number, as we gave it."""
        rows = self.rows.sudo()
        orders = rows.picking_id.purchase_id or self.transactions().purchase_ids
        if orders:
            return ", ".join(orders.mapped("name"))
        return ", ".join(filter(None, self.transactions().mapped("po_numbers")))

    def invoice(self):
        """The seller's invoice number."""
        numbers = self.transactions().mapped("invoice_numbers")
        numbers += self.rows.sudo().picking_id.mapped("dscsa_invoice")
        return ", ".join(dict.fromkeys(filter(None, numbers)))

    def _shipped(self):
        days = self.transactions().mapped("transaction_date")
        return next((date_text(self.env, day) for day in days if day), "")

    # telephone ------------------------------------------------------------------------
    def script(self, user):
        """What to say on the telephone, line by line."""
        seller = self.first.partner_id.sudo()
        phone = seller.dscsa_desk_phone or seller.phone
        reference = self.reference()
        lines = [
            self.env._("Call %(name)s: %(phone)s", name=seller.name, phone=phone)
            if phone
            else self.env._(
                "Call %(name)s (no telephone number on file).", name=seller.name
            ),
            self.env._(
                "“This is %(user)s of %(company)s. May I speak to the DSCSA desk?”",
                user=user.name,
                company=self.first.company_id.name,
            ),
        ]
        if reference:
            lines.append(
                self.env._("“It is about %(reference)s.”", reference=reference)
            )
        for point in self.points():
            lines.append(f"• {point.what} {self._goods(point)}".rstrip())
            lines.append(f"  {point.ask}")
        lines.append(
            self.env._("Write down: name, time, what was promised and until when.")
        )
        return "\n".join(lines)

    def _goods(self, point):
        parts = [point.product, point.ndc and f"NDC {point.ndc}"]
        parts.append(point.lot and self.env._("lot %(lot)s", lot=point.lot))
        if point.serials and len(point.serials) <= 3:
            parts += point.serials
        elif point.count:
            parts.append(self.env._("packages: %(count)s", count=point.count))
        inside = ", ".join(filter(None, parts))
        return f"({inside})" if inside else ""
