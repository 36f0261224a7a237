"""FDA warns of counterfeit copies: two bottles are on the shelf, one is on its way.

Lee pasted the mail; nobody looked yet: that is one tap.
"""

REFERENCE = "DEMO-26-114"


class Alert:
    """The mail as it came; ``received`` and ``announced`` are stories of the demo."""

    def __init__(self, world, company, user, received, announced):
        self.world, self.company = world, company
        self.env = world.env(user=user, context={"allowed_company_ids": company.ids})
        self.received, self.announced = received, announced

    def run(self):
        """Enter the warning; True when that was to do."""
        if self.world.find("alert"):
            return False
        world = type(self.world)(self.env(su=True))
        world.record(
            "alert",
            "dscsa.alert",
            {
                "company_id": self.company.id,
                "source": "fda",
                "issuer": "FDA, Office of Drug Security and Recalls",
                "reference": REFERENCE,
                "reason": "Counterfeit copies with altered labels",
                "classification": "counterfeit",
                "pasted": self.text(),
            },
        )
        self.world.made += world.made
        return True

    def text(self):
        """The mail with its table: two on the shelf, one to come, one nobody has."""
        here = self.packages(self.received, "in_stock")
        first = here[0]
        mine = here.filtered(lambda epc: epc.gtin == first.gtin)[:2]
        coming = self.packages(self.announced, "announced")
        same = coming.filtered(lambda epc: epc.gtin == first.gtin)
        rows = [(epc.gtin, epc.lot, epc.serial) for epc in mine | (same or coming)[:1]]
        rows.append((first.gtin, first.lot, "ZK40QQ7T1MNP"))
        lines = ("\t".join(filter(None, row)) for row in rows)
        return "\n".join(
            [
                "FDA warns of counterfeit packages in the US supply chain.",
                "Do not dispense packages with these numbers:",
                "",
                "GTIN\tLot\tSerial number",
                *lines,
            ]
        )

    def packages(self, story, status):
        """Packages of a story's delivery that are not on hold."""
        return self.env["dscsa.epc"].search(
            [
                ("transaction_id", "in", story.picking.dscsa_transaction_ids.ids),
                ("kind", "=", "package"),
                ("status", "=", status),
                ("hold", "=", False),
            ],
            order="id",
        )

    def account(self):
        alert = self.world.find("alert").with_env(self.env)
        yield f"{alert.name}: {alert.reason} ({alert.reference})"
        yield f"  where it is   {alert.sentence}"
        yield "  to play with  DSCSA > Doubtful > Warnings: Look"
