"""What open recalls and information requests ask about, as scopes of retention."""

from odoo.addons.dscsa_compliance_retention.services.open_matters import family_of
from odoo.addons.dscsa_compliance_retention.services.scope import (
    Scope,
    at_least,
    lots_of,
)


def recall_scopes(env, company):
    """Goods of the recalls that are open, whenever they came."""
    lines = env["dscsa.recall.line"].search(
        [("recall_id.company_id", "=", company.id), ("recall_id.state", "=", "open")]
    )
    return [
        Scope(gtins=goods.gtins, lots=lots_of(goods.lots))
        for line in lines
        for goods in line._goods()
    ]


def request_scopes(env, company):
    """What requests that are not closed ask about."""
    state, open_states = env["dscsa.information.request"]._retention_open
    rows = env["dscsa.information.scope"].search(
        [
            ("request_id.company_id", "=", company.id),
            (f"request_id.{state}", "in", open_states),
        ]
    )
    return [
        at_least(
            Scope(
                partner_ids=family_of(env, row.partner_id),
                gtins=tuple(row._gtins()) if row.code else (),
                lots=lots_of(row._lot_names()),
                serials=(row.serial,) if row.serial else (),
                date_from=row.date_from or None,
                date_to=row.date_to or None,
            ),
            row.lot,
        )
        for row in rows
    ]
