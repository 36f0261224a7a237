from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.scanning.pictures import (
    read_pictures_text,
)
from odoo.addons.dscsa_compliance.services.scanning.progress import (
    tell_others,
    version_of,
)
from odoo.addons.dscsa_compliance.services.scanning.signing import check_signed
from odoo.addons.dscsa_compliance.services.scanning.ways import with_ways

from ..services.station.bench_press import BenchPress
from ..services.station.bench_standing import BenchStanding
from ..services.station.counting import Counting
from ..services.station.using import Using

KINDS = [
    ("count", "Stock-take"),
    ("dispensed", "Dispensed"),
    ("administered", "Administered"),
    ("wasted", "Wasted"),
]

_VERSION = """
    SELECT b.write_date, b.state,
        (SELECT concat(count(*), '.', max(id), '.', max(undone_at))
           FROM dscsa_bench_scan WHERE bench_id = b.id)
      FROM dscsa_bench b WHERE b.id = %s
"""


class DscsaBench(models.Model):
    """Scanning that is no transfer: a stock-take, or packages used up.

    Uses are recorded by package: no patient, no prescription, no controlled-drug log.
    """

    _name = "dscsa.bench"
    _inherit = ["dscsa.ledger.mixin"]
    _description = "Scanning Bench"
    _order = "id desc"
    _check_company_auto = True

    _ledger_fields = (
        "name",
        "kind",
        "location_id",
        "user_id",
        "state",
        "closed_at",
        "closed_by_id",
        "signed_by_id",
        "as_expected",
        "difference_count",
    )
    _ledger_kept = True

    _bench_scans = ("dscsa_bench_scan", "bench_id")
    _bench_version = _VERSION

    name = fields.Char(required=True, copy=False)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    location_id = fields.Many2one(
        "stock.location",
        string="Place",
        check_company=True,
        readonly=True,
        help="Empty: everything in stock.",
    )
    user_id = fields.Many2one("res.users", string="Begun by", readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        default="open",
        readonly=True,
    )
    day = fields.Date(readonly=True, index=True)
    closed_at = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True)
    signed_by_id = fields.Many2one("res.users", string="Signed by", readonly=True)
    as_expected = fields.Integer(readonly=True)
    difference_count = fields.Integer(string="Differences", readonly=True)
    expected_counts = fields.Json(
        help="Packages by product that were expected when the stock-take began."
    )
    counted_lots = fields.Json(
        help="Packages seen by place, product and lot, to be offered to the inventory."
    )
    line_ids = fields.One2many("dscsa.bench.line", "bench_id", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Benches are begun at the scan station."""
        if not self.env.su:
            raise AccessError(self.env._("Begin it at the scan station."))
        return super().create(vals_list)

    def write(self, vals):
        """What was scanned and closed stays as it was."""
        if not self.env.su:
            raise AccessError(self.env._("Scan, or close it at the scan station."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Stock-takes and uses stay on record."))

    # what the screen calls -----------------------------------------------------------
    def dscsa_scan(
        self, text, client_uuid, scanned_at=None, seal_broken=False, choice=None
    ):
        """One scan; the answer has the shape of a receipt's.

        At a bench of uses ``seal_broken`` says that only a part was used.
        """
        self.ensure_one()
        self._check_user()
        answer = self._scanner().scan(
            text, client_uuid, scanned_at, seal_broken, choice
        )
        return with_ways(self.env, answer, text, choice, self)

    def dscsa_scan_picture(
        self, image, client_uuid, scanned_at=None, seal_broken=False, choice=None
    ):
        """One scan from a picture (base64) of a barcode."""
        self.ensure_one()
        self._check_user()
        text = read_pictures_text(self.env, image)
        return self.dscsa_scan(text, client_uuid, scanned_at, seal_broken, choice)

    def dscsa_undo_scan(self, scan_id):
        """Take one scan back by a counter event; the overview."""
        self.ensure_one()
        self._check_user()
        check_signed(self.env, self.company_id)
        # scans are written by services alone
        scan = self.env["dscsa.bench.scan"].sudo().browse(scan_id).exists()
        if not scan or scan.bench_id != self:
            raise UserError(self.env._("This scan belongs to another list."))
        if not scan.undone_at:
            self._scanner().undo(scan)
            tell_others(self)
        return self.dscsa_overview()

    def dscsa_overview(self):
        """Where the bench stands; the shape of a receipt's overview."""
        self.ensure_one()
        self.check_access("read")
        return BenchStanding(self).overview().as_dict()

    def dscsa_poll(self, version=None):
        """The overview, or False when nothing changed since ``version``: one query."""
        self.ensure_one()
        self.check_access("read")
        if version and version == version_of(self):
            return False
        return self.dscsa_overview()

    def dscsa_press(self, key, values=None):
        """Do what one of the overview's buttons says."""
        self.ensure_one()
        self._check_user()
        return BenchPress(self).run(key, values).as_dict()

    # helpers -------------------------------------------------------------------------
    def _check_user(self):
        if not self.env.user.has_group("stock.group_stock_user"):
            raise AccessError(
                self.env._("Only inventory users scan goods. Ask for the right role.")
            )
        keeps = self.env.user.has_group("dscsa_compliance.group_dscsa_technician")
        if not keeps and any(each.kind != "count" for each in self.sudo()):
            # the kind decides the right, before any right to the record itself
            raise AccessError(
                self.env._("Only DSCSA technicians record uses. Ask for the role.")
            )
        self.check_access("read")

    def _scanner(self):
        return Counting(self) if self.kind == "count" else Using(self)

    def action_view_scans(self):
        """Every scan of it, with those taken back."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Scans"),
            "res_model": "dscsa.bench.scan",
            "view_mode": "list,form",
            "domain": [("bench_id", "=", self.id)],
        }
