"""A seller nobody entered yet, made on the way by who receives; found again later."""

from dscsa_core.numbers import word_key

from odoo.exceptions import AccessError


def sellers_named(env, name):
    """Businesses whose name is the same but for case, blanks and signs."""
    key = word_key(name)
    first = (name or "").split()[:1]
    if not key or not first:
        return env["res.partner"]
    found = env["res.partner"].search(
        [
            ("name", "=ilike", f"{first[0].strip('.,')}%"),
            ("parent_id", "=", False),
            ("company_id", "in", (False, env.company.id)),
            "|",
            ("is_company", "=", True),
            ("supplier_rank", ">", 0),
        ],
        order="supplier_rank desc, id",
    )
    return found.filtered(lambda each: word_key(each.name) == key)


def seller_of_name(env, name):
    """The seller of that name: known, or a new company with nothing but its name.

    Raises AccessError for people who receive nothing.
    """
    known = sellers_named(env, name)[:1]
    if known:
        return known
    if not env.user.has_group("stock.group_stock_user"):
        raise AccessError(
            env._("Only inventory users receive goods. Ask for the role.")
        )
    # least rights: who receives may note whom from, but edits no contacts
    made = (
        env["res.partner"]
        .sudo()
        .create(
            {
                "name": " ".join(name.split()),
                "is_company": True,
                "supplier_rank": 1,
            }
        )
    )
    return made.sudo(env.su)


def seller_of_party(transaction):
    """The seller a file names: known, looking alike, else made as it is named.

    Raises AccessError for people who may not confirm sellers.
    """
    party = transaction.seller_party_id
    known = party.partner_id or party.suggested_partner_id
    if party and not known:
        party.action_create_partners()
    return known or party.partner_id
