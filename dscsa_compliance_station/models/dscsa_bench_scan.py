from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.models.selections import EPC_KINDS
from odoo.addons.dscsa_compliance.services.scanning.bench_words import (
    LEVELS,
    next_step_of,
    sentence_of,
)

from ..services.station.contract import BenchScan

_LATER = frozenset({"undone_at", "undone_by_id"})


class DscsaBenchScan(models.Model):
    """One reading of a stock-take, or of a package used. Insert-only, but the undo."""

    _name = "dscsa.bench.scan"
    _description = "Bench Scan"
    _order = "scanned_at desc, id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    bench_id = fields.Many2one(
        "dscsa.bench", required=True, index=True, ondelete="restrict"
    )
    client_uuid = fields.Char(required=True)
    raw = fields.Char(string="As scanned", required=True)
    key = fields.Char(index="btree_not_null")
    kind = fields.Selection(EPC_KINDS)
    epc_id = fields.Many2one("dscsa.epc", index="btree_not_null")
    product_id = fields.Many2one("product.product")
    gtin = fields.Char(string="GTIN")
    serial = fields.Char(string="Serial Number")
    lot = fields.Char()
    expiry = fields.Date()
    quantity = fields.Integer(default=1, string="Packages")
    is_partial = fields.Boolean(string="Only a part", help="The rest is still here.")
    code = fields.Char(string="What was found")
    facts = fields.Json()
    before = fields.Json(help="What the register said before, for the undo.")
    move_id = fields.Many2one("stock.move", string="Booked by", index="btree_not_null")
    user_id = fields.Many2one("res.users", string="Login", required=True)
    signed_by_id = fields.Many2one("res.users", string="Signed by")
    scanned_at = fields.Datetime(
        string="Happened at", required=True, default=fields.Datetime.now
    )
    undone_at = fields.Datetime()
    undone_by_id = fields.Many2one("res.users")

    _uuid_unique = models.UniqueIndex("(client_uuid)")
    _bench_key_once = models.UniqueIndex(
        "(bench_id, key) WHERE undone_at IS NULL AND key IS NOT NULL"
        " AND is_partial IS NOT TRUE"
    )

    def write(self, vals):
        """A reading is a fact: only its undo can be added."""
        if not self.env.su or not vals.keys() <= _LATER:
            raise UserError(
                self.env._("Scans are never changed. Undo the scan and scan again.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Scans are never deleted. Undo the scan: it stays on record.")
        )

    def _row(self):
        """One row of the list of last scans, as a receipt's."""
        self.ensure_one()
        facts = self.facts or {}
        return BenchScan(
            id=self.id,
            level=LEVELS.get(self.code, "green"),
            code=self.code,
            sentence=sentence_of(self.env, self.code, facts),
            next_step=next_step_of(self.env, self.code, facts),
            product=self.product_id.display_name or "",
            serial=self.serial or "",
            lot=self.lot or "",
            packages=self.quantity,
            at=fields.Datetime.to_string(self.scanned_at),
            entered_at=fields.Datetime.to_string(self.create_date),
            user=self.user_id.name,
            signed_by=self.signed_by_id.name or "",
            mine=self.user_id == self.env.user,
            undone=bool(self.undone_at),
            is_late=False,
            is_partial=self.is_partial,
        )
