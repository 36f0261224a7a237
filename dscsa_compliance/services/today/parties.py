"""The cards about sellers and drugs that files brought and nobody confirmed."""

from ..receiving.late_booking import unbooked_domain

LIMIT = 1000


def party_cards(env):
    """Cards of what the user may read."""
    makers = (
        ("dscsa.party", _parties),
        ("dscsa.gtin", _products),
        ("dscsa.epc", _unbooked),
    )
    return [make(env) for model, make in makers if env[model].has_access("read")]


def _parties(env):
    """Sellers of files that nobody confirmed: their deliveries have no seller."""
    here = ("company_id", "in", env.companies.ids)
    unconfirmed = [
        here,
        ("direction", "=", "in"),
        ("seller_id", "=", False),
        ("seller_party_id.state", "=", "proposed"),
    ]
    found = env["dscsa.transaction"].sudo().search(unconfirmed, limit=LIMIT)
    sellers = found.seller_party_id
    return env["dscsa.today"]._card(
        "parties",
        46,
        env._("Sellers to confirm"),
        count=len(sellers),
        sentence=env._(
            "New in a file: one tap each, then its deliveries have a seller."
        )
        if sellers
        else env._("No seller of a file waits."),
        level="amber" if sellers else "green",
        icon="fa-building-o",
        action="dscsa_compliance.dscsa_party_action",
        domain=[here, ("state", "=", "proposed")],
    )


def _products(env):
    """Drugs first met in a file: until confirmed they cannot be booked in stock."""
    here = [("company_id", "in", env.companies.ids), ("state", "=", "proposed")]
    found = env["dscsa.gtin"].search_count(here, limit=LIMIT)
    waiting = env._("New in a file: one tap makes their products.")
    if not all(env.companies.sudo().mapped("dscsa_records_only")):
        waiting = env._(
            "New in a file: without a product their packages are in the register only, "
            "not in stock."
        )
    return env["dscsa.today"]._card(
        "products",
        47,
        env._("Drugs to confirm"),
        count=found,
        sentence=waiting if found else env._("No drug of a file waits."),
        level="amber" if found else "green",
        icon="fa-medkit",
        action="dscsa_compliance.dscsa_gtin_action_proposed",
        domain=here,
    )


def _unbooked(env):
    """Packages here that stock does not count, as they came before their product."""
    groups = env["dscsa.epc"]._read_group(
        unbooked_domain(env.companies), ["picking_id"], ["__count"], limit=LIMIT
    )
    receipts = [picking.id for picking, _count in groups if picking]
    count = sum(number for _picking, number in groups)
    sentence = env._("Whatever came is booked in stock.")
    if count:
        sentence = env._(
            "Packages that came before their drug had a product: open the delivery "
            "and book them."
        )
    return env["dscsa.today"]._card(
        "unbooked",
        49,
        env._("Not in stock yet"),
        count=count,
        sentence=sentence,
        level="amber" if count else "green",
        icon="fa-cubes",
        action="dscsa_compliance.stock_picking_dscsa_action",
        domain=[("id", "in", receipts)],
        context={"search_default_dscsa_open": 0},
    )
