"""A delivery from whatever is at hand: invoice number, order, file or first scan."""

from dscsa_core.catalogue import finding
from dscsa_core.numbers import order_key, order_tail

from odoo.exceptions import UserError
from odoo.fields import Domain

from ..ingest.transactions import address_of

_OPEN = Domain("state", "not in", ("done", "cancel"))


class Delivery:
    """Finds or makes the receipt of one delivery and notes its proof; user's rights."""

    def __init__(self, env, seller, invoice="", *, drop_shipped=False):
        self.env, self.seller, self.drop_shipped = env, seller, drop_shipped
        self.company = env.company
        self.invoice = (invoice or "").strip()

    # the receipt ---------------------------------------------------------------------
    def known_receipt(self):
        """The open receipt with this invoice number of this seller, or none."""
        key = order_key(self.invoice)
        pickings = self.env["stock.picking"]
        if not key:
            return pickings
        seller = self.seller.commercial_partner_id
        return pickings.search(
            _OPEN
            & Domain("company_id", "=", self.company.id)
            & Domain("picking_type_code", "=", "incoming")
            & Domain("dscsa_invoice_key", "=", key)
            & Domain("partner_id", "child_of", seller.ids),
            limit=1,
        )

    def known_transactions(self):
        """TI/TS of files that came before the goods, by the same invoice number."""
        key = order_key(self.invoice)
        table = self.env["dscsa.transaction"]
        if not key:
            return table
        found = table.search(
            Domain("company_id", "=", self.company.id)
            & Domain("direction", "=", "in")
            & Domain("superseded_by_id", "=", False)
            & Domain("withdrawn_by_id", "=", False)
            & Domain("proof", "=", "file")
            & Domain(
                "invoice_numbers", "ilike", order_tail(self.invoice) or self.invoice
            )
        )
        seller = self.seller.commercial_partner_id
        return found.filtered(
            lambda each: (
                key in {order_key(n) for n in each.invoice_numbers.split(",")}
                and (
                    not seller
                    or not each.seller_id
                    or each.drop_shipment
                    or self.drop_shipped
                    or each.seller_id.commercial_partner_id == seller
                )
            )
        )

    def noted_before(self):
        """A closed receipt with this invoice number: the same invoice twice."""
        key = order_key(self.invoice)
        if not key:
            return self.env["stock.picking"]
        return self.env["stock.picking"].search(
            Domain("company_id", "=", self.company.id)
            & Domain("state", "=", "done")
            & Domain("dscsa_invoice_key", "=", key)
            & Domain("partner_id", "child_of", self.seller.commercial_partner_id.ids),
            limit=1,
        )

    def make_receipt(self, **values):
        """A receipt without an order; its lines come with scans and TI lines."""
        kind = self._picking_type()
        source = self.seller.property_stock_supplier
        return self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "partner_id": self.seller.id,
                "location_id": source.id or kind.default_location_src_id.id,
                "location_dest_id": kind.default_location_dest_id.id,
                "company_id": self.company.id,
                "dscsa_invoice": self.invoice or False,
                "origin": self.invoice or False,
                **values,
            }
        )

    def _picking_type(self):
        kinds = self.env["stock.picking.type"].search(
            [("code", "=", "incoming"), ("company_id", "=", self.company.id)], limit=1
        )
        if not kinds:
            raise UserError(
                self.env._(
                    "%(company)s has no warehouse to receive into. Make one under "
                    "Inventory > Configuration > Warehouses.",
                    company=self.company.name,
                )
            )
        return kinds

    # the proof -----------------------------------------------------------------------
    def note_proof(self, picking, proof, **values):
        """TI/TS in a portal or on paper, linked to the receipt; the record.

        ``values`` may give ``lines`` (list of TI line values), ``statement`` (bool),
        ``package_count`` and other fields of ``dscsa.transaction``.
        """
        lines = values.pop("lines", [])
        statement = values.pop("statement", False)
        count = values.pop("package_count", 0)
        transaction = self.env["dscsa.transaction"].create(
            {
                "company_id": self.company.id,
                "proof": proof,
                "invoice_numbers": self.invoice or False,
                "po_numbers": self._order_number(picking),
                "statement": "yes" if statement else "missing",
                "package_count": count or sum(line["quantity"] for line in lines),
                "picking_ids": [(4, picking.id)],
                **self._parties(),
                **values,
            }
        )
        if lines:
            self.env["dscsa.transaction.line"].create(
                [{**line, "transaction_id": transaction.id} for line in lines]
            )
        if not statement:
            self._report_statement(transaction, picking)
        return transaction

    def _order_number(self, picking):
        # a technician need not see orders to note their number
        return picking.sudo().purchase_id.name or False

    def _parties(self):
        seller, buyer = self.seller, self.company.partner_id
        return {
            "seller_id": seller.id,
            "seller_name": seller.commercial_partner_id.name,
            "seller_address": _address(seller),
            "seller_gln": seller.global_location_number,
            "buyer_id": buyer.id,
            "buyer_name": buyer.name,
            "buyer_address": _address(buyer),
            "buyer_gln": buyer.global_location_number,
        }

    def _report_statement(self, transaction, picking):
        self.env["dscsa.discrepancy"]._report(
            [finding("STATEMENT_MISSING", transaction.name)],
            company=self.company,
            transaction=transaction,
            picking=picking,
            partner=self.seller,
            about=frozenset({"STATEMENT_MISSING"}),
        )


class _Postal:
    """A partner's address under the names of a party of a file."""

    def __init__(self, partner):
        self.street, self.street2 = partner.street, partner.street2
        self.city, self.state = partner.city, partner.state_id.code
        self.zip, self.country = partner.zip, partner.country_id.code


def _address(partner):
    return address_of(_Postal(partner))
