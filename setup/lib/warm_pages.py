"""Make the scripts and styles of pages once: ``run_in_odoo.py DATABASE warm_pages``.

A test that opens a page would make them in its transaction and lose them, while the
page's other requests wait for it, and fail after 20 seconds.
"""

PAGES = (
    "web.assets_web",
    "web.assets_tests",
    "web.assets_unit_tests_setup",
    "web.assets_unit_tests",
)
STYLES = ("web.assets_web_print",)


def main(env) -> None:
    """As Odoo's own runner of tests does, for the pages our tests open."""
    for name in PAGES:
        env["ir.qweb"]._get_asset_bundle(name, css=False).js()
    for name in (*PAGES, *STYLES):
        env["ir.qweb"]._get_asset_bundle(name, js=False).css()
