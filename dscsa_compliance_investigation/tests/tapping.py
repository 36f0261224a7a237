"""The tap of a screen, as its user."""

from odoo.addons.dscsa_compliance.services.scanning.contract import Taken
from odoo.addons.dscsa_compliance.tests.shapes import faults


class Tapping:
    @classmethod
    def desk(cls, user=None):
        user = user or cls.technician
        context = {"allowed_company_ids": user.company_id.ids}
        return cls.env(user=user, context=context)["dscsa.scan.desk"]

    def tap(self, answer, user=None):
        """Press the way out of an answer; what was taken, and the last case."""
        (way,) = [each for each in answer["ways"] if each["key"] == "doubt"]
        taken = self.desk(user).dscsa_take_way("doubt", way["values"])
        self.assertEqual(faults(Taken, taken), [])
        self.env.invalidate_all()
        domain = [("company_id", "=", self.company.id)]
        cases = self.env["dscsa.investigation"]
        return taken, cases.search(domain, order="id desc", limit=1)
