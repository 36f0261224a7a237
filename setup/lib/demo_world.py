"""The demo's people, products and orders: made once, found again afterwards."""

import csv
from datetime import timedelta
from pathlib import Path

from demo_places import PHARMACY, WHOLESALE

from odoo import fields
from odoo.fields import Command

DEMO = Path(__file__).resolve().parent.parent / "demo"
MODULE = "dscsa_demo"
PASSWORD = "demo"  # noqa: S105 a demo on loopback; printed on the screen


def products():
    """The rows of ``setup/demo/products.csv``."""
    with open(DEMO / "products.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class World:
    """Finds or makes the demo's records by external id ``dscsa_demo.<name>``."""

    def __init__(self, env):
        self.env = env
        self.made = 0

    def record(self, name, model, vals):
        """The record of that external id; made from ``vals`` when there is none."""
        xmlid = f"{MODULE}.{name}"
        found = self.env.ref(xmlid, raise_if_not_found=False)
        if found:
            return found.with_env(self.env)
        record = self.env[model].create(vals)
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": xmlid, "record": record, "noupdate": True}]
        )
        self.made += 1
        return record

    def find(self, name):
        """The record of that external id, or None."""
        return self.env.ref(f"{MODULE}.{name}", raise_if_not_found=False)

    def address(self, vals, **more):
        """Partner values of one of the addresses above."""
        usa = self.env.ref("base.us")
        state = usa.state_ids.filtered(lambda state: state.code == vals["state"])
        return {
            "name": vals["name"],
            "street": vals["street"],
            "city": vals["city"],
            "zip": vals["zip"],
            "state_id": state.id,
            "country_id": usa.id,
            "global_location_number": vals["gln"],
            "is_company": True,
            **more,
        }

    def companies(self):
        """Maple Street Pharmacy (the first company) and Bay Wholesale."""
        return self._pharmacy(), self._wholesale()

    def _pharmacy(self):
        pharmacy = self.env.ref("base.main_company")
        if not self.find("pharmacy_named"):
            pharmacy.partner_id.write(self.address(PHARMACY, tz="America/New_York"))
            pharmacy.write(
                {
                    "dscsa_profile": "pharmacy_small",
                    "dscsa_records_only": False,
                    "dscsa_live_date": fields.Date.today() - timedelta(days=90),
                }
            )
            self.env["stock.warehouse"].search(
                [("company_id", "=", pharmacy.id)]
            ).name = PHARMACY["name"]
            self.record("pharmacy_named", "res.partner.category", {"name": "Demo"})
        return pharmacy

    def _wholesale(self):
        # without a country, or Odoo would install accounting for it and commit
        wholesale = self.record(
            "wholesale",
            "res.company",
            {
                "name": WHOLESALE["name"],
                "dscsa_profile": "wholesaler",
                "dscsa_live_date": fields.Date.today() - timedelta(days=90),
            },
        )
        if not wholesale.partner_id.global_location_number:
            wholesale.partner_id.write(self.address(WHOLESALE, tz="America/New_York"))
        self.record(
            "wholesale_warehouse",
            "stock.warehouse",
            {"name": WHOLESALE["name"], "code": "BAY", "company_id": wholesale.id},
        )
        self.env.ref("base.user_admin").write(
            {"company_ids": [Command.link(wholesale.id)]}
        )
        self.env.user.write({"company_ids": [Command.link(wholesale.id)]})
        return wholesale

    def user(self, login, name, company, groups):
        """An internal user of one company with the groups of that job."""
        ids = [self.env.ref(group).id for group in ("base.group_user", *groups)]
        return self.record(
            f"user_{login}",
            "res.users",
            {
                "name": name,
                "login": login,
                "password": PASSWORD,
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(ids)],
                "tz": "America/New_York",
            },
        )

    def people(self, pharmacy, wholesale):
        """Dana the owner, Lee at the bench, Sam who buys; Rob at the wholesaler.

        Kim is the relief pharmacist: somebody answers when Dana is away.
        """
        dscsa, buyer = "dscsa_compliance.group_dscsa_", "purchase.group_purchase_"
        people = {
            "dana": self.user(
                "dana",
                "Dana Whitcomb, owner",
                pharmacy,
                (dscsa + "manager", buyer + "manager", "stock.group_stock_manager"),
            ),
            "kim": self.user(
                "kim", "Kim Alvarez, pharmacist", pharmacy, (dscsa + "pharmacist",)
            ),
            "lee": self.user(
                "lee", "Lee Ortega, technician", pharmacy, (dscsa + "technician",)
            ),
            "sam": self.user(
                "sam", "Sam Keller, buyer", pharmacy, (buyer + "manager",)
            ),
            "rob": self.user(
                "rob",
                "Rob Almeida, warehouse",
                wholesale,
                (dscsa + "technician", buyer + "user"),
            ),
        }
        self.first_hour(pharmacy, people)
        return people

    def first_hour(self, pharmacy, people):
        """Who answers, and how many are licensed: the first hour's questions."""
        if not pharmacy.dscsa_deputy_id:
            people["dana"].partner_id.phone = "+1 802 555 0112"
            people["kim"].partner_id.phone = "+1 802 555 0113"
            pharmacy.write(
                {
                    "dscsa_pic_id": people["dana"].id,
                    "dscsa_deputy_id": people["kim"].id,
                    "dscsa_licensed_count": 3,
                    "dscsa_licensed_date": pharmacy.dscsa_live_date,
                    "dscsa_answered_at": fields.Datetime.now(),
                }
            )

    def product(self, row):
        """One product of the list; its GTIN is made from the NDC."""
        from dscsa_core.gs1.ndc import gtin_of_ndc

        number = row["ndc"].replace("-", "")
        return self.record(
            f"product_{number}",
            "product.product",
            {
                "name": f"{row['name']} {row['strength']}",
                "type": "consu",
                "is_storable": True,
                "tracking": "lot" if row["scope"] == "in_scope" else "none",
                "use_expiration_date": row["scope"] == "in_scope",
                "barcode": gtin_of_ndc(row["ndc"]),
                "standard_price": float(row["cost"]),
                "dscsa_ndc": row["ndc"],
                "dscsa_scope": row["scope"],
                "dscsa_exclusion": row["exclusion"] or False,
                "dscsa_strength": row["strength"],
                "dscsa_dosage_form": row["form"],
                "dscsa_container_size": row["container"],
                "dscsa_billing_units": float(row["units"]),
                "dscsa_billing_unit": row["unit"],
                "dscsa_manufacturer": row["manufacturer"],
                "dscsa_storage": row["storage"],
            },
        )

    def order(self, name, number, company, vendor, lines):
        """A confirmed order two days old: ``lines`` are (product, packages)."""
        made = self.made
        order = self.draft(name, number, company, vendor, lines)
        if self.made > made:
            order.with_company(company).button_confirm()
        return order

    def draft(self, name, number, company, vendor, lines):
        """The same, not confirmed."""
        found = self.find(name)
        if found:
            return found.with_env(self.env)
        env = self.env(context={**self.env.context, "tracking_disable": True})
        kind = env["stock.picking.type"].search(
            [("code", "=", "incoming"), ("company_id", "=", company.id)], limit=1
        )
        order = World(env).record(
            name,
            "purchase.order",
            {
                "name": number,
                "company_id": company.id,
                "partner_id": vendor.id,
                "date_order": fields.Datetime.now() - timedelta(days=2),
                "picking_type_id": kind.id,
                "order_line": [Command.create(self._line(*each)) for each in lines],
            },
        )
        self.made += 1
        return order

    def _line(self, product, quantity):
        return {
            "product_id": product.id,
            "product_qty": quantity,
            "price_unit": product.standard_price,
            "date_planned": fields.Datetime.now(),
        }
