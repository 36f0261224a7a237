"""After an upgrade: the ledger of every company says that nothing was altered."""

from odoo.addons.dscsa_compliance_ledger.services.ledger.check import Checker


def main(env):
    """Exit code 1 and one line for each finding."""
    found = []
    for company in env["dscsa.ledger"].search([]).mapped("company_id"):
        checker = Checker(env, company)
        mine = list(checker.run())
        found += mine
        print(f"   {company.name}: {checker.counts}, {len(mine)} findings")
    for each in found:
        print(f"      {each}")
    return 1 if found else 0
