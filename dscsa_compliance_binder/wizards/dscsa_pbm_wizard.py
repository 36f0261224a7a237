import base64

from dateutil.relativedelta import relativedelta
from dscsa_core.numbers import ndc_forms

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..services.pbm import Pack
from ..services.pbm_sheets import workbook


class DscsaPbmWizard(models.TransientModel):
    """Which purchases a payer's auditor is to see."""

    _name = "dscsa.pbm.wizard"
    _description = "PBM Pack"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._month_ago(),
    )
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)
    ndcs = fields.Text(
        string="Only these NDC-11",
        help="Separated by commas, spaces or lines. Empty: everything bought.",
    )
    with_prices = fields.Boolean(
        help="Off: nobody has to show what he paid unless a contract says so."
    )
    sentence = fields.Text(compute="_compute_sentence")
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    @api.model
    def _month_ago(self):
        return fields.Date.context_today(self) - relativedelta(months=1)

    @api.depends("company_id", "date_from", "date_to", "ndcs")
    def _compute_sentence(self):
        for wizard in self:
            try:
                pack = wizard._pack()
            except UserError as error:
                wizard.sentence = str(error)
                continue
            lines = [
                self.env._(
                    "%(count)s purchases of %(ndcs)s NDC from %(sellers)s sellers.",
                    count=len(pack.purchases),
                    ndcs=len(pack.totals),
                    sellers=len({each.seller for each in pack.purchases}),
                ),
                *pack.gaps,
            ]
            wizard.sentence = "\n".join(lines)

    def _pack(self):
        """The Pack asked for; raises UserError for dates and codes that cannot be."""
        self.ensure_one()
        if not self.date_from or not self.date_to:
            raise UserError(self.env._("Choose both days."))
        if self.date_to < self.date_from:
            raise UserError(self.env._("It ends before it begins. Look at the days."))
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("Switch to that company first."))
        return Pack(
            self.env,
            self.company_id,
            self.date_from,
            self.date_to,
            ndcs=self._wanted(),
            with_prices=self.with_prices and self._may_see_prices(),
        )

    def _wanted(self):
        """The NDC-11 of the filter; a text that is no NDC is named."""
        found = []
        for text in (self.ndcs or "").replace(",", " ").replace(";", " ").split():
            ndc = ndc_forms(text)[1]
            if not ndc:
                raise UserError(
                    self.env._(
                        "“%(text)s” is no NDC of 11 digits or in a form with hyphens.",
                        text=text,
                    )
                )
            found.append(ndc)
        return found

    def _may_see_prices(self):
        if self.env.user.has_group("purchase.group_purchase_user"):
            return True
        raise UserError(
            self.env._("Prices are shown to purchasing users. Leave them out.")
        )

    def _title(self):
        return self.env._(
            "%(company)s: purchases from %(start)s to %(end)s",
            company=self.company_id.name,
            start=date_text(self.env, self.date_from),
            end=date_text(self.env, self.date_to),
        )

    def action_workbook(self):
        """The pack as XLSX."""
        name = f"pbm-{self.date_from}-{self.date_to}.xlsx"
        content = workbook(self._pack(), self._title())
        self.write({"file": base64.b64encode(content), "file_name": name})
        self._note()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/dscsa.pbm.wizard/{self.id}/file/{name}?download=true",
            "target": "self",
        }

    def action_print(self):
        """The pack as PDF."""
        self._pack()
        self._note()
        return self.env.ref("dscsa_compliance_binder.report_pbm_action").report_action(
            self
        )

    def _note(self):
        """What left the house, for whom it was made and by whom."""
        self.env["dscsa.ledger"]._note_text(
            "exported",
            self._title(),
            {
                "what": "PBM pack",
                "from": str(self.date_from),
                "to": str(self.date_to),
                "ndc": " ".join(self._wanted()),
                "prices": "yes" if self.with_prices else "no",
            },
            self.company_id,
        )
