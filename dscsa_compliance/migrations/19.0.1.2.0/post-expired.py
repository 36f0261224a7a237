"""What is held as past its date gets the hold of its own: it waits for no data."""

from openupgradelib import openupgrade

_CODES = ("EXPIRED", "EXPIRED_SHIPPED", "TOLD_EXPIRED")


@openupgrade.migrate()
def migrate(env, version):
    """Hold them anew, as a graver cause does: place, event and ledger follow."""
    env["stock.warehouse"]._dscsa_make_all_places()
    rows = env["dscsa.discrepancy"].search(
        [
            ("code", "in", _CODES),
            ("state", "=", "open"),
            ("severity", "in", ("hold", "stop")),
        ]
    )
    for row in rows:
        here = row.epc_ids - row.ended_epc_ids
        waiting = here.filtered(lambda epc: epc.hold == "data")
        if waiting:
            waiting._hold("expired", row)
