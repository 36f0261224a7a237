from datetime import UTC, datetime

from dscsa_core.ledger import Fact, canonical, digest_of

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from odoo.addons.dscsa_compliance.models.link import Link

KINDS = [
    ("created", "Recorded"),
    ("changed", "Changed"),
    ("processed", "Read"),
    ("received", "Received"),
    ("held", "Put on hold"),
    ("released", "Released"),
    ("overridden", "Allowed without proof"),
    ("exported", "Exported"),
    ("answered", "Answered"),
    ("disposed", "Disposed of"),
    ("removed", "Removed"),
    ("cleared", "Trial data cleared"),
    ("restored", "Restored"),
    ("signed", "Signed"),
]
# a fact of one of these kinds that is not whole: the record is no longer there
GONE = ("removed", "disposed")
PENDING = "dscsa_compliance.ledger"
_TRIGGERED = "dscsa_compliance.ledger.triggered"
_COLUMNS = (
    "company_id",
    "kind",
    "model",
    "res_id",
    "subject",
    "content",
    "at",
    "user_name",
    "digest",
    "whole",
)
_PAGE = 500


class DscsaLedger(models.Model):
    """One fact a row, noted in the transaction in which it happened; insert-only.

    A row carries its own digest from the start; place and link are given once by the
    sealer, as transactions that run side by side cannot share a chain. The digest is
    taken over texts; ``model`` and ``res_id`` only lead to the record. PostgreSQL
    itself refuses changes and deletions (a trigger). Facts without a company are those
    of the whole database: they have a chain of their own.
    """

    _name = "dscsa.ledger"
    _description = "Ledger"
    _dscsa_left_out = "has a folder of its own"
    _order = "id desc"
    _rec_name = "subject"
    _log_access = False

    company_id = Link("res.company")
    kind = fields.Selection(KINDS, required=True)
    model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="model", string="Record")
    subject = fields.Char(required=True)
    content = fields.Text(required=True)
    at = fields.Char(
        string="Noted (UTC)", required=True, help="To the microsecond, as text."
    )
    user_name = fields.Char(string="Who")
    digest = fields.Char(string="Digest of the Entry", required=True)
    whole = fields.Boolean(help="Says all that is kept of the record from then on.")
    position = fields.Integer(string="No.")
    previous = fields.Char(string="Seal before")
    link = fields.Char(string="Seal")
    sealed_at = fields.Char(string="Sealed (UTC)")

    _position_unique = models.UniqueIndex(
        "(COALESCE(company_id, 0), position) WHERE position IS NOT NULL"
    )
    _waiting_index = models.Index("(id) WHERE position IS NULL")
    _record_index = models.Index("(model, res_id, id)")
    _time_index = models.Index("(company_id, at)")

    def init(self):  # pylint: disable=missing-return
        """Have PostgreSQL refuse what nobody has to do, raw SQL included."""
        super().init()
        self.env.cr.execute(_TRIGGER)

    # noting ---------------------------------------------------------------------------
    @api.model
    def _note(self, kind, records, content=None):
        """Note one fact for each record, in the caller's transaction.

        ``content``: a mapping of texts (lists and mappings of texts are allowed), a
        function record → mapping, or nothing: all that the record's
        ``_ledger_content()`` says.
        """
        # whoever does something has it noted, whatever he may read
        records = records.sudo()
        if content is None:
            contents = records._ledger_contents()
        elif callable(content):
            contents = {record.id: content(record) for record in records}
        else:
            contents = dict.fromkeys(records.ids, content)
        # of what goes nothing is left to compare with
        whole = content is None and kind not in GONE
        if kind in GONE and hasattr(records, "_ledger_goes"):
            records._ledger_goes(kind)
        self._insert(
            (
                self._company_of(record),
                kind,
                record._name,
                record.id,
                self._subject_of(record),
                contents[record.id],
                whole,
            )
            for record in records
        )

    @api.model
    def _note_text(self, kind, subject, content, company=None):
        """Note a fact without a record; no ``company``: one of the whole database."""
        company = company.id if company else None
        self._insert([(company, kind, "", None, subject, content, False)])

    @api.model
    def _company_of(self, record):
        if hasattr(record, "_ledger_company"):
            return record._ledger_company().id or None
        if "company_id" in record._fields:
            return record.company_id.id or None
        return None

    @api.model
    def _subject_of(self, record):
        if hasattr(record, "_ledger_subject"):
            return record._ledger_subject()
        return record.display_name

    @api.model
    def _insert(self, rows, user_name=None):
        """Insert facts: (company id, kind, model, id, subject, content, whole)."""
        rows = list(rows)
        if not rows:
            return
        name = (user_name or self.env.user.name or "").replace("\0", "")
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        for page in split_every(_PAGE, rows, list):
            values = SQL(", ").join(_values(row, at, name) for row in page)
            columns = SQL(", ").join(map(SQL.identifier, _COLUMNS))
            self.env.cr.execute(
                SQL("INSERT INTO dscsa_ledger (%s) VALUES %s", columns, values)
            )
        self._wake_sealer()

    @api.model
    def _wake_sealer(self):
        """Have the sealer run after this transaction; asked for once in it."""
        data = self.env.cr.postcommit.data
        if data.get(_TRIGGERED):
            return
        data[_TRIGGERED] = True
        self.env.cr.postcommit.add(lambda: None)  # empties the data after the commit
        cron = self.env.ref(
            "dscsa_compliance_ledger.ir_cron_seal_ledger", raise_if_not_found=False
        )
        if cron:
            # whoever works notes facts; nobody needs a right to scheduled actions
            cron.sudo()._trigger()

    # reading --------------------------------------------------------------------------
    @api.model
    def _search(self, *args, **kwargs):
        """Readers see what this transaction did so far."""
        self._note_pending()
        return super()._search(*args, **kwargs)

    @api.model
    def _note_pending(self):
        """Note what ``dscsa.ledger.mixin`` remembered for the commit."""
        pending = self.env.cr.precommit.data.pop(PENDING, None)
        if pending:
            self.env["dscsa.ledger.mixin"]._note_touched(pending)

    @api.model
    def _head(self, company):
        """Where the chain of a company (or none: of the database) stands.

        dict: ``position`` and ``link`` of the last sealed fact, ``sealed_at``,
        ``unsealed`` facts, ``oldest_unsealed_at`` (text or False).
        """
        self._note_pending()
        key = company.id or 0
        rows = self.env.execute_query(
            SQL(
                """SELECT position, link, sealed_at FROM dscsa_ledger
                WHERE COALESCE(company_id, 0) = %s AND position IS NOT NULL
                ORDER BY position DESC LIMIT 1""",
                key,
            )
        )
        waiting = self.env.execute_query(
            SQL(
                """SELECT count(*), min(at) FROM dscsa_ledger
                WHERE position IS NULL AND COALESCE(company_id, 0) = %s""",
                key,
            )
        )
        position, link, sealed_at = rows[0] if rows else (0, False, False)
        return {
            "position": position,
            "link": link,
            "sealed_at": sealed_at,
            "unsealed": waiting[0][0],
            "oldest_unsealed_at": waiting[0][1] or False,
        }

    # refusing -------------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Facts are noted by what happens, never typed."""
        raise UserError(
            self.env._("Entries of the ledger are made by what happens, not by hand.")
        )

    def write(self, vals):  # pylint: disable=method-required-super
        """Nobody changes a fact."""
        raise UserError(
            self.env._(
                "An entry of the ledger never changes. What was wrong is put right by "
                "a new entry: correct the record itself."
            )
        )

    def unlink(self):
        """Nobody deletes a fact."""
        if not self:
            return super().unlink()
        # not by @api.ondelete: an uninstall deletes no fact either
        raise UserError(  # pylint: disable=no-raise-unlink
            self.env._(
                "An entry of the ledger is never deleted. Records that may go are "
                "disposed of, and the ledger keeps that they were."
            )
        )


def _values(row, at, user_name):
    company, kind, model, res_id, subject, content, whole = row
    subject = (subject or "").replace("\0", "") or "-"
    text = canonical(content)
    digest = digest_of(Fact(kind, model, subject, text, at, user_name, ""))
    whole = bool(whole)
    return (
        company,
        kind,
        model,
        res_id,
        subject,
        text,
        at,
        user_name,
        digest,
        whole,
    )


# the sealer gives place and link once; everything else stays as it was inserted
_TRIGGER = """
CREATE OR REPLACE FUNCTION dscsa_ledger_refuse() RETURNS trigger AS $$
DECLARE
    sealed text[] := ARRAY['position', 'previous', 'link', 'sealed_at'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.position IS NULL AND NEW.position IS NOT NULL
            AND to_jsonb(OLD) - sealed = to_jsonb(NEW) - sealed
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Entries of the DSCSA ledger are never changed or deleted (%).',
        TG_OP USING HINT = 'Correct the record itself: that makes a new entry.';
END $$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER dscsa_ledger_refuse_rows
    BEFORE UPDATE OR DELETE ON dscsa_ledger
    FOR EACH ROW EXECUTE FUNCTION dscsa_ledger_refuse();
CREATE OR REPLACE TRIGGER dscsa_ledger_refuse_truncate
    BEFORE TRUNCATE ON dscsa_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION dscsa_ledger_refuse();
"""
