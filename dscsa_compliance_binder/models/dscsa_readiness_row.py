from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.readiness import Readiness


# a list, no dialog
class DscsaReadinessRow(models.TransientModel):  # pylint: disable=no-wizard-in-models
    """Duty, evidence, gap and the way to the records, as they are at this moment."""

    _name = "dscsa.readiness.row"
    _description = "Readiness"
    _order = "sequence, id"
    _rec_name = "duty"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    code = fields.Char(readonly=True)
    duty = fields.Text(readonly=True)
    source = fields.Text(readonly=True)
    evidence = fields.Text(string="What we can show", readonly=True)
    gap = fields.Text(string="What is missing", readonly=True)
    state = fields.Selection(
        [
            ("complete", "Records complete"),
            ("gap", "Gap"),
            ("nothing", "Nothing to show yet"),
            ("outside", "Not kept here"),
            ("note", "For information"),
        ],
        readonly=True,
    )
    opens = fields.Json(readonly=True)

    @api.model
    def action_open_readiness(self):
        """Look at the records of the company now, and list what they show."""
        self.check_access("create")
        self.search([("create_uid", "=", self.env.uid)]).unlink()
        self._fill(self.env.company)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_binder.dscsa_readiness_row_action"
        )

    @api.model
    def _fill(self, company):
        rows = Readiness(self.env, company).rows()
        return self.create(
            [
                {
                    "company_id": company.id,
                    "sequence": number,
                    "code": row.code,
                    "duty": row.duty,
                    "source": row.source,
                    "evidence": row.evidence,
                    "gap": row.gap,
                    "state": row.state,
                    "opens": {"action": row.action, "domain": row.domain},
                }
                for number, row in enumerate(rows)
            ]
        )

    def action_open(self):
        """The records the row speaks of."""
        self.ensure_one()
        opens = self.opens or {}
        if not opens.get("action"):
            raise UserError(self.env._("There is nothing to open for this row."))
        action = self.env["ir.actions.actions"]._for_xml_id(opens["action"])
        if opens.get("domain"):
            action |= {"domain": opens["domain"], "context": {}}
        return action

    @api.model
    def action_print(self):
        """The same as PDF, for the company in use."""
        return self.env.ref(
            "dscsa_compliance_binder.report_readiness_action"
        ).report_action(self.env.company)
