"""What is open in a company and keeps the records it reaches, as scopes."""


def family_of(env, partners):
    """Ids of partners with all their sites, archived ones too."""
    if not partners:
        return ()
    whole = partners.sudo().commercial_partner_id
    found = env["res.partner"].sudo().with_context(active_test=False)
    return tuple(found.search([("id", "child_of", whole.ids)]).ids)


def open_scopes(env, company):
    """{code of block: [Scope]} of what is open in a company now."""
    open_now = env["dscsa.retained.mixin"]._retention_scopes(company)
    return {
        code: [scope for scope in scopes if scope] for code, scopes in open_now.items()
    }
