from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...services.receiving.facts import today_of
from ...services.returns.returning import Returning


class DscsaEpc(models.Model):
    """With which transfer a package left; the way back to its seller."""

    _inherit = "dscsa.epc"

    left_picking_id = fields.Many2one(
        "stock.picking",
        string="Last left with",
        index="btree_not_null",
        help="The sale or return it left with; it may have come back since.",
    )

    def _dscsa_let_go_returned(self):
        """What held them ends when the goods go back; a suspicion stays one."""
        self.filtered(lambda epc: epc.hold != "suspect")._dscsa_end_holds("returned")

    def _dscsa_recorded_ways(self):
        """{suspect package: (what becomes of it, to whom)} by stored records.

        ``destroyed``, ``returned``, ``authority``. Nobody keeps such records here.
        """
        return {}

    def _dscsa_leave_recorded(self, picking=None):
        """These left as their record says; who is destroyed is held no more.

        One that went to somebody stays suspect: it is stopped when it comes again.
        """
        ways = self._dscsa_recorded_ways()
        for epc in self:
            way, _whom = ways.get(epc, ("", None))
            if way == "destroyed":
                epc._dscsa_set_status("destroyed")
                epc._dscsa_end_holds("destroyed")
                step = {"step": "destroying", "disposition": "destroyed"}
            else:
                status = "returned" if way == "returned" else "shipped"
                epc._dscsa_set_status(status, picking)
                step = {"step": "shipping", "picking": picking or None}
            self.env["dscsa.event"]._record(
                step.pop("step"), epc, company=epc.company_id, **step
            )

    def action_return(self):
        """A return of these packages to their seller, ready to be validated."""
        return Returning(self).action()

    # packages age: nobody feeds what was dispensed, so it is presumed, and said so ---
    @api.model
    def _cron_age_packages(self):
        """Age the packages of every company that keeps records only."""
        for company in self.env["res.company"].search(
            [("dscsa_records_only", "=", True)]
        ):
            self._age_packages(company)

    @api.model
    def _age_packages(self, company):
        """Mark packages received long ago or expired; held ones stay as they are."""
        today = today_of(company)
        days = company.dscsa_use_days
        before = today - timedelta(days=days) if days > 0 else None
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE dscsa_epc e SET status = 'presumed_used'
                  FROM (
                    SELECT e.id, p.date_done FROM dscsa_epc e
                      LEFT JOIN stock_picking p ON p.id = e.picking_id
                     WHERE e.company_id = %(company)s AND e.status = 'in_stock'
                       AND e.hold IS NULL) AS got
                 WHERE got.id = e.id
                   AND (e.expiry < %(today)s OR got.date_done < %(before)s)
                RETURNING e.id
                """,
                company=company.id,
                today=today,
                before=before,
            )
        )
        return self._note_used(company, [row[0] for row in rows], self.env._("by age"))

    @api.model
    def _note_used(self, company, ids, note):
        """The register's event of packages that are presumed used now."""
        self.invalidate_model(["status"])
        packages = self.browse(ids)
        self.env["dscsa.event"]._record(
            "presumed_used", packages, company=company, note=note
        )
        return packages
