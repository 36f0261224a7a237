"""Helpers of tests that need cursors of their own, as the server has them."""

import threading
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api

# so that nothing hangs: no machine is so slow
_GUARD_SECONDS = 300


class AtOnce:
    """Mixed into a test case with a ``registry``; what it commits it cleans up."""

    @contextmanager
    def real(self):
        """An environment of the superuser, committed at the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def together(self, *works):
        """Run these functions at the same moment, each in a thread."""
        barrier, failures = threading.Barrier(len(works)), []

        def run(work):
            try:
                barrier.wait(_GUARD_SECONDS)
                work()
            except BaseException as error:  # reported in the main thread
                failures.append(error)

        threads = [threading.Thread(target=run, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(_GUARD_SECONDS)
        self.assertFalse(failures)
        self.assertFalse([one for one in threads if one.is_alive()], "still at work")
