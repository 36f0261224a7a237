"""After an upgrade: every room is there, and the ledger of every company says that
nothing was altered."""

from odoo.addons.dscsa_compliance_ledger.services.ledger.check import Checker


def main(env):
    """Exit code 1 and one line for each finding."""
    found = [f"{name} did not come by itself" for name in _missing(env)]
    for company in env["dscsa.ledger"].search([]).mapped("company_id"):
        checker = Checker(env, company)
        mine = list(checker.run())
        found += mine
        print(f"   {company.name}: {checker.counts}, {len(mine)} findings")
    for each in found:
        print(f"      {each}")
    return 1 if found else 0


def _missing(env):
    """Rooms that one click installs and this database has not."""
    rooms = env["ir.module.module"].search(
        [
            ("name", "=like", "dscsa_compliance%"),
            ("auto_install", "=", True),
            ("state", "!=", "installed"),
        ]
    )
    # glue waits for what it glues to
    return (rooms - rooms.filtered(_waits)).mapped("name")


def _waits(room):
    return any(each.state == "uninstalled" for each in room.dependencies_id)
