from odoo import api, fields, models

BUCKETS = [
    ("shelf", "On the shelf"),
    ("held", "On hold here"),
    ("sold", "Sold or transferred"),
    ("dispensed", "Dispensed"),
    ("unknown", "Received, use unknown"),
    ("returned", "Returned"),
    ("destroyed", "Destroyed"),
    ("announced", "Announced, not received"),
    ("alike", "Looks like a recalled lot"),
    ("no_serials", "Here, serial number not on record"),
    ("no_lots", "Deliveries whose lots we do not hold"),
]


class DscsaRecallResult(models.Model):
    """One answer of a recall run: so many packages are there, or went to somebody."""

    _name = "dscsa.recall.result"
    _description = "Where Recalled Goods Are"
    _order = "recall_id, sequence, product_name, lot, id"
    _log_access = False

    recall_id = fields.Many2one(
        "dscsa.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    line_id = fields.Many2one("dscsa.recall.line", ondelete="cascade", index=True)
    sequence = fields.Integer(compute="_compute_sequence", store=True)
    bucket = fields.Selection(BUCKETS, string="Where", required=True)
    product_id = fields.Many2one("product.product")
    product_name = fields.Char(string="Drug")
    lot = fields.Char()
    seen_lot = fields.Char(
        string="Lot on the Label", help="Where it is another than the announced one."
    )
    quantity = fields.Integer(string="Packages")
    deliveries = fields.Integer()
    partner_id = fields.Many2one("res.partner", string="With")
    partner_name = fields.Char(string="With whom")
    address = fields.Text()
    place = fields.Char(string="Where exactly")
    reference = fields.Char(string="Papers")
    first_day = fields.Date(string="From")
    last_day = fields.Date(string="To")
    next_step = fields.Char(string="What to do", compute="_compute_next_step")

    whereabouts = fields.Char(string="With whom, where", compute="_compute_whereabouts")

    @api.depends("partner_name", "place", "deliveries", "seen_lot")
    @api.depends_context("lang")
    def _compute_whereabouts(self):
        for row in self:
            parts = [row.partner_name, row.place]
            if row.seen_lot:
                parts.append(
                    self.env._(
                        "announced as lot %(lot)s, the label says %(label)s",
                        lot=row.lot or "?",
                        label=row.seen_lot,
                    )
                )
            if row.deliveries:
                parts.append(self.env._("deliveries: %s", row.deliveries))
            row.whereabouts = ", ".join(filter(None, parts))

    @api.depends("bucket")
    def _compute_sequence(self):
        order = {key: number for number, (key, _words) in enumerate(BUCKETS)}
        for row in self:
            row.sequence = order.get(row.bucket, 99)

    @api.depends("bucket", "quantity")
    @api.depends_context("lang")
    def _compute_next_step(self):
        words = {
            "shelf": self.env._("Press Hold everything, and take it down."),
            "held": self.env._("Keep it apart until it goes back or is destroyed."),
            "sold": self.env._("Write to the customer."),
            "dispensed": self.env._(
                "Look in the pharmacy system; no patient is known here."
            ),
            "unknown": self.env._("Look on the shelf, then in the pharmacy system."),
            "returned": self.env._("Nothing. The return list is the proof."),
            "destroyed": self.env._("Nothing. Keep the certificate."),
            "announced": self.env._("It turns red when it is scanned."),
            "alike": self.env._(
                "Compare it with the notice sign by sign. The same: add it to the "
                "lots. Another: a pharmacist enters it under Compared, not recalled."
            ),
            "no_serials": self.env._(
                "Read the serial number on each and compare it with the notice. Scan "
                "what leaves: only then a recalled one is stopped."
            ),
            "no_lots": self.env._(
                "Look in the seller's portal or papers, and on the shelf."
            ),
        }
        for row in self:
            row.next_step = words.get(row.bucket, "")
