import re

from dscsa_core.recall.notice import read_lots

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.knowledge.goods import gtins_of
from odoo.addons.dscsa_compliance_retention.services.blocks import (
    block_sqls,
    retained_models,
)
from odoo.addons.dscsa_compliance_retention.services.flags import Flags
from odoo.addons.dscsa_compliance_retention.services.open_matters import family_of
from odoo.addons.dscsa_compliance_retention.services.scope import (
    Scope,
    at_least,
    lots_of,
)

_AT_ONCE = 5000


class DscsaLegalHold(models.Model):
    """What a legal hold reaches, by its rule or by the records picked."""

    _inherit = "dscsa.legal.hold"

    def _gtins(self):
        """GTINs of the typed numbers, every packaging level of an NDC we know."""
        found = set()
        for text in _texts(self.goods):
            gtins = set(gtins_of([text]))
            if not gtins:
                raise ValidationError(
                    self.env._("“%(text)s” is no NDC and no GTIN.", text=text)
                )
            found |= gtins
        return tuple(sorted(found))

    def _check_lots(self):
        """ValidationError for a text whose lots nobody can be certain about."""
        notice = read_lots(self.lots or "")
        if (self.lots or "").strip() and (notice.asked or not notice.lots):
            raise ValidationError(
                self.env._(
                    "Which lots are meant by “%(text)s”? Enter the lot numbers alone, "
                    "with commas between them.",
                    text=", ".join(notice.asked) or self.lots,
                )
            )

    def _scope(self):
        """The rule as a ``Scope``."""
        self.ensure_one()
        scope = Scope(
            partner_ids=family_of(self.env, self.partner_ids),
            gtins=self._gtins(),
            lots=lots_of(read_lots(self.lots or "").lots),
            date_from=self.date_from or None,
            date_to=self.date_to or None,
            everything=self.everything,
        )
        return at_least(scope, self.lots)

    @api.model
    def _retention_scopes(self, company):
        """Rules in force in a company."""
        holds = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("kind", "=", "rule"),
            ]
        )
        return [hold._scope() for hold in holds]

    @api.model
    def _covers(self, records):
        """Those of these records that are under an open legal hold at this moment."""
        if not records.ids or records._name not in retained_models(self.env):
            return records.browse()
        self.env.flush_all()
        found = set()
        for company, some in records.sudo().grouped("company_id").items():
            scopes = {"hold": self._retention_scopes(company)}
            low, high = min(some.ids), max(some.ids)
            condition = block_sqls(some, scopes, fields.Date.today(), low, high)[0][1]
            rows = self.env.execute_query(
                SQL(
                    "SELECT r.id FROM %s r WHERE r.id = ANY(%s) AND %s",
                    SQL.identifier(some._table),
                    some.ids,
                    condition,
                )
            )
            found |= {row[0] for row in rows}
        return records.filtered(lambda record: record.id in found)

    def _reached_sql(self, model):
        """SELECT of the ids of a model's rows this hold reaches."""
        if self.kind == "hand":
            return SQL(
                "SELECT p.res_id FROM dscsa_legal_hold_record p"
                " WHERE p.hold_id = %s AND p.model = %s",
                self.id,
                model._name,
            )
        return SQL(
            "SELECT r.id FROM %s r WHERE r.company_id = %s AND %s",
            SQL.identifier(model._table),
            self.company_id.id,
            model._retention_scope_sql(self._scope()),
        )

    def _reached_counts(self):
        """[(model, count)] of the records covered now, none left out but zeros."""
        self.env.flush_all()
        counts = []
        for name in retained_models(self.env) if self._origin else ():
            query = self._origin._reached_sql(self.env[name])
            rows = self.env.execute_query(
                SQL("SELECT count(*) FROM (%s) reached", query)
            )
            counts.append((name, rows[0][0]))
        return [(name, count) for name, count in counts if count]

    def _mark_reached(self):
        """Show on the records that they are held, or are no longer.

        The first thousands at once; what is left is marked by the job, woken now.
        """
        self.env.flush_all()
        whole = True
        for hold in self:
            for name in retained_models(self.env):
                query = SQL("%s LIMIT %s", hold._reached_sql(self.env[name]), _AT_ONCE)
                ids = [row[0] for row in self.env.execute_query(query)]
                Flags(self.env).mark(self.env[name].sudo().browse(ids))
                whole = whole and len(ids) < _AT_ONCE
        if not whole:
            self.env["dscsa.retention.run"]._begin_again(self.company_id)

    def action_view_records(self):
        """What it covers, as the retention report shows it; at most 10,000 of each."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_retention.dscsa_retention_report_action"
        )
        found = []
        for name in retained_models(self.env):
            query = self.sudo()._reached_sql(self.env[name])
            rows = self.env.execute_query(SQL("%s LIMIT %s", query, 2 * _AT_ONCE))
            ids = [row[0] for row in rows]
            found.append(Domain("model", "=", name) & Domain("res_id", "in", ids))
        return action | {
            "domain": list(Domain.OR(found)),
            "views": [(False, "list"), (False, "form")],
            "context": {},
            "display_name": self.env._("Covered by %(name)s", name=self.name),
        }


def _texts(text):
    """Texts of a typed list, separated by commas, semicolons or lines."""
    return [part.strip() for part in re.split(r"[,;\n]", text or "") if part.strip()]
