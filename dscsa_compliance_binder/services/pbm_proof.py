"""License and accreditation of a seller on the day of each purchase."""

from odoo.addons.dscsa_compliance.services.words.messages import date_text
from odoo.addons.dscsa_compliance_license.services.partner_proofs import (
    standing_of,
)
from odoo.addons.dscsa_compliance_license.services.partner_status import (
    PartnerStatus,
)


class Proofs:
    """The papers of some sellers in one company; ``env`` is a superuser's."""

    def __init__(self, env, company):
        self.env, self.company = env, company
        self.known = {}

    def put_on(self, purchases):
        """Fill license and accreditation of each Purchase."""
        sellers = self.env["res.partner"].union(*(each.seller for each in purchases))
        self.status = PartnerStatus(self.env, self.company, sellers)
        self.payer = (
            self.env["dscsa.license"]
            .with_context(active_test=False)
            .search(
                [
                    ("company_id", "=", self.company.id),
                    ("track", "=", "payer"),
                    ("partner_id.commercial_partner_id", "in", sellers.ids),
                ]
            )
        )
        for each in purchases:
            key = (each.seller, each.day)
            if key not in self.known:
                self.known[key] = (*self._license(*key), *self._accreditation(*key))
            (
                each.is_licensed,
                each.license,
                each.is_accredited,
                each.accreditation,
            ) = self.known[key]

    def _license(self, seller, day):
        """(whether a paper was in force that day, which)"""
        if not seller:
            return False, self.env._("seller not known")
        answer = self.status.answer(seller, day=day)
        papers = self.env["dscsa.license"].browse(answer.licenses)
        text = ", ".join(papers.mapped("display_name"))
        if answer.found == "affiliate":
            return True, self.env._("our own company")
        if answer.found != "ok":
            return False, self.env._(
                "none in force on %(day)s", day=date_text(self.env, day)
            )
        until = answer.until
        return True, f"{text} ({date_text(self.env, until)})" if until else text

    def _accreditation(self, seller, day):
        """(whether one was in force that day, which)"""
        rows = self.payer.filtered(
            lambda row: (
                row.partner_id.commercial_partner_id == seller
                and standing_of(row, day) == "valid"
            )
        )
        if not rows:
            return False, self.env._(
                "none in force on %(day)s", day=date_text(self.env, day)
            )
        return True, ", ".join(rows.mapped("display_name"))
