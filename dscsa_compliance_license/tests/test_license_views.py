from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.test_views import ViewsCommon

from .licensing import LicenseCommon


@tagged("post_install", "-at_install")
class TestLicenseViews(LicenseCommon, ViewsCommon):
    """Menus and filters of this room and of those installed beside it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prove(days=20)

    def test_every_menu(self):
        for user in (self.technician, self.pharmacist, self.manager, self.auditor):
            self.check_menus(user, 20)

    def test_every_filter(self):
        self.check_searches(at_least=100)
