from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests import hoot


@tagged("post_install", "-at_install")
class TestInvestigationHoot(hoot.HootCase):
    """The screens of a doubt."""
