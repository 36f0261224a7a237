"""The gate in selling: trading partners only, and what a transfer for stock may be."""

from dataclasses import replace

from dscsa_core.catalogue import finding

from odoo.addons.dscsa_compliance_license.services.gate import Gate, order_lines

# said of sellers in the common words; customers have their own
_WORDS = {
    "PARTNER_NOT_AUTHORISED": "CUSTOMER_NOT_AUTHORISED",
    "LICENSE_OTHER_STATE": "CUSTOMER_OTHER_STATE",
}
_PHARMACIES = ("pharmacy_small", "pharmacy", "hospital", "chain")


def is_trading_partner(partner):
    """Whether a customer is one: never a patient, FD&C Act 581(23).

    A business is; a person is when a role or a license says so (a practitioner).
    """
    whole = partner.commercial_partner_id
    return bool(
        whole.is_company
        or partner.dscsa_role
        or whole.dscsa_role
        or partner.dscsa_license_count
    )


class SaleGate(Gate):
    """Answers about sales orders."""

    def site(self, order):
        """Where the goods go, when it is a site of the customer."""
        shipping, partner = order.partner_shipping_id, order.partner_id
        same = shipping.commercial_partner_id == partner.commercial_partner_id
        return (shipping if same and shipping else partner)._origin

    def ship_to(self, order):
        """No row of the matrix asks where a customer sends it."""
        return ""

    def headline(self):
        """The first sentence of a refusal."""
        return self.env._("Not confirmed: there is no proof that the customer may buy.")

    def answer(self, order):
        """As for purchases, in the words for customers; None for patients."""
        if not is_trading_partner(self.site(order.sudo())):
            return None
        answer = super().answer(order)
        if answer is None or answer.status == "affiliate":
            return None
        reasons = tuple(
            replace(each, code=_WORDS.get(each.code, each.code))
            for each in answer.reasons
        )
        return replace(answer, reasons=reasons)

    def transfer(self, order):
        """The finding about a sale from pharmacy to pharmacy, or None.

        Without a named patient it may be wholesale distribution, FD&C Act 503(e)(4).
        """
        order = order.sudo()
        site = self.site(order)
        buys = site.dscsa_role or site.commercial_partner_id.dscsa_role
        if not buys:
            papers = site.commercial_partner_id.dscsa_license_ids.type_id
            buys = "dispenser" if "dispenser" in papers.mapped("role") else ""
        between = order.company_id.dscsa_profile in _PHARMACIES and buys == "dispenser"
        own = self.env["res.company"].sudo().search([]).partner_id.commercial_partner_id
        if not between or site.commercial_partner_id in own or not order_lines(order):
            return None
        if order.dscsa_purpose == "stock":
            return finding("TRANSFER_FOR_STOCK", "", name=site.display_name)
        if not order.dscsa_purpose:
            return finding("PURPOSE_MISSING", "", name=site.display_name)
        return None
