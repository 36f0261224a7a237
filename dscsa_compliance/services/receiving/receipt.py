"""Validation of one receipt: plan, write, let Odoo do it, then tell the register."""

from dscsa_core.rules.ordering import ORDER_CODES

from odoo.exceptions import UserError

from ..holds.hold_codes import hold_kind
from ..holds.severity import HELD
from ..keeping.received import note_received
from ..scanning.standing import Standing
from ..words.messages import message_of
from .boxes import Boxes
from .facts import ReceiptFacts, units_of
from .plan import Plan
from .register import ReceiptRegister
from .writing import ReceiptWriter

_NOTES_SHOWN = 10


class Receipt:
    """One incoming transfer on its way to done, in two halves around Odoo's own."""

    def __init__(self, picking):
        self.facts = ReceiptFacts(picking)
        self.env, self.picking = self.facts.env, self.facts.picking
        self.plan = self.boxes = None

    def before(self):
        """Fill the moves; nothing is booked yet."""
        self.plan = Plan.make(self.facts)
        self._check_any_came()
        self.boxes = Boxes(self.plan).make()
        ReceiptWriter(self.plan, self.boxes).write_lines()
        return self

    def _check_any_came(self):
        """Refuse a receipt on which only packages of others were scanned."""
        plan = self.plan
        if plan.doubles and not plan.decisions and not plan.nameless:
            raise UserError(
                self.env._(
                    "%(name)s: every package scanned here was received before. Take "
                    "the scans back, or scan what came with this delivery.",
                    name=self.picking.display_name,
                )
            )

    def after(self):
        """Register, own event, work list and notes, once Odoo has booked."""
        ReceiptRegister(self.plan, self.boxes).record()
        for double in self.plan.doubtful_doubles:
            double.epc_ids = [double.package.epc_id]
        found = self.plan.reportable()
        if found["findings"]:
            rows = self.env["dscsa.discrepancy"]._report(
                **found,
                company=self.facts.company,
                picking=self.picking,
                partner=self.facts.seller,
            )
            self._hold_doubles(rows)
            if self.picking.dscsa_order_accepted:
                rows.filtered(lambda row: row.code in ORDER_CODES)._resolve("accepted")
        self.plan.seller.report()
        self._tell_notes()
        note_received(self)
        every = [*self.plan.decisions, *self.plan.nameless]
        ids = [epc_id for decision in every for epc_id in decision.epc_ids]
        self.env["dscsa.epc"].browse(ids)._dscsa_came()

    def _hold_doubles(self, rows):
        """What another receipt brought is held for what was found with it here."""
        for double in self.plan.doubtful_doubles:
            epc = self.env["dscsa.epc"].browse(double.package.epc_id)
            mine = rows.filtered(
                lambda row, epc=epc: epc in row.epc_ids and row.severity in HELD
            )
            for row in mine:
                epc._hold(hold_kind({row.code}), row)

    def _tell_notes(self):
        """Notes are said on the receipt, each sentence once."""
        notes = self.plan.notes()
        sentences = dict.fromkeys(
            message_of(self.env, each.code, each.facts) for each in notes
        )
        if not sentences:
            return
        shown = list(sentences)[:_NOTES_SHOWN]
        if len(sentences) > len(shown):
            rest = len(sentences) - len(shown)
            shown.append(self.env._("… and %(count)s more notes.", count=rest))
        self.picking.message_post(body="\n".join(shown))


def planned_quantities(picking):
    """Base quantities by product id that the scans of a receipt stand for.

    Products announced but not scanned are there with 0.
    """
    # several of Odoo's questions ask this; nothing but a scan can change the answer
    stamp = _stamp(picking)
    known = picking.env.cr.cache.setdefault("dscsa_planned", {})
    if picking.id not in known or known[picking.id][0] != stamp:
        known[picking.id] = stamp, _planned(picking)
    return dict(known[picking.id][1])


def _stamp(picking):
    """What changes whenever the scans or the TI/TS of a receipt change."""
    scans = picking.env["dscsa.scan"].sudo()
    rows = scans._read_group(
        [("picking_id", "=", picking.id)],
        aggregates=["id:max", "__count", "undone_at:max", "quantity:sum"],
    )
    return rows[0], tuple(picking.sudo().dscsa_transaction_ids.ids)


def _planned(picking):
    facts = ReceiptFacts(picking)
    planned = {line.product_id: 0.0 for line in facts.lines if line.product_id}
    for (item, _lot), count in Standing(facts).counts().items():
        if item[0] != "p":
            continue
        product = picking.env["product.product"].browse(int(item[1:]))
        units = units_of(product.sudo())
        packages = count["matched"] + count["other"]
        planned[product.id] = planned.get(product.id, 0.0) + packages * units
    return planned


def check_scanned(picking):
    """Refuse to close what was announced by serial and not scanned, where it must be.

    Goods typed in by lot are the user's own statement and pass.
    """
    if picking._dscsa_has_scans():
        return False
    facts = ReceiptFacts(picking)
    typed = picking.move_line_ids.filtered(lambda line: line.lot_id or line.lot_name)
    if typed or not any(line.expected and line.has_serials for line in facts.lines):
        return False
    if facts.depth == "announced":
        return True
    raise UserError(
        picking.env._(
            "%(name)s: nothing is scanned yet. Scan the packages, or their sealed "
            "cases; Settings > DSCSA > Scan Depth says how deep.",
            name=picking.display_name,
        )
    )
