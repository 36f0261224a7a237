from odoo.tests import tagged

from . import hoot


@tagged("post_install", "-at_install")
class TestHoot(hoot.HootCase):
    """The screens of the base."""
