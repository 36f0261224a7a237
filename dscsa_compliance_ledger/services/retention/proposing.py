"""Gathers what may be disposed of into a proposal."""

from odoo.tools import SQL

from odoo.addons.dscsa_compliance_retention.services.blocks import retained_models
from odoo.addons.dscsa_compliance_retention.services.flags import (
    STORED,
    Flags,
    ids_between,
)

BATCH = 20_000


class Proposing:
    """One disposal that was just created."""

    def __init__(self, disposal):
        self.disposal, self.env = disposal.sudo(), disposal.sudo().env

    def run(self):
        """Work the flags out anew, then take what is past its date and not held."""
        self.env.flush_all()
        classes = tuple(self.disposal.policy_ids.mapped("record_class"))
        flags = Flags(self.env)
        for place, name in enumerate(retained_models(self.env)):
            self._freshen(flags, name)
            if classes:
                self._gather(place, name, classes)
        self.disposal.invalidate_recordset()

    def _freshen(self, flags, name):
        """Records that were near or past their date last night, looked at again."""
        low = 0
        while span := ids_between(
            self.env, name, self.disposal.company_id, low, BATCH, _SHORTLY
        ):
            flags.mark_range(name, self.disposal.company_id, *span)
            low = span[1]
        self.env[name].invalidate_model(STORED)

    def _gather(self, place, name, classes):
        model = self.env[name]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO dscsa_disposal_line (disposal_id, company_id, sequence,
                       model, res_id, name, record_class, retain_until, state)
                SELECT %(disposal)s, r.company_id, %(place)s, %(model)s, r.id, %(name)s,
                       r.retention_class, r.retain_until, 'waiting'
                  FROM %(table)s r
                 WHERE r.company_id = %(company)s AND r.retention_flag = 'past'
                   AND r.retain_until <= %(before)s AND r.retention_class IN %(classes)s
                 ORDER BY r.id
                ON CONFLICT (model, res_id) WHERE state = 'waiting' DO NOTHING
                """,
                disposal=self.disposal.id,
                place=place,
                model=name,
                name=model._retention_name_sql(),
                table=SQL.identifier(model._table),
                company=self.disposal.company_id.id,
                before=self.disposal.before,
                classes=classes,
            )
        )


_SHORTLY = SQL("retention_flag IS DISTINCT FROM 'kept'")
