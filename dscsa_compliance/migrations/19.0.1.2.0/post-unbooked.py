"""Packages received before their drug had a product are marked: not in stock yet."""

from openupgradelib import openupgrade

# of a done receipt, without a lot in stock, and no product was known to the scan
_KEYED = """
    UPDATE dscsa_epc e SET is_unbooked = TRUE, status = 'in_stock'
      FROM stock_picking p, res_company c
     WHERE p.id = e.picking_id AND c.id = e.company_id AND p.state = 'done'
       AND NOT COALESCE(c.dscsa_records_only, FALSE) AND e.kind = 'package'
       AND e.lot_id IS NULL AND e.status IN ('announced', 'in_stock')
       AND (e.product_id IS NULL OR e.status = 'announced')
       AND EXISTS (
            SELECT 1 FROM dscsa_scan s
             WHERE s.picking_id = p.id AND s.undone_at IS NULL
               AND NOT COALESCE(s.is_late, FALSE) AND s.product_id IS NULL
               AND (s.key = e.key OR s.kind <> 'package'))
"""
# counts without a serial number had no row of their own
_COUNTED = """
    INSERT INTO dscsa_epc (company_id, kind, status, is_unbooked, key, gtin, lot,
                           expiry, seen_lot, seen_expiry, picking_id)
    SELECT s.company_id, 'package', 'in_stock', TRUE,
           '01' || s.gtin || '10' || COALESCE(NULLIF(s.lot, ''), '-') || '/' ||
               s.picking_id || '.' || s.id || '.' || n,
           s.gtin, s.lot, s.expiry, s.lot, s.expiry, s.picking_id
      FROM dscsa_scan s
      JOIN stock_picking p ON p.id = s.picking_id
      JOIN res_company c ON c.id = s.company_id
     CROSS JOIN LATERAL generate_series(1, GREATEST(1, s.quantity)) n
     WHERE p.state = 'done' AND s.kind = 'package' AND s.key IS NULL
       AND s.product_id IS NULL AND s.gtin IS NOT NULL AND s.undone_at IS NULL
       AND NOT COALESCE(s.is_late, FALSE)
       AND NOT COALESCE(c.dscsa_records_only, FALSE)
       AND NOT EXISTS (
            SELECT 1 FROM stock_move_line l JOIN stock_lot k ON k.id = l.lot_id
             WHERE l.picking_id = p.id AND l.state = 'done' AND k.name = s.lot)
    ON CONFLICT (company_id, key) DO UPDATE SET is_unbooked = TRUE, status = 'in_stock'
"""


@openupgrade.migrate()
def migrate(env, version):
    """Mark them; what a person entered by hand since is asked when they are booked."""
    env.cr.execute(_KEYED)
    env.cr.execute(_COUNTED)
