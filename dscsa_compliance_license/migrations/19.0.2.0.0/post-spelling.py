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
    ("ir_cron_watch_licenses", "name"): "DSCSA: remind of licences that end",
}
_WORDS = {"licence": "license", "authorisation": "authorization"}


@openupgrade.migrate()
def migrate(env, version):
    """Rename by the ORM, so that whoever keeps a copy of a name is told."""
    env = env(context={**env.context, "lang": "en_US"})
    for (name, field), words in _SHIPPED.items():
        row = env.ref(f"dscsa_compliance_license.{name}", raise_if_not_found=False)
        if row and row[field] == words:
            row[field] = in_us_spelling(words)


def in_us_spelling(words):
    """The same words as users in the United States write them."""
    for british, american in _WORDS.items():
        words = words.replace(british, american)
    return words
