from odoo import models
from odoo.exceptions import AccessError, UserError

from ..services.keeping.pointing import companies_naming


class BasePartnerMerge(models.TransientModel):
    """Merging contacts rewrites links by SQL: allowed to those who answer for it.

    The texts of TI/TS and the facts of the ledger name the old contact for good.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        names = partners.mapped("display_name")
        self.env.flush_all()
        companies = companies_naming(partners) if len(partners) > 1 else ()
        if companies:
            self._check_may_merge(companies)
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        left = partners.exists().display_name if companies else ""
        for company in companies:
            self.env["dscsa.ledger.mixin"].sudo()._ledger_note_text(
                "changed",
                self.env._("Contacts merged into %(name)s", name=left),
                {"merged": sorted(names), "into": left},
                company,
            )
        return result

    def _check_may_merge(self, companies):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._(
                    "These contacts are named in DSCSA records that are kept. Ask the "
                    "compliance manager to merge them: it is noted in the ledger."
                )
            )
        foreign = companies - self.env.user.company_ids
        if foreign:
            raise UserError(
                self.env._(
                    "These contacts are named in kept records of %(company)s, where "
                    "you have no rights. Have them merged by somebody who works there.",
                    company=foreign[0].name,
                )
            )
