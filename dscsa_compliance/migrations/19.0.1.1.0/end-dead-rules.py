"""Severity lines of rules that nothing raised: edited or not, they weighed nothing."""

from openupgradelib import openupgrade

_GONE = ("SERIAL_MISMATCH", "GTIN_CHECKDIGIT")


@openupgrade.migrate()
def migrate(env, version):
    """Remove the rows, so that the ledger is told; discrepancies name their rule."""
    env["dscsa.severity"].search([("code", "in", _GONE)]).unlink()
