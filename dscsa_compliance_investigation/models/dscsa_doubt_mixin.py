from odoo import models


class DscsaDoubtMixin(models.AbstractModel):
    """Records about goods with the button “I have a doubt”."""

    _name = "dscsa.doubt.mixin"
    _description = "Goods That Can Be Doubted"

    def action_doubt(self):
        """Open the doubt about these goods; nothing is written before it is said."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_investigation.dscsa_doubt_wizard_action"
        )
        return action | {"context": self._doubt_defaults()}

    def _doubt_defaults(self):
        """Defaults of the doubt: which packages, or which lot."""
        return {}
