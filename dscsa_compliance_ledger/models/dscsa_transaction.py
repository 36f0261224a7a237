from odoo import api, fields, models
from odoo.tools import SQL

# who picks a file means what is in it
_HELD_FILE = """r.id IN (
    SELECT t.id FROM dscsa_legal_hold_record p
      JOIN dscsa_legal_hold h ON h.id = p.hold_id
      JOIN dscsa_transaction t ON t.document_id = p.res_id
     WHERE h.state = 'open' AND p.model = 'dscsa.document'
       AND t.id BETWEEN %(low)s AND %(high)s)"""


class DscsaTransaction(models.Model):
    """Kept with its file under legal hold; known again when an archive comes twice."""

    _inherit = "dscsa.transaction"

    archive_key = fields.Char(
        string="Number in the Archive",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Database and number it had where it comes from.",
    )

    @api.model
    def _retention_block_sqls(self, low, high):
        """The file it came in is under legal hold."""
        held = SQL(_HELD_FILE, low=low, high=high)
        return [*super()._retention_block_sqls(low, high), ("linked", held, True)]
