"""The bench's company: its numbers, a wholesaler, products. With or without the addon.

Product numbers: 0–11 in files, 20–29 received by lot, 30–39 received by serial.
"""

from bench_shipment import BUYER, SELLER, Shipment

IN_FILES, BY_LOT, BY_SERIAL = 0, 20, 30
_SETS = ((IN_FILES, 12, "lot"), (BY_LOT, 10, "lot"), (BY_SERIAL, 10, "serial"))


def main(env):
    """Make all of it; the caller commits."""
    env.company.partner_id.write({"global_location_number": BUYER})
    seller = env["res.partner"].create(
        {
            "name": "Bench Wholesale",
            "is_company": True,
            "global_location_number": SELLER,
        }
    )
    env["product.product"].create(
        [
            product_values(env, number, tracking)
            for first, count, tracking in _SETS
            for number in range(first, first + count)
        ]
    )
    if "dscsa.epc" in env:
        # packages come in sealed cases and totes; a scan of one brings its contents
        env.company.write(
            {
                "dscsa_profile": "wholesaler",
                "dscsa_scan_depth": "announced",
                "dscsa_records_only": False,
            }
        )
        prove(env, seller)
        group = env.ref("dscsa_compliance.group_dscsa_technician")
        env.ref("base.user_admin").write({"group_ids": [(4, group.id)]})


def prove(env, seller):
    """Proof of the seller, or a wholesaler's goods are held for want of it."""
    state = env["res.country.state"].search([("country_id.code", "=", "US")], limit=1)
    row = env["dscsa.license"].create(
        {
            "partner_id": seller.id,
            "type_id": env.ref("dscsa_compliance_license.license_type_wholesale").id,
            "number": "B-1",
            "state_id": state.id,
        }
    )
    row.sudo()._record_check("confirmed", "board_site")


def product_values(env, number, tracking):
    """A medicine whose barcode is the GTIN the files use."""
    values = {
        "name": f"Benchazole {number} mg",
        "type": "consu",
        "is_storable": True,
        "tracking": tracking,
        "use_expiration_date": True,
        "barcode": Shipment(0, "--").gtin(number),
        "standard_price": 10.0,
    }
    if "dscsa_scope" in env["product.product"]:
        values["dscsa_scope"] = "in_scope"
    return values
