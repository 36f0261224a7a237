import json

from dscsa_core.ledger import canonical

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...services.ledger.frozen import check_frozen, check_kept
from .dscsa_ledger import PENDING

# records that are told by something of theirs that never changes
_UNCHANGING = {"dscsa.document": "sha256", "dscsa.epc": "key"}


class DscsaLedgerMixin(models.AbstractModel):
    """Records whose creation, changes and removal are facts of the ledger.

    A model names its regulated fields in ``_ledger_fields``. What touches them is
    remembered and noted once, with all of the record's content, when the transaction
    ends: ten writes are one fact, and nothing is noted that did not change anything.
    """

    _name = "dscsa.ledger.mixin"
    _description = "Noted in the Ledger"

    _ledger_fields = ()
    # from the live date on: fields nobody changes once they are set, and whether
    # records are kept. Kept ones are never duplicated
    _ledger_frozen = frozenset()
    _ledger_kept = False

    # what a model may say for itself -------------------------------------------------
    def _ledger_contents(self):
        """{id: all that is kept of the record, as texts}; never a database id."""
        names = self._ledger_names()
        return {
            record.id: {name: record._ledger_text(name) for name in names}
            for record in self
        }

    def _ledger_content(self):
        """What is kept of this one record."""
        self.ensure_one()
        return self._ledger_contents()[self.id]

    def _ledger_subject(self):
        """What a person calls this record."""
        return self.display_name

    def _ledger_company(self):
        """The company in whose ledger it is noted, or none: that of the database."""
        if "company_id" in self._fields:
            return self.company_id
        return self.env["res.company"]

    def _ledger_kind(self, is_new, before):
        """What the fact is called; ``before``: the content noted last, or empty."""
        return "created" if is_new or not before else "changed"

    @api.model
    def _ledger_plain(self, names):
        """Those of ``names`` that a check may compare with the record of today.

        Names of partners, users and products change lawfully: they are told, but not
        compared. Documents are told by SHA-256, packages by their key.
        """
        return [name for name in names if _is_plain(self._fields.get(name))]

    # texts ----------------------------------------------------------------------------
    @api.model
    def _ledger_names(self):
        return [name for name in self._ledger_fields if name in self._fields]

    def _ledger_text(self, name):
        field, value = self._fields[name], self[name]
        if field.relational:
            attribute = _UNCHANGING.get(field.comodel_name)
            texts = (
                each[attribute] or "" if attribute else _name_of(each) for each in value
            )
            return "\n".join(sorted(texts))
        if field.type == "boolean":
            return "yes" if value else "no"
        if value is False or value is None:
            return ""
        return _plain_text(field, value)

    # noting ---------------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._ledger_touch(is_new=True)
        return records

    def write(self, vals):
        check_frozen(self, vals, self._ledger_frozen)
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._ledger_fields):
            self._ledger_touch()
        return result

    def _compute_field_value(self, field):  # pylint: disable=missing-return
        """Stored fields that follow from others are changed without a ``write``."""
        super()._compute_field_value(field)
        together = self.pool.field_computed[field]
        if field.store and any(each.name in self._ledger_fields for each in together):
            self._ledger_touch()

    def copy(self, default=None):
        """There is one of each: a duplicate would be a record of nothing."""
        if self._ledger_kept:
            raise UserError(
                self.env._(
                    "%(record)s is a DSCSA record and is not duplicated: each says "
                    "once what happened. Make a new one.",
                    record=self[:1].display_name,
                )
            )
        return super().copy(default)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger_kept(self):
        if self._ledger_kept:
            check_kept(self)

    def unlink(self):
        """A record that may go is noted as removed, with what it said."""
        if self._ledger_kept:
            # the reason, before Odoo says that no group has the right
            self.check_access("read")
            check_kept(self)
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

    def _ledger_goes(self, kind):
        """These records are about to go: note what goes with them."""

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


def _is_plain(field):
    return not field or not field.relational or field.comodel_name in _UNCHANGING


def _name_of(record):
    """Name of a record; a partner with its location number."""
    name = record.display_name or ""
    if record._name == "res.partner" and record.global_location_number:
        return f"{name} (GLN {record.global_location_number})"
    return name


def _plain_text(field, value):
    if field.type == "date":
        return fields.Date.to_string(value)
    if field.type == "datetime":
        return fields.Datetime.to_string(value)
    if field.type == "json":
        return json.dumps(value, sort_keys=True)
    if field.type in ("float", "monetary"):
        return f"{value:.6f}"
    return str(value)
