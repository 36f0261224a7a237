"""Severity lines of rules that nothing raised: edited or not, they weighed nothing."""

from openupgradelib import openupgrade

_GONE = ("SERIAL_MISMATCH", "GTIN_CHECKDIGIT")


@openupgrade.migrate()
def migrate(env, version):
    """Remove the rows; discrepancies name their rule by themselves."""
    openupgrade.logged_query(
        env.cr, "DELETE FROM dscsa_severity WHERE code IN %s", (_GONE,)
    )
