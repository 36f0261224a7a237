import json

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ..services.keeping.frozen import check_frozen, check_kept

# records that are told by something of theirs that never changes
_UNCHANGING = {"dscsa.document": "sha256", "dscsa.epc": "key"}


class DscsaLedgerMixin(models.AbstractModel):
    """Records that are kept as they are, and can say what they say.

    A model names its regulated fields in ``_ledger_fields``, and so does an extension
    those it adds. A ledger, where there is
    one, notes them by the hooks below; without it they are no-ops, and what is frozen
    or kept is so all the same.
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
    @tools.ormcache()
    def _ledger_names(self):
        """Regulated fields: the model's own, and those that extensions add."""
        names = dict.fromkeys(
            name
            for each in reversed(type(self).__mro__)
            for name in vars(each).get("_ledger_fields", ())
        )
        return tuple(name for name in names if name in self._fields)

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

    # protection -----------------------------------------------------------------------
    def write(self, vals):
        check_frozen(self, vals, self._ledger_frozen)
        return super().write(vals)

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
        """What is kept stays, and says why before Odoo says that no group may."""
        self._ledger_check_kept()
        return super().unlink()

    def _ledger_check_kept(self):
        if self._ledger_kept:
            self.check_access("read")
            check_kept(self)

    # hooks of a ledger ----------------------------------------------------------------
    @api.model
    def _noted_models(self):
        """Names of the models whose records are facts, in alphabetical order."""
        mixin = self.env.registry["dscsa.ledger.mixin"]
        return sorted(
            name
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and not model._abstract
        )

    def _ledger_touch(self, is_new=False):
        """These records changed, or what they say of others did."""

    def _ledger_goes(self, kind):
        """These records are about to go: note what goes with them."""

    @api.model
    def _ledger_note(self, kind, records, content=None):
        """One fact for each record; ``content`` is a mapping of texts, a function
        record → mapping, or nothing: all that the record says."""

    @api.model
    def _ledger_note_text(self, kind, subject, content, company=None):
        """A fact without a record; no ``company``: one of the whole database."""


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
