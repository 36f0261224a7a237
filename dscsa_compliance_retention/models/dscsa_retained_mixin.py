from hashlib import sha256

from dscsa_core.ledger import canonical

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.words.messages import date_text

from ..services.flags import Flags
from .selections import FLAGS, RECORD_CLASSES

WRITTEN_BY_JOB = frozenset(
    {"retain_until", "retention_flag", "retention_blocks", "retention_class"}
)


class DscsaRetainedMixin(models.AbstractModel):
    """A record that is kept for years: until when, and what holds it beyond that.

    The model has ``company_id``. It says its class, the fields of which the latest day
    counts, and when it is not concluded yet; or overrides the two SQL methods, whose
    alias of the row is ``r``. The nightly job writes the stored fields.
    """

    _name = "dscsa.retained.mixin"
    _description = "Kept for Years"

    _retention_class = "other"
    _retention_from = ("create_date",)
    # (field, values) while the record is not concluded: its years do not run yet
    _retention_open = None

    retain_until = fields.Date(
        string="Kept through",
        readonly=True,
        copy=False,
        help="Last day on which it must still be there. Empty: it has no end yet.",
    )
    retention_flag = fields.Selection(
        FLAGS, string="Keeping", readonly=True, copy=False
    )
    retention_blocks = fields.Char(
        readonly=True, copy=False, help="Codes of what holds it, separated by commas."
    )
    retention_class = fields.Selection(
        RECORD_CLASSES, string="Class of Record", readonly=True, copy=False
    )
    retention_text = fields.Char(string="How long", compute="_compute_retention_text")

    # most rows are simply kept: they cost no place in it
    _retention_index = models.Index("(retention_flag) WHERE retention_flag <> 'kept'")

    @api.depends("retain_until", "retention_flag", "retention_blocks")
    @api.depends_context("lang")
    def _compute_retention_text(self):
        unknown = self.filtered(lambda record: not record.retention_flag)
        rows = Flags(self.env).preview(unknown._origin) if unknown else {}
        for record in self:
            until, blocks = record.retain_until, record.retention_blocks
            if not record.retention_flag:
                until, blocks = rows.get(record._origin.id, (False, False))
            record.retention_text = self._retention_words(until, blocks)

    @api.model
    def _retention_words(self, until, blocks):
        """One sentence: from when it may be disposed of, or what holds it."""
        if blocks:
            words = self._retention_block_words()
            reasons = [words[code] for code in blocks.split(",") if code in words]
            return self.env._("Held: %(reasons)s.", reasons="; ".join(reasons))
        if not until:
            return self.env._("Kept: its years do not run yet.")
        return self.env._(
            "May be disposed from %(day)s.",
            day=date_text(self.env, fields.Date.add(until, days=1)),
        )

    @api.model_create_multi
    def create(self, vals_list):
        """How long a record is kept is worked out, never given."""
        for vals in vals_list:
            self._retention_check(vals)
        return super().create(vals_list)

    def write(self, vals):
        """How long a record is kept is worked out, never given."""
        self._retention_check(vals)
        return super().write(vals)

    def _retention_check(self, vals):
        if not self.env.su and vals.keys() & WRITTEN_BY_JOB:
            raise AccessError(
                self.env._(
                    "How long a record is kept follows from the retention policies. "
                    "To keep it longer, put it under legal hold."
                )
            )

    # what the job asks the model; alias of the row: r --------------------------------
    @api.model
    def _retention_class_sql(self):
        """Class of a row: text."""
        return SQL("%s::text", self._retention_class)

    @api.model
    def _retention_basis_sql(self, zone):
        """Day from which a row's years run; NULL while they do not run.

        ``zone`` is the name of the company's time zone: it decides the day.
        """
        days = [self._retention_day_sql(name, zone) for name in self._retention_from]
        return SQL("GREATEST(%s)", SQL(", ").join(days))

    @api.model
    def _retention_day_sql(self, name, zone, alias="r"):
        """Calendar day of a date or of an instant (UTC) at the company."""
        column = SQL.identifier(alias, name)
        if self._fields[name].type == "date":
            return column
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", column, zone)

    @api.model
    def _retention_open_sql(self):
        """Whether a row is not concluded."""
        if not self._retention_open:
            return SQL("FALSE")
        name, values = self._retention_open
        return SQL("%s IN %s", SQL.identifier("r", name), tuple(values))

    @api.model
    def _retention_block_sqls(self, low, high):
        """[(code, condition)] of what else holds rows with ids ``low`` to ``high``.

        A condition that costs a look at other tables is an uncorrelated IN over that
        range of ids, so that it is worked out once a batch.
        """
        return []

    @api.model
    def _retention_scope_sql(self, scope):
        """Whether a ``Scope`` (partners, goods, lots, days) reaches a row."""
        return SQL("FALSE")

    @api.model
    def _retention_picked_sqls(self, low, high):
        """{code: [conditions]} of rows that somebody picked one by one to be kept."""
        return {}

    @api.model
    def _retention_scopes(self, company):
        """{code: [Scope]} of what is open in a company and keeps what it reaches."""
        return {}

    @api.model
    def _retention_block_words(self):
        """{code: words} of everything that holds a record, translated."""
        return {
            "open": self.env._("not concluded"),
            "discrepancy": self.env._("an open discrepancy is about it"),
            "stock": self.env._("packages of it are still in stock"),
            "linked": self.env._("a record that is kept longer belongs to it"),
        }

    # what disposing asks the model ----------------------------------------------------
    @api.model
    def _retention_name_sql(self):
        """What a person calls a row: text, kept on its tombstone."""
        if self._fields.get("name") and self._fields["name"].store:
            return SQL("r.name::text")
        return SQL("%s || ' ' || r.id", self._description)

    def _tombstone_digest(self):
        """SHA-256 (hex) over all that is kept of the record, as the ledger has it."""
        self.ensure_one()
        content = {"name": self.display_name or ""}
        if hasattr(self, "_ledger_content"):
            content = self._ledger_content()
        return sha256(canonical(content).encode()).hexdigest()

    def _tombstone_counts(self):
        """What goes with the record, in numbers: {words: number}."""
        return {}
