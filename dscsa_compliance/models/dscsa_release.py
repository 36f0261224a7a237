from odoo import fields, models

REASONS = [
    ("data_arrived", "Data arrived and matches the scan"),
    ("proof_elsewhere", "TI/TS on paper, PDF or e-mail seen"),
    ("portal", "TI/TS seen in the seller's portal"),
    ("seller_confirmed", "Seller confirmed by phone or mail"),
    ("manufacturer_confirmed", "Confirmed by the manufacturer"),
    ("patient_need", "Needed for a patient today"),
    ("scan_mistake", "Scanning mistake, label read again"),
]


class DscsaRelease(models.Model):
    """Why held packages were let go. The guard looks for this row, nothing else."""

    _name = "dscsa.release"
    _description = "Release from Hold"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, copy=False, default="/")
    company_id = fields.Many2one("res.company", required=True, index=True)
    epc_ids = fields.Many2many(
        "dscsa.epc",
        "dscsa_release_epc_rel",
        "release_id",
        "epc_id",
        string="Packages",
        copy=False,
    )
    discrepancy_ids = fields.Many2many(
        "dscsa.discrepancy", "dscsa_release_discrepancy_rel", copy=False
    )
    picking_id = fields.Many2one("stock.picking", index="btree_not_null", copy=False)
    reason = fields.Selection(REASONS, required=True, copy=False)
    note = fields.Text(copy=False)
    call_note = fields.Char(string="Who was called", copy=False)
    is_automatic = fields.Boolean(copy=False)
    document_id = fields.Many2one("dscsa.document", string="Proof", copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Released by",
        required=True,
        default=lambda self: self.env.user,
        copy=False,
    )
    released_at = fields.Datetime(
        required=True, default=fields.Datetime.now, copy=False
    )
    put_back_state = fields.Selection(
        [("to_do", "To put back"), ("done", "Put back"), ("none", "Held in place")],
        required=True,
        default="to_do",
        copy=False,
    )
    put_back_picking_id = fields.Many2one("stock.picking", copy=False)
