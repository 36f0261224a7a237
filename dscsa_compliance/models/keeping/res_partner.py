from odoo import api, models

from ...services.keeping.pointing import check_named


class ResPartner(models.Model):
    """Partners of kept records stay; they can be merged and archived."""

    _inherit = "res.partner"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_named(self):
        # raw SQL looks for them below
        self.env.flush_all()
        check_named(self)
