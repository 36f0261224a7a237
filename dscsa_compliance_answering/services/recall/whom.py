"""To whom goods went, as the answer to a recall names them."""


def whom(partner):
    """Name and address of a partner as they are now."""
    if not partner:
        return {}
    address = partner._display_address(without_company=True)
    lines = [text.strip() for text in (address or "").splitlines()]
    return {
        "partner_id": partner.id,
        "partner_name": partner.display_name,
        "address": "\n".join(filter(None, lines)),
    }
