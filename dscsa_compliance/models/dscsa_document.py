from odoo import api, fields, models

STATES = [
    ("received", "Waiting to be read"),
    ("processed", "Read"),
    ("failed", "Could not be read"),
]
CHANNELS = [
    ("upload", "Upload"),
    ("mail", "E-mail"),
    ("api", "Interface"),
    ("manual", "Made here"),
]


class DscsaDocument(models.Model):
    """One file or message exactly as exchanged; its bytes never change."""

    _name = "dscsa.document"
    _description = "DSCSA Document"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="File", required=True, copy=False)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    direction = fields.Selection(
        [("in", "Received"), ("out", "Sent")], required=True, default="in", copy=False
    )
    channel = fields.Selection(CHANNELS, required=True, default="upload", copy=False)
    attachment_id = fields.Many2one(
        "ir.attachment", string="Original", ondelete="restrict", copy=False
    )
    sha256 = fields.Char(string="SHA-256", readonly=True, copy=False)
    size = fields.Integer(string="Size (bytes)", readonly=True, copy=False)
    state = fields.Selection(
        STATES, required=True, default="received", copy=False, tracking=True
    )
    format = fields.Char(readonly=True, copy=False)
    version = fields.Char(readonly=True, copy=False)
    guideline = fields.Char(string="Guideline Release", readonly=True, copy=False)
    instance_id = fields.Char(
        string="Message Number",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Instance identifier the sender gave to the file.",
    )
    created_at = fields.Datetime(string="Made by Sender", readonly=True, copy=False)
    sender = fields.Char(readonly=True, copy=False)
    receiver = fields.Char(readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner", string="Trading Partner", copy=False, index="btree_not_null"
    )
    failure_code = fields.Char(readonly=True, copy=False)
    failure = fields.Text(readonly=True, copy=False)
    findings = fields.Json(
        readonly=True,
        copy=False,
        help="List of {code, level, place, facts}, worded when shown.",
    )
    processed_at = fields.Datetime(readonly=True, copy=False)
    seconds = fields.Float(string="Reading Time (s)", readonly=True, copy=False)
    event_count = fields.Integer(readonly=True, copy=False)
    package_count = fields.Integer(readonly=True, copy=False)
    transaction_ids = fields.One2many("dscsa.transaction", "document_id")
    attempt_ids = fields.One2many("dscsa.document.attempt", "document_id")
    discrepancy_ids = fields.One2many("dscsa.discrepancy", "document_id")
    corrects_id = fields.Many2one(
        "dscsa.document",
        string="Corrects",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Earlier document with the same message number and other content.",
    )

    _content_unique = models.UniqueIndex(
        "(company_id, sha256) WHERE sha256 IS NOT NULL",
        "This file was already received.",
    )
    _queue_index = models.Index("(company_id, id) WHERE state = 'received'")

    @api.depends("transaction_ids")
    def _compute_transaction_count(self):
        for document in self:
            document.transaction_count = len(document.transaction_ids)

    transaction_count = fields.Integer(compute="_compute_transaction_count")
