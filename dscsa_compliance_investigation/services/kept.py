"""What cases that are not concluded are about, as scopes of retention."""

from dscsa_core.recall.lots import name_key

from odoo.addons.dscsa_compliance_retention.services.scope import Scope


def case_scopes(env, company):
    """Goods of the cases that are not concluded, whenever they came."""
    state, open_states = env["dscsa.investigation"]._retention_open
    cases = env["dscsa.investigation"].search(
        [("company_id", "=", company.id), (state, "in", open_states)]
    )
    return [scope for case in cases if (scope := _scope(case.item_ids))]


def _scope(items):
    """A package whose lot nobody knows can be of any."""
    lots = () if items.filtered(lambda item: not item.lot) else items.mapped("lot")
    return Scope(
        gtins=tuple({gtin for gtin in items.mapped("gtin") if gtin}),
        lots=tuple({name_key(lot) for lot in lots}),
    )
