"""Odoo's lint of manifests knows the keys of the community's association, too."""

KEYS = {"development_status", "maintainers"}


def pytest_collection_modifyitems(items):
    """Where that lint is run, its list of known keys is longer by ``KEYS``."""
    for module in {item.module for item in items}:
        known = getattr(module, "MANIFEST_KEYS", None)
        if known is not None:
            known.update(KEYS)
