"""Cards that would be green because there is nothing to look at: they say so.

“Every file was read” of no file at all is no good news (a false green).
"""

# of the cards here; those of other subjects say so themselves (``of``):
# what has to be there before a card may say that all of it is in order
_OF = {
    "held": ("dscsa.epc",),
    "expired": ("dscsa.epc",),
    "suspect": ("dscsa.epc",),
    "put_back": ("dscsa.epc",),
    "unbooked": ("dscsa.epc",),
    "discrepancies": ("dscsa.epc", "dscsa.transaction", "dscsa.discrepancy"),
    "documents": ("dscsa.document",),
    "parties": ("dscsa.transaction",),
    "products": ("dscsa.gtin",),
}


def say_nothing_to_show(env, cards):
    """Turn the green of empty companies to grey; the cards, for chaining."""
    empty = {}
    for card in cards:
        models = card.pop("of", None) or _OF.get(card["key"])
        if not models or card["level"] != "green":
            continue
        for model in models:
            if model not in empty:
                empty[model] = _is_empty(env, model)
        if all(empty[model] for model in models):
            card["level"] = "grey"
            card["sentence"] = env._("Nothing to show yet.")
    return cards


def _is_empty(env, model):
    # whether there is any at all, for whoever sees the card
    domain = [("company_id", "in", env.companies.ids)]
    return not env[model].sudo().search_count(domain, limit=1)
