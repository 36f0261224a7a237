from dscsa_core.rules.ordering import ORDER_CODES

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.models.selections import HDA_CATEGORIES


class DscsaSupplierScore(models.Model):
    """One row a delivery, one a discrepancy: what sellers sent and what did not fit.

    Notes do not count. A file is late when it came after the goods were received.
    """

    _name = "dscsa.supplier.score"
    _description = "Supplier Scorecard"
    _dscsa_left_out = "computed from TI/TS and discrepancies"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "partner_id"
    _depends = {
        "stock.picking": ["state", "partner_id", "date_done", "return_id"],
        "dscsa.discrepancy": ["severity", "partner_id", "answered_at", "resolved_at"],
        "dscsa.epc": ["picking_id", "kind"],
        "dscsa.transaction": ["proof", "picking_ids"],
        "res.partner": ["commercial_partner_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Seller", readonly=True)
    date = fields.Datetime(readonly=True)
    picking_id = fields.Many2one("stock.picking", string="Receipt", readonly=True)
    deliveries = fields.Integer(readonly=True, aggregator="sum")
    clean = fields.Integer(string="Clean Deliveries", readonly=True, aggregator="sum")
    packages = fields.Integer(readonly=True, aggregator="sum")
    late = fields.Integer(
        string="Files after the Goods", readonly=True, aggregator="sum"
    )
    discrepancies = fields.Integer(readonly=True, aggregator="sum")
    not_ordered = fields.Integer(
        string="Not as Ordered",
        readonly=True,
        aggregator="sum",
        help="Not ordered, more than ordered, or in another unit.",
    )
    hda_category = fields.Selection(
        HDA_CATEGORIES, string="HDA Category", readonly=True
    )
    hours = fields.Float(string="Hours to Answer", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        """Deliveries and discrepancies, numbered apart: even and odd."""
        return SQL("%s UNION ALL %s", self._deliveries_query(), self._rows_query())

    def _deliveries_query(self):
        return SQL(
            """
            SELECT p.id * 2 AS id, p.company_id, seller.commercial_partner_id
                   AS partner_id, p.date_done AS date, p.id AS picking_id,
                   1 AS deliveries, CASE WHEN EXISTS (
                       SELECT 1 FROM dscsa_discrepancy d
                        WHERE d.picking_id = p.id AND d.severity <> 'note')
                   THEN 0 ELSE 1 END AS clean,
                   (SELECT count(*) FROM dscsa_epc e
                     WHERE e.picking_id = p.id AND e.kind = 'package')::int AS packages,
                   CASE WHEN (
                       SELECT min(t.create_date) FROM dscsa_transaction_picking_rel r
                         JOIN dscsa_transaction t ON t.id = r.dscsa_transaction_id
                        WHERE r.stock_picking_id = p.id AND t.proof = 'file'
                   ) > p.date_done THEN 1 ELSE 0 END AS late,
                   0 AS discrepancies, NULL::varchar AS hda_category,
                   NULL::float AS hours, 0 AS not_ordered
              FROM stock_picking p
              JOIN stock_picking_type kind ON kind.id = p.picking_type_id
              JOIN res_partner seller ON seller.id = p.partner_id
             WHERE kind.code = 'incoming' AND p.state = 'done'
               AND p.return_id IS NULL AND (
                   EXISTS (SELECT 1 FROM dscsa_transaction_picking_rel r
                            WHERE r.stock_picking_id = p.id)
                OR EXISTS (SELECT 1 FROM dscsa_epc e WHERE e.picking_id = p.id)
                OR EXISTS (SELECT 1 FROM dscsa_discrepancy d
                            WHERE d.picking_id = p.id))
            """
        )

    def _rows_query(self):
        return SQL(
            """
            SELECT d.id * 2 + 1, d.company_id, seller.commercial_partner_id,
                   d.create_date, d.picking_id, 0, 0, 0, 0, 1, d.hda_category,
                   EXTRACT(EPOCH FROM COALESCE(d.answered_at, d.resolved_at)
                           - d.asked_at) / 3600,
                   CASE WHEN d.code IN %s THEN 1 ELSE 0 END
              FROM dscsa_discrepancy d
              JOIN res_partner seller ON seller.id = d.partner_id
             WHERE d.severity <> 'note'
            """,
            tuple(ORDER_CODES),
        )
