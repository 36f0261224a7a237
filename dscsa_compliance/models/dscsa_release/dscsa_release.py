from dscsa_core.rules.ending import DATE, FILE, LICENSE, RECALL, ends_by

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...services.holds.holds import PutBack
from ...services.receiving.date_again import correct_dates
from ...services.scanning.signing import check_signed, signer_id

_PHARMACIST = "dscsa_compliance.group_dscsa_pharmacist"

REASONS = [
    ("data_arrived", "Data arrived and matches the scan"),
    ("proof_elsewhere", "TI/TS on paper, PDF or e-mail seen"),
    ("portal", "TI/TS seen in the seller's portal"),
    ("seller_confirmed", "Seller confirmed by phone or mail"),
    ("manufacturer_confirmed", "Confirmed by the manufacturer"),
    ("patient_need", "Needed for a patient today"),
    ("scan_mistake", "Scanning mistake, label read again"),
    ("seller_proof", "Proof that the seller may sell was added"),
    ("recall_unaffected", "Recall: this package is not affected"),
    ("recall_ended", "Recall: ended or taken back by the firm"),
    ("trial", "Received in the trial, before going live"),
    ("case_cleared", "Cleared by an investigation"),
]
# said by the machine alone, of what it compared or did
NEVER_TYPED = frozenset({"data_arrived", "trial", "case_cleared"})
BY_HAND = [each for each in REASONS if each[0] not in NEVER_TYPED]
# what settles a recall and nothing else
RECALL_REASONS = frozenset({"recall_unaffected", "recall_ended"})
_RESOLUTION = {
    "data_arrived": "data",
    "proof_elsewhere": "proof",
    "portal": "proof",
    "scan_mistake": "mistake",
    "seller_proof": "seller_proof",
    "trial": "master_data",
    **dict.fromkeys(RECALL_REASONS, "recall"),
}
# data settle what waits for data; a suspect package needs somebody's word
DATA_REASONS = frozenset(
    {"data_arrived", "proof_elsewhere", "portal", "patient_need", "seller_proof"}
)

# the pharmacist's own judgement, without a paper
_JUDGEMENT = frozenset({"seller_confirmed", "manufacturer_confirmed", "patient_need"})


def _settles(reason, end, is_chosen):
    """Whether a reason settles causes that end by ``end`` (core.rules.ending)."""
    if end == RECALL or reason in RECALL_REASONS:
        return end == RECALL and reason in RECALL_REASONS
    if end == LICENSE or reason == "seller_proof":
        judged = is_chosen and reason in _JUDGEMENT
        return end == LICENSE and (reason == "seller_proof" or judged)
    if end == DATE:
        return reason == "scan_mistake"
    return end == FILE or reason not in DATA_REASONS


class DscsaRelease(models.Model):
    """Why held packages were let go. The guard looks for this row, nothing else."""

    _name = "dscsa.release"
    _description = "Release from Hold"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, copy=False, default="/")
    company_id = fields.Many2one("res.company", required=True, index=True)
    epc_ids = fields.Many2many(
        "dscsa.epc",
        "dscsa_release_epc_rel",
        "release_id",
        "epc_id",
        string="Packages",
        copy=False,
    )
    discrepancy_ids = fields.Many2many(
        "dscsa.discrepancy", "dscsa_release_discrepancy_rel", copy=False
    )
    picking_id = fields.Many2one("stock.picking", index="btree_not_null", copy=False)
    reason = fields.Selection(REASONS, required=True, copy=False)
    note = fields.Text(copy=False)
    call_note = fields.Char(string="Who was called", copy=False)
    is_automatic = fields.Boolean(copy=False)
    document_id = fields.Many2one("dscsa.document", string="Proof", copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Released by",
        required=True,
        default=lambda self: self.env.user,
        copy=False,
    )
    signed_by_id = fields.Many2one(
        "res.users",
        string="Signed by",
        copy=False,
        help="A release at a shared bench names the pharmacist who signed.",
    )
    released_at = fields.Datetime(
        required=True, default=fields.Datetime.now, copy=False
    )
    put_back_state = fields.Selection(
        [("to_do", "To put back"), ("done", "Put back"), ("none", "Held in place")],
        required=True,
        default="to_do",
        copy=False,
    )
    put_back_picking_id = fields.Many2one("stock.picking", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Releases are made by releasing, not typed; numbered in their company."""
        if not self.env.su:
            raise AccessError(
                self.env._("Releases are made with the button on the held goods.")
            )
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = (
                    self.env["ir.sequence"]
                    .with_company(vals.get("company_id"))
                    .next_by_code("dscsa.release")
                ) or "/"
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A release stays on record."))

    @api.model
    def _release(self, epcs, reason, *, note=None, call_note=None, discrepancies=None):
        """Let held packages go on a pharmacist's word; returns the release.

        Packages that are not on hold are left out. Raises AccessError for anybody
        but a pharmacist, UserError for what may not be released this way. Where one
        signs, login and signer both have to be pharmacists.
        """
        check_signed(self.env, epcs.sudo().company_id[:1] or None, _PHARMACIST)
        if not self.env.user.has_group(_PHARMACIST):
            raise AccessError(
                self.env._(
                    "Only a pharmacist releases goods on hold. Ask the pharmacist in "
                    "charge; you can attach what the seller sent."
                )
            )
        held = epcs.sudo().filtered("hold")
        self._check_releasable(held, reason)
        causes = self._settled(held, reason, discrepancies)
        self._check_settled(held, reason, causes)
        if reason == "scan_mistake":
            note = " ".join(filter(None, [note, correct_dates(held)])) or None
        return self._let_go(
            held, {"reason": reason, "note": note, "call_note": call_note}, causes
        )

    def _settled(self, held, reason, chosen):
        """The causes of these holds that a reason settles: of the chosen ones, if any.

        A seller's missing proof is settled by the proof. Goods can be let go without
        it, on a judgement about just that; the discrepancy then stays open.
        """
        causes = held._dscsa_held_causes()
        if chosen:
            causes = held._dscsa_causes() & chosen.sudo()
        return causes.filtered(
            lambda row: _settles(reason, ends_by(row.code), bool(chosen))
        )

    @api.model
    def _let_go(self, held, values, causes):
        """Write the release, end these causes; who has none left is not held."""
        company = held.company_id
        signer = None if values.get("is_automatic") else signer_id(self.env, company)
        release = self.sudo().create(
            {**values, **self._values_of(held, causes), "signed_by_id": signer}
        )
        release._end_causes(causes)
        free = held._dscsa_lower_hold(
            by_hand=not release.is_automatic or release.reason == "trial",
            recall_settled=release.reason in RECALL_REASONS,
        )
        self.env["dscsa.event"]._record(
            "inspecting",
            held,
            company=company,
            picking=release.picking_id,
            note=release.name,
            disposition="sellable_not_accessible" if free else "non_sellable_other",
        )
        release._goods_are_free(free)
        release._note_owed()
        return release.sudo(self.env.su)

    @api.model
    def _values_of(self, held, causes):
        """What is let go and where it came; so far nothing is to be put back."""
        receipts = held.picking_id
        return {
            "company_id": held.company_id.id,
            "epc_ids": [Command.set(held.ids)],
            "discrepancy_ids": [Command.set(causes.ids)],
            "picking_id": receipts.id if len(receipts) == 1 else False,
            "put_back_state": "none",
        }

    def _end_causes(self, causes):
        """Each row ends for the packages of this release, and for no other."""
        for row in causes:
            row._end_for(
                self.epc_ids,
                _RESOLUTION.get(self.reason, "judgement"),
                note=self.note or self.name,
                document=self.document_id,
                user=self.user_id,
            )

    def _goods_are_free(self, free):
        """What stands in a hold place is to be put back; the rest is where it was."""
        apart = free.filtered(lambda epc: epc.hold_location_id.dscsa_role)
        (free - apart).sudo().write({"hold_location_id": False})
        if apart:
            self.put_back_state = "to_do"
            self._ask_put_back()

    @api.model
    def _end_by_file(self, document, ended):
        """End causes by a later file: ``[(discrepancy, packages, sentence)]``.

        Returns the packages that are free by it. Packages that are still held, or were
        not, get no release: there is nothing to be let go.
        """
        packages = self.env["dscsa.epc"]
        for row, epcs, words in ended:
            row._end_for(epcs, "data", note=words, document=document)
            packages |= epcs
        waiting = packages.filtered("hold")
        left = waiting._dscsa_left_holds(by_hand=False)
        done = waiting.filtered(lambda epc: not left[epc.sudo()])
        (waiting - done)._dscsa_lower_hold(by_hand=False)
        if done:
            values = {
                "reason": "data_arrived",
                "is_automatic": True,
                "document_id": document.id,
                "note": " ".join(dict.fromkeys(words for _r, _e, words in ended)),
            }
            rows = self.env["dscsa.discrepancy"].union(*(row for row, _e, _w in ended))
            self._let_go(done, values, rows)
        return done

    # put back -----------------------------------------------------------------------
    def _ask_put_back(self):
        """A task to put the goods back, or the move at once where the company wants."""
        for release in self.filtered(lambda each: each.put_back_state == "to_do"):
            if release.company_id.dscsa_auto_put_back:
                release._put_back()
                continue
            release.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=(release.picking_id.user_id or release.user_id).id,
                summary=self.env._(
                    "Put back %(count)s released packages", count=len(release.epc_ids)
                ),
                note=self.env._(
                    "Take them from where they are held, then press Put back."
                ),
            )

    def action_put_back(self):
        """Move what was released from the hold place to the shelf, in one transfer."""
        if not self.env.user.has_group("stock.group_stock_user"):
            raise AccessError(self.env._("Only inventory users put goods back."))
        self.check_access("read")
        for release in self:
            if release.put_back_state != "to_do":
                raise UserError(
                    self.env._("%(name)s: nothing to put back.", name=release.name)
                )
            release._put_back()
        return True

    def _put_back(self):
        self.ensure_one()
        picking = PutBack(self).run()
        self.sudo().put_back_picking_id = picking
        self._close_put_back()

    def _close_put_back(self):
        """Close releases of which nothing stands in a hold place any more."""
        for release in self.sudo():
            waiting = release.epc_ids.filtered(
                lambda epc: not epc.hold and epc.hold_location_id.dscsa_role
            )
            if release.put_back_state == "to_do" and not waiting:
                release.put_back_state = "done"
                release.activity_feedback(["mail.mail_activity_data_todo"])
