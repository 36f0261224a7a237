"""Shipped rows in British spelling, where nobody edited them.

Rows of ``noupdate`` data keep the words they were made with. A text is as shipped when
it is the one of then, word for word; what somebody wrote himself is left alone.
"""

from openupgradelib import openupgrade

# (XML id, field): the words of then
_SHIPPED = {
    ("license_type_wholesale", "name"): "wholesale licence",
    ("license_type_wholesale_583", "name"): "federal wholesale licence",
    ("license_type_3pl", "name"): "third-party logistics licence",
    ("license_type_3pl_584", "name"): "federal third-party logistics licence",
    ("license_type_pharmacy", "name"): "pharmacy licence",
    ("license_type_practitioner", "name"): "practitioner licence",
    ("license_requirement_3pl", "note"): (
        "Until the federal rule takes effect a 3PL counts as licensed unless FDA "
        "publishes otherwise. When a 3PL has no licence on file, allow it with this "
        "reason."
    ),
    ("source_wdd", "note"): (
        "Firms report their State licences to FDA themselves, and late. A row is no "
        "approval; a missing row proves nothing."
    ),
    ("source_wdd_site", "note"): (
        "Look the firm up, take a screenshot, and record a check on the licence."
    ),
    ("ir_cron_watch_licenses", "name"): "DSCSA: remind of licences that end",
    ("ir_cron_fetch_lists", "name"): "DSCSA: download licence lists",
    ("ir_cron_look_up_licenses", "name"): "DSCSA: look licences up",
}
_WORDS = {"licence": "license", "authorisation": "authorization"}


@openupgrade.migrate()
def migrate(env, version):
    """Rename by the ORM, so that whoever keeps a copy of a name is told."""
    env = env(context={**env.context, "lang": "en_US"})
    for (name, field), words in _SHIPPED.items():
        row = env.ref(f"dscsa_compliance.{name}", raise_if_not_found=False)
        if row and row[field] == words:
            row[field] = in_us_spelling(words)


def in_us_spelling(words):
    """The same words as users in the United States write them."""
    for british, american in _WORDS.items():
        words = words.replace(british, american)
    return words
