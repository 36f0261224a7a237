"""What open cases and warnings are about, as scopes of retention."""

from dscsa_core.recall.lots import name_key

from odoo.addons.dscsa_compliance.services.knowledge.goods import gtins_of
from odoo.addons.dscsa_compliance_retention.services.scope import Scope

from .alert.lines import watched_of
from .traffic import Traffic


def case_scopes(env, company):
    """Goods of the cases that are not concluded, whenever they came."""
    state, open_states = env["dscsa.investigation"]._retention_open
    cases = env["dscsa.investigation"].search(
        [("company_id", "=", company.id), (state, "in", open_states)]
    )
    # the goods of a case are looked up in the whole register
    return [scope for case in cases.sudo() if (scope := _scope(case))]


def _scope(case):
    """By every GTIN the drug has, also of a typed NDC; lots unless one is unknown."""
    items, goods = case.item_ids, Traffic(case).goods
    lots = () if items.filtered(lambda item: not item.lot) else items.mapped("lot")
    gtins = {*goods.gtins, *filter(None, items.mapped("gtin"))}
    return Scope(
        gtins=tuple(sorted(gtins)),
        lots=tuple({name_key(lot) for lot in lots}),
    )


def alert_scopes(env, company):
    """Goods of the open warnings; of one without a product, none can be named."""
    lines = env["dscsa.alert"]._open_of(company).line_ids.filtered("is_meant")
    scopes = []
    for line in lines:
        goods = watched_of(line)
        if gtins := gtins_of(goods.codes):
            # by serials, ranges or days any lot can be meant
            is_listed = goods.lots.names and not (goods.lots.ranges or goods.serials)
            lots = tuple(map(name_key, goods.lots.names)) if is_listed else ()
            scopes.append(Scope(gtins=tuple(gtins), lots=lots))
    return list(dict.fromkeys(scopes))
