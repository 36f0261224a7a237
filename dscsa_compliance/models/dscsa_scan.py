from dscsa_core.catalogue import rule

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..services.scanning.contract import Scan
from ..services.words.messages import message_of, next_step_of
from .selections import EPC_KINDS, SEVERITIES

_LEVEL = {"note": "green", "amber": "amber", "hold": "red", "stop": "red"}
# what may change after the insert: the undo, and what a box brings after one
_LATER = frozenset({"undone_at", "undone_by_id", "quantity", "contents"})


class DscsaScan(models.Model):
    """One scanned or typed reading at the bench. Insert-only, but for the undo."""

    _name = "dscsa.scan"
    _description = "Scan"
    _order = "id desc"
    _uuid_unique = models.UniqueIndex("(client_uuid)")
    # lots lead to the deliveries they came by
    _gtin_lot_index = models.Index(
        "(company_id, gtin, lot) WHERE gtin IS NOT NULL AND lot IS NOT NULL"
    )
    # a box that is unknown to the data and a package are each read once at a receipt
    _receipt_key_once = models.UniqueIndex(
        "(picking_id, key) WHERE undone_at IS NULL AND key IS NOT NULL"
    )
    _receipt_time_index = models.Index("(picking_id, scanned_at, id)")

    company_id = fields.Many2one("res.company", required=True, index=True)
    picking_id = fields.Many2one(
        "stock.picking", required=True, index=True, ondelete="restrict"
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
    quantity = fields.Integer(
        default=1, string="Packages", help="Packages this reading stands for."
    )
    contents = fields.Json(
        help="What a sealed case or pallet brings: packages by product and lot."
    )
    seal_broken = fields.Boolean(help="Contents are scanned one by one.")
    code = fields.Char(help="Finding that was answered, if any.")
    facts = fields.Json()
    severity = fields.Selection(SEVERITIES)
    user_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user
    )
    scanned_at = fields.Datetime(
        string="Happened at", required=True, default=fields.Datetime.now
    )
    is_announced = fields.Boolean(
        string="Taken as announced",
        help="Nobody read a code: received as the seller listed them.",
    )
    undone_at = fields.Datetime()
    undone_by_id = fields.Many2one("res.users")
    signed_by_id = fields.Many2one("res.users", string="Signed by")
    is_late = fields.Boolean(
        string="After the receipt was done",
        help="Kept on record, but not counted: it came when the receipt was closed.",
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

    @api.model
    def _boxes_of(self, picking, epc_id):
        """Ids of the receipt's sealed case and pallet scans that hold a thing."""
        return [
            row[0]
            for row in self.env.execute_query(
                SQL(
                    """
                    WITH RECURSIVE up AS (
                        SELECT parent_id, 1 AS depth FROM dscsa_epc WHERE id = %(epc)s
                        UNION ALL
                        SELECT e.parent_id, depth + 1
                          FROM up JOIN dscsa_epc e ON e.id = up.parent_id
                         WHERE depth < 16 AND NOT EXISTS (
                            SELECT 1 FROM dscsa_scan b
                             WHERE b.picking_id = %(picking)s AND b.epc_id = e.id
                               AND b.undone_at IS NULL AND b.seal_broken)
                    )
                    SELECT s.id FROM up JOIN dscsa_scan s ON s.epc_id = up.parent_id
                     WHERE s.picking_id = %(picking)s AND s.undone_at IS NULL
                       AND NOT COALESCE(s.seal_broken, FALSE) AND s.kind <> 'package'
                       AND EXISTS (
                            SELECT 1 FROM dscsa_epc leaf WHERE leaf.id = %(epc)s
                               AND leaf.status IN ('announced', 'missing'))
                    """,
                    epc=epc_id,
                    picking=picking.id,
                )
            )
        ]

    def _undo(self, user):
        """Take readings back; they stay on record with who and when."""
        self.sudo().write({"undone_at": fields.Datetime.now(), "undone_by_id": user.id})

    def _recounted(self, contents):
        self.sudo().write(
            {"contents": contents, "quantity": sum(each["n"] for each in contents)}
        )

    def _sentence(self, env):
        self.ensure_one()
        if self.is_late:
            return env._("Kept, not counted: the receipt was done before it came.")
        if self.code:
            return message_of(env, self.code, self.facts or {})
        if self.kind and self.kind != "package":
            return env._("Sealed: %(count)s packages counted.", count=self.quantity)
        return env._("Matches seller's data.") if self.epc_id else env._("Recorded.")

    def _row(self):
        """One row of the list of last scans."""
        self.ensure_one()
        level = "red" if self.is_late else _LEVEL.get(self.severity, "green")
        return Scan(
            id=self.id,
            level=level,
            sentence=self._sentence(self.env),
            product=self.product_id.display_name or "",
            serial=self.serial or "",
            lot=self.lot or self.epc_id.lot or "",
            packages=self.quantity,
            at=fields.Datetime.to_string(self.scanned_at),
            user=self.user_id.name,
            undone=bool(self.undone_at),
            entered_at=fields.Datetime.to_string(self.create_date),
            is_late=self.is_late,
            signed_by=self.signed_by_id.name or "",
            mine=self.user_id == self.env.user,
        )

    def _answer(self, env):
        """What an ``Answer`` once said of this scan, but for overview and button."""
        self.ensure_one()
        row = self._row()
        expiry = self.expiry or self.epc_id.expiry
        return {
            "level": row.level,
            "code": self.code,
            "number": self._number(),
            "sentence": self._sentence(env),
            "next_step": next_step_of(env, self.code, self.facts or {}, self.severity)
            if self.code
            else "",
            "scan_id": self.id,
            "product": row.product,
            "gtin": self.gtin or "",
            "lot": row.lot,
            "expiry": fields.Date.to_string(expiry) if expiry else False,
            "serial": row.serial,
            "storage": self.product_id.dscsa_storage or "ambient",
            "packages": self.quantity,
        }

    def _number(self):
        return rule(self.code).number if self.code else False
