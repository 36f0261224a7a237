import base64

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from ..models.selections import FLAGS, RECORD_CLASSES
from ..services.overview import Overview
from ..services.workbook import workbook_of


class DscsaRetentionPaper(models.TransientModel):
    """The retention report on paper or as a workbook, for the records one chooses."""

    _name = "dscsa.retention.paper"
    _description = "Retention Report on Paper"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    record_class = fields.Selection(RECORD_CLASSES, string="Only")
    flag = fields.Selection(FLAGS, string="Keeping")
    date_from = fields.Date(string="May be disposed from")
    date_to = fields.Date(string="Through")
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    def _domain(self):
        """Rows of the report that were asked for."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        for name, field in (
            ("record_class", "record_class"),
            ("flag", "retention_flag"),
        ):
            if self[name]:
                domain &= Domain(field, "=", self[name])
        if self.date_from:
            domain &= Domain("disposable_from", ">=", self.date_from)
        if self.date_to:
            domain &= Domain("disposable_from", "<=", self.date_to)
        return domain

    def overview(self):
        """Numbers of the chosen records; see ``services.retention.overview``."""
        self.ensure_one()
        return Overview(self.env, self.company_id, self._domain())

    def action_print(self):
        """The PDF."""
        report = self.env.ref("dscsa_compliance_retention.report_retention_action")
        return report.report_action(self)

    def action_xlsx(self):
        """The workbook, made now and handed out."""
        self.ensure_one()
        content = workbook_of(self.overview())
        self.file = base64.b64encode(content)
        self.file_name = self.env._(
            "Retention %(company)s %(day)s.xlsx",
            company=self.company_id.name,
            day=today_of(self.company_id),
        )
        self.env["dscsa.ledger.mixin"].sudo()._ledger_note_text(
            "exported",
            self.file_name,
            {"report": "retention", "records": str(self.overview().total)},
            self.company_id,
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file?download=true"
            f"&filename_field=file_name",
            "target": "download",
        }

    def _policies(self):
        """The company's policies, for the first page."""
        return self.env["dscsa.retention.policy"].search(
            [("company_id", "=", self.company_id.id)]
        )
