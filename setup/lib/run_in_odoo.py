"""Call ``main(env)`` of a module of this folder: ``run_in_odoo.py DATABASE MODULE``.

``env`` is the superuser's; what ``main`` did is committed when it returns 0.
"""

import importlib
import logging
import sys

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config


def main(database: str, module: str, *arguments: str) -> int:
    """Run it; anything but 0 rolls back and is this program's exit code."""
    config.parse_config(
        ["-d", database, "--no-http", "--log-level=warn"], setup_logging=True
    )
    logging.captureWarnings(True)
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US"})
        code = importlib.import_module(module).main(env, *arguments) or 0
        if code:
            cr.rollback()
    sys.stdout.flush()
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
