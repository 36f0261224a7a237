"""Whom a company buys drugs from: the businesses the gate is about."""

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.deliveries.exemption import (
    STILL_A_SALE,
)

# a seller nobody ordered from, and who delivered nothing, for so long is not asked
DAYS = 365
_MOVES = """FROM stock_move move
               JOIN product_product product ON product.id = move.product_id
               JOIN product_template template ON template.id = product.product_tmpl_id
              WHERE move.picking_id = p.id AND move.state != 'cancel'"""


def supplier_ids(env, company):
    """Ids of the businesses that sell drugs to a company, with or without orders.

    Orders and price lists of goods in scope, what came in from a seller, and the
    sellers of TI/TS: all of the last year but the price lists. Of a drop shipment the
    seller is where it was ordered, not who sent goods and data.
    """
    env.flush_all()
    sources = SQL(" UNION ").join((_ordered(), _listed(), _delivered(), _told()))
    rows = env.execute_query(
        SQL(
            """
            WITH asked AS (SELECT %(company)s AS id,
                                  now() at time zone 'UTC'
                                      - %(days)s * interval '1 day' AS since)
            SELECT DISTINCT partner.commercial_partner_id
              FROM res_partner partner
             WHERE partner.active AND partner.id IN (%(sources)s)
               AND partner.commercial_partner_id NOT IN (
                   SELECT own.commercial_partner_id
                     FROM res_company c
                     JOIN res_partner own ON own.id = c.partner_id)
            """,
            company=company.id,
            days=DAYS,
            sources=sources,
        )
    )
    return [row[0] for row in rows]


def _ordered():
    return SQL(
        """
        SELECT o.partner_id
          FROM purchase_order_line line
          JOIN purchase_order o ON o.id = line.order_id
          JOIN product_product product ON product.id = line.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
          JOIN asked ON asked.id = o.company_id
         WHERE o.state != 'cancel' AND o.date_order > asked.since
           AND template.dscsa_scope = 'in_scope'
        """
    )


def _listed():
    return SQL(
        """
        SELECT info.partner_id
          FROM product_supplierinfo info
          JOIN product_template template ON template.id = info.product_tmpl_id
          JOIN asked ON info.company_id IS NULL OR info.company_id = asked.id
         WHERE template.dscsa_scope = 'in_scope'
        """
    )


def _delivered():
    """Who stands on receipts with TI/TS, scans, an invoice number or a known drug."""
    return SQL(
        """
        SELECT p.partner_id
          FROM stock_picking p
          JOIN stock_picking_type kind ON kind.id = p.picking_type_id
          JOIN stock_location place ON place.id = p.location_id
          JOIN asked ON asked.id = p.company_id
          LEFT JOIN dscsa_reason reason ON reason.id = p.dscsa_reason_id
         WHERE kind.code = 'incoming' AND place.usage = 'supplier'
           AND p.state != 'cancel' AND p.return_id IS NULL
           AND COALESCE(p.date_done, p.create_date) > asked.since
           AND (reason.id IS NULL OR NOT reason.lifts_ti OR reason.code IN %(sales)s)
           AND (p.dscsa_invoice IS NOT NULL
             OR EXISTS (SELECT FROM dscsa_transaction_picking_rel r
                         WHERE r.stock_picking_id = p.id)
             OR EXISTS (SELECT FROM dscsa_scan s
                         WHERE s.picking_id = p.id AND s.undone_at IS NULL)
             OR EXISTS (SELECT %(moves)s AND template.dscsa_scope = 'in_scope'))
           AND (NOT EXISTS (SELECT %(moves)s)
             OR EXISTS (SELECT %(moves)s
                           AND template.dscsa_scope IS DISTINCT FROM 'excluded'))
        """,
        sales=tuple(STILL_A_SALE),
        moves=SQL(_MOVES),
    )


def _told():
    return SQL(
        """
        SELECT t.seller_id
          FROM dscsa_transaction t
          JOIN asked ON asked.id = t.company_id
         WHERE t.direction = 'in' AND t.seller_id IS NOT NULL
           AND t.superseded_by_id IS NULL AND t.withdrawn_by_id IS NULL
           AND t.drop_shipment IS NOT TRUE AND t.create_date > asked.since
           AND NOT EXISTS (SELECT FROM dscsa_transaction_picking_rel r
                             JOIN stock_picking p ON p.id = r.stock_picking_id
                            WHERE r.dscsa_transaction_id = t.id
                              AND p.dscsa_drop_shipment)
        """
    )
