from odoo import models

from ...services.put_aside import PutAside


class DscsaInvestigation(models.Model):
    """The door in: label and reason of what was put aside."""

    _inherit = "dscsa.investigation"

    def action_say_why(self):
        """Open where the signs are tapped."""
        return self._get_records_action(name=self.env._("What is odd"))

    def action_label(self):
        """Print the quarantine labels; nothing where nobody prints labels."""
        self.check_access("read")
        return PutAside(self).label()
