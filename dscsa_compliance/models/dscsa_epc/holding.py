from odoo import api, fields, models

from ...services.holds.hold_codes import HOLD_RANK, hold_kind
from ...services.holds.holds import Holder
from ...services.holds.severity import HELD


class DscsaEpc(models.Model):
    """Holds: the register says which package, stock mirrors how many stand where."""

    _inherit = "dscsa.epc"

    hold_location_id = fields.Many2one(
        "stock.location",
        string="Held at",
        index="btree_not_null",
        ondelete="restrict",
        help="Where it stands while on hold, and until it is put back.",
    )

    reread_expiry = fields.Date(
        string="Expiration, read again",
        readonly=True,
        copy=False,
        help="As the label was read when a mistake of the first reading was settled.",
    )
    label_expiry = fields.Date(compute="_compute_label_expiry")

    ended_discrepancy_ids = fields.Many2many(
        "dscsa.discrepancy",
        "dscsa_discrepancy_ended_rel",
        "epc_id",
        "discrepancy_id",
        string="Settled for this package",
        readonly=True,
    )

    _gone_index = models.Index("(line_id) WHERE status NOT IN ('announced', 'missing')")

    @api.depends("seen_expiry", "reread_expiry")
    def _compute_label_expiry(self):
        for epc in self:
            epc.label_expiry = epc.reread_expiry or epc.seen_expiry

    def _hold(self, kind, discrepancy=None):
        """Put packages in stock on hold (``data``, ``recall`` or ``suspect``).

        Reservations are lifted, stock goes to the hold place (fridge and safe goods
        stay), the packages join ``discrepancy``. A stronger hold stays what it is.
        """
        held = Holder(self).hold(kind, discrepancy)
        held._ledger_held(kind, discrepancy)
        return held

    @api.model
    def _dscsa_prints_labels(self):
        """Whether a room prints labels."""
        return False

    @api.model
    def _dscsa_label_action(self, epcs, others=()):
        """The action that prints labels: of packages as they stand, and of ``others``
        in no row (dicts of ``LabelText``). False where nobody prints labels.
        """
        return False

    def _dscsa_causes(self):
        """Open discrepancies that have not ended for every one of these packages."""
        found = self.env["dscsa.discrepancy"].sudo()
        for epc in self.sudo():
            found |= epc.discrepancy_ids - epc.ended_discrepancy_ids
        return found.filtered(lambda row: row.state == "open")

    def _dscsa_held_causes(self):
        """Those of them that hold."""
        return self._dscsa_causes().filtered(lambda row: row.severity in HELD)

    def _dscsa_is_explained(self):
        """Whether a discrepancy, open or settled, says why this package is held."""
        self.ensure_one()
        return any(
            row.severity in HELD and hold_kind({row.code}) == self.hold
            for row in self.sudo().discrepancy_ids
        )

    def _dscsa_left_holds(self, *, by_hand, recall_settled=False):
        """``{package: kind of hold that its causes still ask for, or False}``.

        A hold that no discrepancy explains ends by a person's word alone. What an open
        recall names stays held, unless ``recall_settled``.
        """
        left = {}
        recalled = {} if recall_settled else self._dscsa_recalled_by()
        for epc in self.sudo():
            kinds = {hold_kind({row.code}) for row in epc._dscsa_held_causes()}
            if epc.id in recalled:
                kinds.add("recall")
            if epc.hold and not by_hand and not epc._dscsa_is_explained():
                kinds.add(epc.hold)
            left[epc] = max(kinds, key=HOLD_RANK.get, default=False)
        return left

    def _dscsa_lower_hold(self, **how):
        """Hold for what is left of the causes; the packages that are free."""
        free = self.browse()
        for epc, kind in self._dscsa_left_holds(**how).items():
            if kind != epc.hold:
                epc.hold = kind
            if not kind:
                free |= epc
        return free.sudo(self.env.su)

    def _dscsa_end_holds(self, resolution, note=None):
        """The packages left for good: whatever held them is behind them."""
        for row in self._dscsa_causes():
            row._end_for(self, resolution, note=note)
        self.sudo().filtered("hold").write({"hold": False})

    def _dscsa_set_status(self, status, picking=None):
        """New whereabouts of packages that moved; a package that left is not held."""
        values = {"status": status}
        if status != "in_stock":
            values["hold_location_id"] = False
            if picking:
                values["left_picking_id"] = picking.id
        self.sudo().write(values)
        if status == "returned" and picking:
            self._dscsa_let_go_returned()
        if status == "in_stock":
            self._dscsa_came()

    def _dscsa_came(self):
        """These are in stock from now on, whichever way they came; rooms act on it."""
