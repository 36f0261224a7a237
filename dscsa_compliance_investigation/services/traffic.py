"""From whom goods of a case came and to whom they went, by every record there is."""

from functools import cached_property

from dscsa_core.recall.lots import Names

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.knowledge.goods import EVERY, goods_of
from odoo.addons.dscsa_compliance.services.knowledge.known import Known

# register rows, stock moves and TI lines: what a lot came by, and went by
_SOLD = """
    SELECT p.partner_id, NULL FROM dscsa_epc e
      JOIN stock_picking p ON p.id = e.left_picking_id
     WHERE e.company_id = %(company)s AND e.kind = 'package'
       AND %(epcs)s AND (%(lot)s OR %(seen)s)
    UNION
    SELECT p.partner_id, NULL FROM stock_move_line m
      JOIN stock_lot k ON k.id = m.lot_id JOIN stock_picking p ON p.id = m.picking_id
      JOIN stock_location d ON d.id = m.location_dest_id
     WHERE m.company_id = %(company)s AND m.state = 'done' AND d.usage = 'customer'
       AND m.product_id = ANY(%(products)s) AND %(booked)s
    UNION
    SELECT t.buyer_id, t.buyer_name FROM dscsa_transaction_line l
      JOIN dscsa_transaction t ON t.id = l.transaction_id
     WHERE t.company_id = %(company)s AND t.direction = 'out'
       AND t.superseded_by_id IS NULL AND t.withdrawn_by_id IS NULL
       AND %(lines)s AND %(listed)s
"""
_BOUGHT = """
    SELECT p.partner_id, NULL FROM dscsa_epc e
      JOIN stock_picking p ON p.id = e.picking_id
     WHERE e.company_id = %(company)s AND e.kind = 'package'
       AND %(epcs)s AND (%(lot)s OR %(seen)s)
    UNION
    SELECT p.partner_id, NULL FROM stock_move_line m
      JOIN stock_lot k ON k.id = m.lot_id JOIN stock_picking p ON p.id = m.picking_id
      JOIN stock_location o ON o.id = m.location_id
     WHERE m.company_id = %(company)s AND m.state = 'done' AND o.usage = 'supplier'
       AND m.product_id = ANY(%(products)s) AND %(booked)s
    UNION
    SELECT t.seller_id, t.seller_name FROM dscsa_transaction_line l
      JOIN dscsa_transaction t ON t.id = l.transaction_id
     WHERE t.company_id = %(company)s AND t.direction = 'in'
       AND t.superseded_by_id IS NULL AND t.withdrawn_by_id IS NULL
       AND %(lines)s AND %(listed)s
"""


class Traffic:
    """Partners of the goods of one case; ``case`` is a superuser's.

    Each answer is a list of (partner, name): archived ones too, and of one that is no
    contact of ours the name alone.
    """

    def __init__(self, case):
        self.case, self.env = case, case.env

    @cached_property
    def goods(self):
        """The drug and lots: by GTIN, product, or NDC as typed; none if not named."""
        case = self.case
        codes = {*case.item_ids.mapped("gtin"), case.gtin, case.product_id.dscsa_ndc}
        items = case.item_ids
        # as printed, and as announced: the two can differ, and that is the doubt
        lots = sorted({*items.mapped("lot"), *items.epc_id.mapped("lot")} - {False})
        # a package whose lot nobody knows can be of any
        names = Names(tuple(lots)) if lots and all(items.mapped("lot")) else EVERY
        wanted = sorted(filter(None, codes))
        return goods_of(self.env, case.company_id, wanted, names)

    def sellers_of_packages(self):
        packages = self.case._packages()
        papers = packages.transaction_id
        found = papers.seller_id | packages.picking_id.partner_id
        named = [
            (found.browse(), each.seller_name)
            for each in papers
            if each.seller_name and not each.seller_id
        ]
        return self._partners(found) + named

    def buyers_of_packages(self):
        """Also who sent it back since, and who took it back for the seller."""
        return self._partners(self.case._packages().left_picking_id.partner_id)

    def sellers(self):
        return self._asked(_BOUGHT)

    def buyers(self):
        return self._asked(_SOLD)

    def _partners(self, found):
        firms = found.with_context(active_test=False).commercial_partner_id
        return [(firm, firm.name or firm.display_name) for firm in firms]

    def _asked(self, query):
        if self.goods.is_any:
            return []
        self.env.flush_all()
        known, goods = Known(self.env, self.goods), self.goods
        rows = self.env.execute_query(
            SQL(
                query,
                company=self.case.company_id.id,
                products=goods.products.ids,
                epcs=goods.sql("e"),
                lines=goods.sql("l", ndc=True),
                lot=known.lots_sql(SQL("e.lot")),
                seen=known.lots_sql(SQL("e.seen_lot")),
                booked=known.lots_sql(SQL("COALESCE(k.dscsa_lot, k.name)")),
                listed=known.lots_sql(SQL("l.lot")),
            )
        )
        ids = sorted({row[0] for row in rows if row[0]})
        named = sorted({row[1] for row in rows if row[1] and not row[0]})
        partners = self.env["res.partner"].browse(ids)
        return self._partners(partners) + [(partners.browse(), name) for name in named]

    def gone(self):
        """How many packages of these goods left, by the register; None if unnamed."""
        if self.goods.is_any:
            return None
        self.env.flush_all()
        known = Known(self.env, self.goods)
        query = SQL(
            """
            SELECT count(*) FROM dscsa_epc e
             WHERE e.company_id = %s AND e.kind = 'package'
               AND e.status IN ('shipped', 'dispensed', 'presumed_used')
               AND %s AND (%s OR %s)
            """,
            self.case.company_id.id,
            self.goods.sql("e"),
            known.lots_sql(SQL("e.lot")),
            known.lots_sql(SQL("e.seen_lot")),
        )
        return self.env.execute_query(query)[0][0]

    def rest(self):
        """Register rows of the same lots, here or to come, that no suspicion holds."""
        none = self.env["dscsa.epc"]
        if self.goods.is_any or not self.goods.has_lots:
            return none
        self.env.flush_all()
        known = Known(self.env, self.goods)
        query = SQL(
            """
            SELECT e.id FROM dscsa_epc e
             WHERE e.company_id = %s AND e.kind = 'package'
               AND e.status IN ('in_stock', 'announced', 'missing')
               AND e.hold IS DISTINCT FROM 'suspect'
               AND %s AND (%s OR %s)
            """,
            self.case.company_id.id,
            self.goods.sql("e"),
            known.lots_sql(SQL("e.lot")),
            known.lots_sql(SQL("e.seen_lot")),
        )
        found = none.browse(row[0] for row in self.env.execute_query(query))
        return found - self.case._packages()

    def papers_of(self, partner):
        """Papers between us: invoices and orders with their day, as texts."""
        if not partner:
            return []
        firm = partner.commercial_partner_id
        packages = self.case._packages()
        own = packages.transaction_id.filtered(
            lambda each: firm in each.seller_id.commercial_partner_id
        )
        sold = packages.left_picking_id.filtered(
            lambda each: each.partner_id.commercial_partner_id == firm
        )
        return [_paper(each) for each in own] + [
            f"delivery {each.name} of {each.date_done:%d %b %Y}"
            for each in sold
            if each.date_done
        ]


def _paper(transaction):
    number = transaction.invoice_numbers or transaction.po_numbers or transaction.name
    kind = "invoice" if transaction.invoice_numbers else "papers"
    day = transaction.transaction_date
    return f"{kind} {number} of {day:%d %b %Y}" if day else f"{kind} {number}"
