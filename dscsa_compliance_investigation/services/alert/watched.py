"""The open warnings of a company as the core's ``Watchlist``."""

from dataclasses import replace

from dscsa_core.investigation.watching import Watch, Watchlist

from odoo.addons.dscsa_compliance.services.knowledge.goods import gtins_of, products_of
from odoo.addons.dscsa_compliance.services.receiving.facts import item_of

from .lines import watched_of


def watchlist_of(alerts):
    """``alerts``: a superuser's, of one company, the oldest first."""
    env, items, watches = alerts.env, {}, []
    for alert in alerts:
        why = alert._why()
        for line in alert.line_ids.filtered("is_meant"):
            goods = watched_of(line)
            if goods.codes not in items:
                items[goods.codes] = _items(env, alert.company_id, goods.codes)
            named = items[goods.codes]
            if not named:
                # a product nobody can name is no certain hit
                goods = replace(goods, codes=())
            watches.append(Watch(named, goods, why, alert.id))
    return Watchlist(watches)


def _items(env, company, codes):
    gtins = gtins_of(codes)
    products = products_of(env, company, codes, gtins)
    found = [item_of(product_id, None) for product_id in products.ids]
    return frozenset([*found, *(item_of(None, gtin) for gtin in gtins)])
