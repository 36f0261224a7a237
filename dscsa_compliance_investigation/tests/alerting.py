"""Helpers: goods on the shelf, and a warning that names some of them."""

from dscsa_core.gs1.ndc import ndc10_of_gtin

from .doubting import DoubtCommon


class AlertCommon(DoubtCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        gtin = cls.epcs[0].gtin
        cls.ndc = ndc10_of_gtin(gtin) and gtin

    @classmethod
    def serial(cls, number):
        return cls.epcs[number].serial

    @classmethod
    def table(cls, *serials):
        rows = (f"{cls.ndc}\t{serial}" for serial in serials)
        return "\n".join(["GTIN\tSerial", *rows])

    @classmethod
    def alert(cls, text, user=None, **values):
        """A technician pastes a warning and looks."""
        alerts = cls.env["dscsa.alert"].with_user(user or cls.technician)
        values.setdefault("reason", "Counterfeit copies are on the market")
        alert = alerts.create({"pasted": text, "company_id": cls.company.id, **values})
        alert.action_look()
        cls.env.invalidate_all()
        return alert.sudo()

    def look_up(self, number):
        """What the bench says of one of the packages."""
        from odoo.addons.dscsa_compliance.services.scanning.in_hand import InHand

        hand = InHand(self.env, self.company, None, self.epcs[number])
        code = next(iter(hand.codes), "")
        return {
            "code": code,
            "level": hand.level(code) if code else "green",
            "sentence": hand.sentence(code) if code else "",
        }
