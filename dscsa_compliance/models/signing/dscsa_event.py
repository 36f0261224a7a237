from odoo import api, fields, models

from ...services.scanning.signing import signer_id


class DscsaEvent(models.Model):
    """Who signed for an event of our own: received, held, released, used."""

    _inherit = "dscsa.event"

    signed_by_id = fields.Many2one("res.users", string="Signed by")

    @api.model
    def _record(self, step, epcs, *, company, picking=None, **values):
        """See the event itself; adds who signed where signing is required."""
        values.setdefault("signed_by_id", signer_id(self.env, company))
        return super()._record(step, epcs, company=company, picking=picking, **values)
