"""Two doubts of the pharmacy: a patient's bottle, and a serial that was used before.

Both are pressed by Lee as at the counter and at the bench; neither touches the stock.
"""

import uuid

MODE = "dispensed"


class Doubts:
    """Made once, found again."""

    def __init__(self, world, company, people, goods):
        self.world, self.company, self.goods = world, company, goods
        lee = people["lee"]
        self.env = world.env(user=lee, context={"allowed_company_ids": company.ids})

    def cases(self, *domain):
        """Cases of the pharmacy."""
        mine = [("company_id", "=", self.company.id), *domain]
        return self.env["dscsa.investigation"].search(mine, order="id")

    def run(self):
        """Press twice; True when it was done now."""
        if self.cases(("whose", "=", "patient")):
            return False
        self.brought_back()
        self.seen_again()
        return True

    def brought_back(self):
        """A patient says that the tablets look different."""
        drug = self.goods[0]
        form = self.env["dscsa.doubt.wizard"].create(
            {
                "company_id": self.company.id,
                "whose": "patient",
                "gtin": drug.dscsa_ndc,
                "product_name": drug.name,
                "lot": "QX7731",
                "why": "The tablets are smaller than last month, says the patient.",
            }
        )
        case = self.env["dscsa.investigation"].browse(form.action_aside()["res_id"])
        case.dscsa_tick("L6")
        case.dscsa_tick("O3")

    def seen_again(self):
        """Dispensed at the bench, and a second one comes with the same serial."""
        package = self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.company.id),
                ("kind", "=", "package"),
                ("status", "=", "in_stock"),
                ("hold", "=", False),
                ("serial", "!=", False),
                ("transaction_id", "!=", False),
            ],
            order="id desc",
            limit=1,
        )
        text = f"(01){package.gtin}(21){package.serial}"
        station = self.env["dscsa.station"]
        company = self.company.sudo()
        uses = company.dscsa_use_packages
        company.dscsa_use_packages = True
        opened = station.dscsa_create(MODE, {})
        bench = self.env[opened["model"]].browse(opened["id"])
        bench.dscsa_scan(text, str(uuid.uuid4()))
        company.dscsa_use_packages = uses
        answer = station.dscsa_open("receive", text, str(uuid.uuid4()))
        for way in answer["ways"]:
            self.env["dscsa.scan.desk"].dscsa_take_way(way["key"], way["values"])

    def account(self):
        """The open doubts, in a few lines."""
        yield f"{self.company.name}: what somebody doubts"
        for case in self.cases():
            yield f"  {case.name}  {case.goods}: {case.why}"
        yield "  to play with  scan any package, press I have a doubt"
