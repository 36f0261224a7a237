"""What a trial left behind, deleted in the right order before a company goes live.

Goods booked in the trial stay in stock: they are the opening stock. The register,
files, TI/TS, work list and records without stock go, but those of deliveries that
somebody keeps because they were real.
"""

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.holds.hold_codes import WASTE
from odoo.addons.dscsa_compliance.services.ingest.foreign_keys import hindering

from .trial_kept import Kept

# names shown of what goes
_NAMED = 8
_PARTIES = [f"{role}_party_id" for role in ("seller", "buyer", "ship_from", "ship_to")]


class Trial:
    """The trial data of one company; ``company`` is a superuser's.

    ``keep``: receipts whose records stay, with the files they rest on.
    """

    def __init__(self, company, keep=None):
        self.company, self.env = company, company.env
        keep = keep if keep is not None else self.env["stock.picking"]
        self.kept = Kept(company, keep.sudo())

    def let_go_of_holds(self):
        """Nothing is held for what came before the live date: goods go back up.

        But what is recalled or past its date: neither is a trial.
        """
        held = self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.company.id),
                ("hold", "not in", (False, *WASTE)),
            ]
        )
        # what is suspect stays so: no date ends that, a pharmacist does
        self._let_go(held.filtered(lambda epc: epc.hold != "suspect"))

    def _let_go(self, held):
        here = held.filtered(lambda epc: epc.status == "in_stock")
        (held - here).write({"hold": False})
        if here:
            releases = self.env["dscsa.release"]
            releases._let_go(
                here,
                {
                    "reason": "trial",
                    "is_automatic": True,
                    "note": self.env._("Received in the trial, before going live."),
                },
                here._dscsa_causes(),
            )
        waiting = self.env["dscsa.release"].search(
            [
                ("company_id", "=", self.company.id),
                ("put_back_state", "=", "to_do"),
            ]
        )
        for release in waiting:
            release._put_back()

    def clear(self):
        """Delete the records; stock, settings and what is kept stay."""
        if not self.kept.pickings:
            self.company._dscsa_forget_recalls()
            self._let_go(
                self.env["dscsa.epc"].search(
                    [("company_id", "=", self.company.id), ("hold", "=", "recall")]
                )
            )
        self._let_go(
            self.env["dscsa.epc"].search(
                [
                    ("company_id", "=", self.company.id),
                    ("hold", "not in", (False, "recall")),
                    ("id", "not in", self.kept.epcs.ids),
                ]
            )
        )
        attachments = self._attachments()
        self._drop_chatter()
        self.env.flush_all()
        self._delete("dscsa_event_epc", self._of_events())
        for model, _words, _thread in self.company._dscsa_trial_models():
            table = self.env[model]._table
            self._delete(table, self._condition(table))
        self._drop_proposals()
        self.env.invalidate_all()
        attachments.exists().unlink()
        self._drop_recorded()

    def counts(self):
        """{words: number} of what would go, for the person who decides."""
        here = [("company_id", "=", self.company.id)]
        ids = self.kept.ids
        counts = {
            words: self.env[model].search_count(
                [*here, ("id", "not in", ids.get(self.env[model]._table, []))]
            )
            for model, words, _thread in reversed(self.company._dscsa_trial_models())
            if words
        }
        return {text: number for text, number in counts.items() if number}

    def names(self):
        """Files and TI/TS that would go, by name; the first few, and how many more."""
        found = []
        for model in ("dscsa.transaction", "dscsa.document"):
            rows = self.env[model].search(
                [
                    ("company_id", "=", self.company.id),
                    ("id", "not in", self.kept.ids[model.replace(".", "_")]),
                ]
            )
            found += rows.mapped("name")
        shown = ", ".join(found[:_NAMED])
        more = len(found) - _NAMED
        if more > 0:
            shown = self.env._("%(names)s and %(count)s more", names=shown, count=more)
        return shown

    # conditions ----------------------------------------------------------------------
    def _condition(self, table):
        mine = SQL("company_id = %s", self.company.id)
        if table == "dscsa_epc":
            mine = SQL("%s AND origin IS DISTINCT FROM 'opening'", mine)
        if kept := self.kept.ids.get(table):
            mine = SQL("%s AND NOT (id = ANY(%s))", mine, kept)
        return mine

    def _of_events(self):
        return SQL(
            "event_id IN (SELECT id FROM dscsa_event WHERE %s)",
            self._condition("dscsa_event"),
        )

    # deleting ------------------------------------------------------------------------
    def _delete(self, table, condition, depth=0):
        """Delete rows, and before them those of ours that would hinder it."""
        if depth > 4:
            return
        for child, column, _required in hindering(self.env, table):
            ids = SQL(
                "%s IN (SELECT id FROM %s WHERE %s)",
                SQL.identifier(column),
                SQL.identifier(table),
                condition,
            )
            self._delete(child, ids, depth + 1)
        self.env.cr.execute(
            SQL("DELETE FROM %s WHERE %s", SQL.identifier(table), condition)
        )

    def _attachments(self):
        documents = self.env["dscsa.document"].search(
            [
                ("company_id", "=", self.company.id),
                ("id", "not in", self.kept.ids["dscsa_document"]),
            ]
        )
        return documents.attachment_id

    def _drop_chatter(self):
        """Messages, tasks and followers of what goes."""
        for model, _words, has_thread in self.company._dscsa_trial_models():
            if not has_thread:
                continue
            rows = self.env[model].search([("company_id", "=", self.company.id)])
            rows -= rows.browse(self.kept.ids.get(model.replace(".", "_"), ()))
            rows.activity_ids.unlink()
            rows.message_ids.unlink()
            rows.message_follower_ids.unlink()

    def _drop_proposals(self):
        """What files proposed, nobody confirmed, and nothing that stays names."""
        self._delete(
            "dscsa_gtin",
            SQL(
                """company_id = %s AND state = 'proposed'
                AND id NOT IN (SELECT gtin_id FROM dscsa_epc WHERE gtin_id > 0)
                AND id NOT IN (SELECT gtin_id FROM dscsa_transaction_line
                                WHERE gtin_id > 0)""",
                self.company.id,
            ),
        )
        roles = SQL(" UNION ").join(
            SQL("SELECT %(r)s FROM dscsa_transaction WHERE %(r)s > 0", r=column)
            for column in map(SQL.identifier, _PARTIES)
        )
        self._delete(
            "dscsa_party",
            SQL(
                "company_id = %s AND partner_id IS NULL AND id NOT IN (%s)",
                self.company.id,
                roles,
            ),
        )

    def _drop_recorded(self):
        """Receipts that were records only: there is no stock behind them."""
        recorded = self.env["stock.picking"].search(
            [
                ("company_id", "=", self.company.id),
                ("dscsa_recorded_at", "!=", False),
                ("move_ids", "=", False),
                ("id", "not in", self.kept.pickings.ids),
            ]
        )
        recorded.write({"dscsa_recorded_at": False, "date_done": False})
        recorded.unlink()
