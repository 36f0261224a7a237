from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..services.blocks import retained_models
from .selections import FLAGS, RECORD_CLASSES


class DscsaRetentionReport(models.Model):
    """Every record that is kept for years: until when, and what holds it."""

    _name = "dscsa.retention.report"
    _description = "Retention Report"
    _auto = False
    _order = "disposable_from, id"
    _rec_name = "name"

    name = fields.Char(string="Record", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="model", readonly=True)
    record_class = fields.Selection(RECORD_CLASSES, string="Records", readonly=True)
    retain_until = fields.Date(string="Kept through", readonly=True)
    disposable_from = fields.Date(
        string="May be disposed from",
        readonly=True,
        help="Empty: its years do not run yet.",
    )
    retention_flag = fields.Selection(FLAGS, string="Keeping", readonly=True)
    retention_blocks = fields.Char(readonly=True)
    retention_text = fields.Char(string="How long", compute="_compute_retention_text")
    held_text = fields.Char(string="Why held", compute="_compute_retention_text")

    @property
    def _table_query(self):
        """One row for each record of each retained model, numbered without gaps."""
        names = retained_models(self.env)
        parts = [
            self._part(self.env[name], place, len(names))
            for place, name in enumerate(names)
        ]
        return SQL(" UNION ALL ").join(parts)

    @staticmethod
    def _part(model, place, count):
        return SQL(
            """
            SELECT r.id::bigint * %(count)s + %(place)s AS id, r.company_id,
                   %(name)s AS name, %(model)s AS model, r.id AS res_id,
                   COALESCE(r.retention_class, %(class)s) AS record_class,
                   r.retain_until, r.retain_until + 1 AS disposable_from,
                   COALESCE(r.retention_flag, 'kept') AS retention_flag,
                   r.retention_blocks
              FROM %(table)s r
            """,
            count=count,
            place=place,
            name=model._retention_name_sql(),
            model=model._name,
            table=SQL.identifier(model._table),
            **{"class": model._retention_class_sql()},
        )

    def _compute_retention_text(self):
        words = self.env["dscsa.retained.mixin"]._retention_words
        for row in self:
            row.retention_text = words(row.retain_until, row.retention_blocks)
            row.held_text = row.retention_blocks and row.retention_text

    def action_open(self):
        """Open the record itself, as far as the reader may read it."""
        self.ensure_one()
        record = self.env[self.model].browse(self.res_id).exists()
        if not record:
            raise UserError(
                self.env._("%(name)s is not here any more.", name=self.name)
            )
        record.check_access("read")
        return record._get_records_action()

    def action_paper(self):
        """Choose what goes on paper or into a workbook."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_retention.dscsa_retention_paper_action"
        )
