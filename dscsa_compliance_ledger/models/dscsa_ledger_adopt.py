from odoo import api, models
from odoo.fields import Domain


class DscsaLedger(models.Model):
    """Records that were there before the ledger was, or outlast a trial."""

    _inherit = "dscsa.ledger"

    @api.model
    def _domain_of(self, model, company):
        """Records of a model that belong in the ledger of ``company`` (or of none)."""
        if model == "res.company":
            return Domain("id", "in", company.ids)
        if "company_id" in self.env[model]._fields:
            return Domain("company_id", "=", company.id)
        return Domain.FALSE if company else Domain.TRUE

    @api.model
    def _adopt(self, company):
        """Note every regulated record of a company as it is now."""
        for model in self.env["dscsa.ledger.mixin"]._noted_models():
            records = self._records_of(model, company)
            self._note("created", records)

    @api.model
    def _records_of(self, model, company, limit=None):
        # all there is, whoever asks: archived ones too
        everything = self.env[model].sudo().with_context(active_test=False)
        return everything.search(self._domain_of(model, company), limit=limit)

    @api.model
    def _adopt_missing(self):
        """Note records of which the ledger has no fact at all: a model it is new to.

        Called when the module is installed or updated. A model of which it knows only
        some records is left alone: those others are for the check to find.
        """
        self._note_pending()
        # a database has a handful of companies
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        every = companies.search([])  # pylint: disable=no-search-all
        for company in [companies, *every]:
            for model in self.env["dscsa.ledger.mixin"]._noted_models():
                known = [("company_id", "=", company.id), ("model", "=", model)]
                if not self.sudo().search_count(known, limit=1):
                    self._note("created", self._records_of(model, company))
        self._adopt_shipped()

    @api.model
    def _adopt_shipped(self):
        """Note severities that an update shipped: it reads the base before the ledger.

        Only what is word for word the program's own; the rest is for the check to find.
        """
        shipped = self._records_of("dscsa.severity", self.env["res.company"])
        facts = self.sudo().search(
            [("model", "=", "dscsa.severity"), ("res_id", "in", shipped.ids)]
        )
        unknown = shipped.browse(set(shipped.ids) - set(facts.mapped("res_id")))
        self._note("created", unknown._as_shipped())
