"""Browser tours on a machine that may be busy."""

from odoo.tests import HttpCase


class TourCase(HttpCase):
    """A tour fails by what it finds, not by the clock: setup/bench measures speed.

    The steps wait longer too (``static/tests/tours/patience.js``).
    """

    def start_tour(self, url_path, tour_name, timeout=400, **options):
        """As Odoo's own; ``timeout`` in seconds for the whole tour."""
        return super().start_tour(url_path, tour_name, timeout=timeout, **options)
