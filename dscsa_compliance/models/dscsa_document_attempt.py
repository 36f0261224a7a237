from odoo import fields, models


class DscsaDocumentAttempt(models.Model):
    """One try at reading a document.

    Written on a cursor of its own before the work starts, so that a killed job
    counts too. It never touches the document's row, which the job has locked.
    """

    _name = "dscsa.document.attempt"
    _description = "Attempt at Reading a Document"
    _dscsa_left_out = "log of reading"
    _order = "id desc"

    document_id = fields.Many2one(
        "dscsa.document", required=True, index=True, ondelete="cascade"
    )
    # not a stored related field: its recompute would lock and read the document
    company_id = fields.Many2one("res.company", required=True, index=True)
    started_at = fields.Datetime(required=True, default=fields.Datetime.now)
    ended_at = fields.Datetime()
    event_count = fields.Integer(string="Events Read")
    failure = fields.Text()
    is_machine_fault = fields.Boolean(
        string="Failure of the Server",
        help="A full disk or a database out of reach: no fault of the file.",
    )
