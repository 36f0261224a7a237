from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.checking import proposed
from .dscsa_investigation.selections import KINDS, RESULTS

_NOTED = {"result", "note", "kind", "item_id", "reference", "evidence_ids"}


class DscsaInvestigationCheck(models.Model):
    """One thing that was looked at, by whom: FD&C Act 582(d)(4)(A)(ii)."""

    _name = "dscsa.investigation.check"
    _description = "Found Out in a Case"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "investigation_id, kind, id"
    _check_company_auto = True

    investigation_id = fields.Many2one(
        "dscsa.investigation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="investigation_id.company_id", store=True, index=True
    )
    kind = fields.Selection(
        KINDS,
        string="Looked at",
        required=True,
        default="other",
        help="Whether the lot corresponds to what the seller told, the identifier of "
        "the package is right, the TI/TS fits it; or anything else.",
    )
    item_id = fields.Many2one(
        "dscsa.investigation.item",
        string="Package",
        domain="[('investigation_id', '=', investigation_id)]",
        check_company=True,
    )
    recorded = fields.Char(
        string="On record", readonly=True, help="What the register and the TI/TS say."
    )
    result = fields.Selection(RESULTS)
    note = fields.Char(string="What you saw")
    reference = fields.Char(
        string="Shown by",
        help="Number of a paper or report. A word alone clears no product; where our "
        "TI/TS names the package, its number stands for it.",
    )
    evidence_ids = fields.Many2many(
        "dscsa.document", "dscsa_investigation_check_evidence_rel", string="Photos"
    )
    user_id = fields.Many2one("res.users", readonly=True, string="By")
    noted_at = fields.Datetime(readonly=True, string="At")

    _ledger_fields = (
        "investigation_id",
        "kind",
        "item_id",
        "recorded",
        "result",
        "note",
        "reference",
        "evidence_ids",
        "user_id",
        "noted_at",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"investigation_id"})

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su:
                # forms send the defaults of what they show
                for name in set(vals) - _NOTED - {"investigation_id"}:
                    vals.pop(name)
            vals.update(self._signed(vals))
        checks = super().create(vals_list)
        checks._check_open()
        return checks

    def write(self, vals):
        """A result is given once; what turns out otherwise is a new line."""
        if not self.env.su:
            self._check_open()
            if set(vals) - _NOTED or self.filtered("result"):
                raise UserError(
                    self.env._(
                        "What was noted stays. Add a line with what you know now."
                    )
                )
        result = super().write({**vals, **self._signed(vals)})
        self._check_open()
        return result

    @api.model
    def _signed(self, vals):
        """Who found it out and when are taken from here, not from the caller."""
        if not vals.get("result"):
            return {}
        return {"user_id": self.env.uid, "noted_at": fields.Datetime.now()}

    def _check_open(self):
        if self.filtered(lambda each: each.result == "impossible" and not each.note):
            raise UserError(self.env._("Say why it could not be found out."))
        closed = self.sudo().investigation_id.filtered(
            lambda case: case.state not in ("question", "suspect")
        )
        if closed:
            raise UserError(
                self.env._(
                    "%(name)s is decided. Correct the decision first.",
                    name=closed[0].name,
                )
            )

    @api.constrains("item_id")
    def _check_item(self):
        self.item_id._check_of_case(self)

    def _shown_by(self):
        """What shows it: the record it was compared with, papers, photos; no words.

        Whoever says that a lot or the TI/TS fits compared it with the TI/TS of ours.
        """
        if not self:
            return ()
        of_record = self.item_id or self.investigation_id.item_ids
        names = of_record.epc_id.transaction_id.mapped("name")
        if self.kind == "sample":
            names = self.item_id.epc_id.mapped("key")
        elif self.kind not in ("lot", "ti"):
            names = []
        return (*names, self.reference or "", *self.evidence_ids.mapped("sha256"))

    @api.model
    def _propose(self, case):
        """The lines the law asks for, with what the register knows; results open."""
        return self.create(
            [{"investigation_id": case.id, **each} for each in proposed(case)]
        )
