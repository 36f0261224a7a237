"""Sellers of the demo: one with proof, one whose license ended nine days ago."""

from datetime import timedelta

from demo_places import SUNRISE

from odoo import fields
from odoo.exceptions import UserError

BOARD = b"Board of pharmacy, license look-up (demo)\nStatus: active\n"
SEEN = {
    "board_site": BOARD,
    "fda_list": b"FDA, drug establishments (demo)\nStatus: registered\n",
    "copy": b"NABP, certificate of accreditation (demo)\nDrug distributor\n",
}
YEAR = 365


class Gate:
    """The pharmacy stands on stop; its buyer tries to order from both sellers."""

    def __init__(self, world, pharmacy, people):
        self.world, self.pharmacy, self.people = world, pharmacy, people

    def prepare(self, northfield):
        """Proof of Northfield, the ended license of Sunrise, and the switch."""
        self.northfield = northfield
        self.sunrise = self.world.record(
            "sunrise", "res.partner", self.world.address(SUNRISE, supplier_rank=1)
        )
        today = fields.Date.today()
        self.license("license_northfield", northfield, "NH-0044-D", -40, today, 300)
        self.accreditation(northfield, today)
        self.license("license_sunrise", self.sunrise, "NY-771203", -YEAR, today, -9)
        if not self.pharmacy.dscsa_gate_since:
            self.pharmacy.write(
                {
                    "dscsa_gate": "stop",
                    "dscsa_gate_since": fields.Datetime.now(),
                    "dscsa_gate_user_id": self.people["dana"].id,
                }
            )

    def prepare_wholesale(self, company, orchard):
        """The wholesaler's proof of the maker it buys from: FDA's registration."""
        values = {"company_id": company.id, "state_id": False, "how": "fda_list"}
        kind = "dscsa_compliance_license.license_type_fda_registration"
        values["type_id"] = self.world.env.ref(kind).id
        today = fields.Date.today()
        name, number = "license_orchard", "3099000017"
        self.license(name, orchard, number, -30, today, 300, user=None, **values)

    def accreditation(self, partner, today):
        """What payers ask for beside the license; it proves nothing to FDA."""
        kind = self.world.env.ref("dscsa_compliance_license.license_type_nabp")
        values = {"type_id": kind.id, "state_id": False, "how": "copy"}
        number = "DDA-2024-0044"
        self.license("nabp_northfield", partner, number, -40, today, 400, **values)

    def license(
        self, name, partner, number, checked, today, ends, user="dana",
        how="board_site", **values,
    ):  # fmt: skip
        """A wholesale license, checked and ending so many days from today."""
        made = self.world.made
        kind = self.world.env.ref("dscsa_compliance_license.license_type_wholesale")
        row = self.world.record(
            name,
            "dscsa.license",
            {
                "company_id": self.pharmacy.id,
                "partner_id": partner.id,
                "type_id": kind.id,
                "number": number,
                "state_id": partner.state_id.id,
                **values,
            },
        )
        if self.world.made == made:
            return row
        # nobody at the wholesaler is a pharmacist: its office checked it
        checked_by = row.with_user(self.people[user]) if user else row
        checked_by._record_check(
            "confirmed",
            how,
            evidence=[(f"{number}.txt", SEEN[how])],
            checked_at=fields.Datetime.now() + timedelta(days=checked),
            valid_to=today + timedelta(days=ends),
        )
        return row

    def order(self, product):
        """A draft order to Sunrise, which stays a draft until there is proof."""
        self.draft = self.world.draft(
            "order_sunrise", "MSP-1042", self.pharmacy, self.sunrise, [(product, 1)]
        )
        return self.draft

    def account(self):
        """What happens when the buyer presses Confirm."""
        order, proof = self.draft, self.northfield.dscsa_license_ids[:1]
        yield (
            f"{self.pharmacy.name}: {self.northfield.name} has proof on file, "
            f"{proof.display_name} until {proof.valid_to}"
        )
        yield f"{self.pharmacy.name}: order {order.name} to {self.sunrise.name}"
        if order.state == "purchase":
            yield "  confirmed, since proof was added"
            return
        try:
            with self.world.env.cr.savepoint():
                order.with_user(self.people["sam"]).button_confirm()
        except UserError as error:
            said = str(error).split("\n\n")
            yield "  not confirmed, as the company stops orders without proof"
            yield f"    {said[-1]}"
        else:
            yield "  confirmed"
