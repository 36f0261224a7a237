from odoo import fields, models

from odoo.addons.dscsa_compliance.services.words.messages import next_step_of

# failures that a look at the columns can heal
_ABOUT_COLUMNS = {
    "tabular.columns",
    "tabular.rows",
    "tabular.workbook",
}


class DscsaDocument(models.Model):
    """Tables: what their columns mean, and the way to say it."""

    _inherit = "dscsa.document"

    mapping_id = fields.Many2one(
        "dscsa.import.mapping",
        string="Columns",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    needs_columns = fields.Boolean(compute="_compute_needs_columns")

    def _compute_needs_columns(self):
        for document in self:
            document.needs_columns = (
                document.state == "failed" and document.failure_code in _ABOUT_COLUMNS
            )

    def _failure_step(self, code, facts):
        """The button that asks for the columns is here."""
        return next_step_of(self.env, code, facts)

    def _columns_known(self, rows):
        """Options of the saved mapping that fits; kept on the document then."""
        mapping = self.env["dscsa.import.mapping"]._find(
            rows, self.company_id, self.partner_id
        )
        if not mapping:
            return super()._columns_known(rows)
        options = mapping._options(rows)
        self.write({"reading": options, "mapping_id": mapping.id})
        return options

    def action_choose_columns(self):
        """Say what the columns of this table mean."""
        self.ensure_one()
        self.check_access("create")
        wizard = self.env["dscsa.import.wizard"].create({"document_id": self.id})
        return wizard.action_read()
