import json

from dscsa_core.ledger import canonical

from odoo import api, models
from odoo.tools import SQL

from .dscsa_ledger import PENDING


class DscsaLedgerMixin(models.AbstractModel):
    """Creation, changes and removal of records are facts of the ledger.

    What touches their regulated fields is remembered and noted once, with all of the
    record's content, when the transaction ends: ten writes are one fact, and nothing
    is noted that did not change anything.
    """

    _inherit = "dscsa.ledger.mixin"

    # noting ---------------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._ledger_touch(is_new=True)
        return records

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._ledger_names()):
            self._ledger_touch()
        return result

    def _compute_field_value(self, field):  # pylint: disable=missing-return
        """Stored fields that follow from others are changed without a ``write``."""
        super()._compute_field_value(field)
        together = self.pool.field_computed[field]
        if field.store and any(each.name in self._ledger_names() for each in together):
            self._ledger_touch()

    def unlink(self):
        """A record that may go is noted as removed, with what it said."""
        # first: nothing is forgotten of a record that stays
        self._ledger_check_kept()
        gone = self.sudo().exists()
        rows = gone._ledger_rows({record.id: "removed" for record in gone}, whole=False)
        gone._ledger_goes("removed")
        self._ledger_forget()
        result = super().unlink()
        self.env["dscsa.ledger"].sudo()._insert(rows)
        return result

    def _ledger_touch(self, is_new=False):
        """Remember these records for the end of the transaction."""
        callbacks = self.env.cr.precommit
        if PENDING not in callbacks.data:
            callbacks.data[PENDING] = {}
            callbacks.add(self.env["dscsa.ledger"].sudo()._note_pending)
        touched = callbacks.data[PENDING].setdefault(self._name, {})
        for res_id in self._ids:
            if isinstance(res_id, int) and res_id:
                was_new, _uid = touched.get(res_id, (False, 0))
                touched[res_id] = (is_new or was_new, self.env.uid)

    @api.model
    def _ledger_note(self, kind, records, content=None):
        self.env["dscsa.ledger"]._note(kind, records, content)

    @api.model
    def _ledger_note_text(self, kind, subject, content, company=None):
        self.env["dscsa.ledger"]._note_text(kind, subject, content, company)

    def _ledger_forget(self):
        touched = self.env.cr.precommit.data.get(PENDING, {}).get(self._name, {})
        for res_id in self._ids:
            touched.pop(res_id, None)

    @api.model
    def _note_touched(self, pending):
        """Note what touched records say now, if it is not what was noted last."""
        for model, touched in pending.items():
            # whoever may change a record has it noted, whatever he may read
            records = self.env[model].sudo().browse(touched).exists()
            known = [i for i, (is_new, _uid) in touched.items() if not is_new]
            last = records.browse(known)._ledger_last()
            rows = {}
            for row in records._ledger_rows(records._ledger_kinds(touched, last)):
                if canonical(row[5]) != last.get(row[3]):
                    rows.setdefault(touched[row[3]][1], []).append(row)
            for uid, mine in rows.items():
                name = self.env["res.users"].sudo().browse(uid).name
                self.env["dscsa.ledger"].sudo()._insert(mine, name)

    def _ledger_kinds(self, touched, last):
        kinds = {}
        for record in self:
            before = json.loads(last.get(record.id, "{}"))
            kinds[record.id] = record._ledger_kind(touched[record.id][0], before)
        return kinds

    def _ledger_rows(self, kinds, whole=True):
        """Rows for ``dscsa.ledger._insert``; ``kinds`` by id."""
        contents = self._ledger_contents()
        return [
            (
                record._ledger_company().id or None,
                kinds[record.id],
                record._name,
                record.id,
                record._ledger_subject(),
                contents[record.id],
                whole,
            )
            for record in self
        ]

    def _ledger_last(self):
        """{id: canonical text} of the last whole fact of these records."""
        if not self:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT DISTINCT ON (res_id) res_id, content FROM dscsa_ledger
                    WHERE model = %s AND res_id = ANY(%s) AND whole
                    ORDER BY res_id, id DESC""",
                    self._name,
                    list(self._ids),
                )
            )
        )
