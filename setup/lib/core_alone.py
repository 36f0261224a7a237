"""pytest plugin: test ``dscsa_compliance/core`` as the package ``core``, without Odoo.

pytest would import it as ``dscsa_compliance.core``, whose parent package imports Odoo.
"""

import sys
from pathlib import Path

import _pytest.pathlib

ADDON = Path(__file__).resolve().parents[2] / "dscsa_compliance"

# Importing any of these must fail, even where they are installed.
for foreign in ("odoo", "psycopg2", "requests"):
    sys.modules[foreign] = None
sys.path.insert(0, str(ADDON))


def name_from_core(path, *, consider_namespace_packages=False):
    """Where the package of ``path`` lies, and the module's dotted name from there."""
    parts = list(path.resolve().relative_to(ADDON).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ADDON, ".".join(parts)


_pytest.pathlib.resolve_pkg_root_and_module_name = name_from_core
