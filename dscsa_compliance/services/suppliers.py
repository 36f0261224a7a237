"""Whom a company buys drugs from: the businesses the gate is about."""

from odoo.tools import SQL

# a seller nobody ordered from for so long is not asked for proof
DAYS = 365


def supplier_ids(env, company):
    """Ids of the businesses with orders of the last year, or price lists, in scope."""
    env["purchase.order.line"].flush_model()
    env["product.supplierinfo"].flush_model()
    env["product.template"].flush_model(["dscsa_scope"])
    env["res.partner"].flush_model(["commercial_partner_id"])
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT partner.commercial_partner_id
              FROM res_partner partner
             WHERE partner.active
               AND partner.id IN (
                   SELECT o.partner_id
                     FROM purchase_order_line line
                     JOIN purchase_order o ON o.id = line.order_id
                     JOIN product_product product ON product.id = line.product_id
                     JOIN product_template template
                       ON template.id = product.product_tmpl_id
                    WHERE o.company_id = %(company)s
                      AND o.state != 'cancel'
                      AND o.date_order > now() at time zone 'UTC'
                                         - %(days)s * interval '1 day'
                      AND template.dscsa_scope = 'in_scope'
                   UNION
                   SELECT info.partner_id
                     FROM product_supplierinfo info
                     JOIN product_template template
                       ON template.id = info.product_tmpl_id
                    WHERE template.dscsa_scope = 'in_scope'
                      AND (info.company_id IS NULL OR info.company_id = %(company)s))
               AND partner.commercial_partner_id NOT IN (
                   SELECT own.commercial_partner_id
                     FROM res_company c
                     JOIN res_partner own ON own.id = c.partner_id)
            """,
            company=company.id,
            days=DAYS,
        )
    )
    return [row[0] for row in rows]
