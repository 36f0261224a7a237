"""What cases that are not concluded are about, as scopes of retention."""

from dscsa_core.recall.lots import name_key

from odoo.addons.dscsa_compliance_retention.services.scope import Scope

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
