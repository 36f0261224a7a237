"""To whom a TI/TS is addressed: one answer for the file, the receipt and the bench."""


def own_partners(company, pickings):
    """Who may be named as buyer: we, our places, and owners whose goods we hold."""
    env = company.env
    warehouses = env["stock.warehouse"].search([("company_id", "=", company.id)])
    partner = company.partner_id
    children = env["res.partner"].search([("id", "child_of", partner.ids)])
    return partner | children | warehouses.partner_id | pickings.owner_id


def strangers(transaction, own):
    """Parties a TI/TS is addressed to, when none of them is of ``own``; else none.

    One of buyer and place of delivery has to be ours (FD&C Act 581(26)).
    """
    parties = parties_of(transaction)
    return parties.browse() if are_among(parties, own) else parties


def parties_of(transaction):
    """Whom it names as buyer and as place of delivery."""
    return transaction.buyer_party_id | transaction.ship_to_party_id


def are_among(parties, own):
    """Whether one of the parties is one of ``own``, by partner or location number."""
    if (parties.partner_id | parties.suggested_partner_id) & own:
        return True
    told = set(filter(None, parties.mapped("gln")))
    return bool(told) and not told.isdisjoint(own.mapped("global_location_number"))


def is_certain(parties, own):
    """Whether strangers are somebody else for certain.

    A company that has no location number on file is not held against a file.
    """
    return bool(parties.partner_id or any(own.mapped("global_location_number")))


def names_of(parties):
    """The names of parties, each once."""
    return ", ".join(dict.fromkeys(parties.mapped("display_name")))
