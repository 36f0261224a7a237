"""Shipped rows in British spelling, where nobody edited them."""

from openupgradelib import openupgrade

# (XML id, field): the words of then
_SHIPPED = {
    ("source_wdd", "note"): (
        "Firms report their State licences to FDA themselves, and late. A row is no "
        "approval; a missing row proves nothing."
    ),
    ("source_wdd_site", "note"): (
        "Look the firm up, take a screenshot, and record a check on the licence."
    ),
    ("ir_cron_fetch_lists", "name"): "DSCSA: download licence lists",
    ("ir_cron_look_up_licenses", "name"): "DSCSA: look licences up",
}


@openupgrade.migrate()
def migrate(env, version):
    """Rename by the ORM, so that whoever keeps a copy of a name is told."""
    env = env(context={**env.context, "lang": "en_US"})
    for (name, field), words in _SHIPPED.items():
        row = env.ref(f"dscsa_compliance_lookup.{name}", raise_if_not_found=False)
        if row and row[field] == words:
            row[field] = words.replace("licence", "license")
