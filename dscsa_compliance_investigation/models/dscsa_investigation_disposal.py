from dscsa_core.investigation import states

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.receiving.plan import units_of
from odoo.addons.dscsa_compliance.services.returns.returning import Returning

from ..services.facts import roles_of
from .dscsa_investigation.selections import DISPOSALS

# what may still be added to a record: what came later, never what was done
_LATER = frozenset({"proof", "evidence_upload", "evidence_upload_name"})


class DscsaInvestigationDisposal(models.Model):
    """What became of packages of a case: destroyed, returned, retained, handed over.

    FD&C Act 582(d)(4)(B)(i). Its rows are what opens the quarantine for these packages,
    so a pharmacist makes them, of a decided case, and nobody changes them.
    """

    _name = "dscsa.investigation.disposal"
    _description = "What Became of Suspect Goods"
    _inherit = ["dscsa.evidence.mixin", "dscsa.ledger.mixin"]
    _order = "investigation_id, id"
    _check_company_auto = True

    investigation_id = fields.Many2one(
        "dscsa.investigation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="investigation_id.company_id", store=True, index=True
    )
    kind = fields.Selection(DISPOSALS, required=True, default="destroyed")
    item_ids = fields.Many2many(
        "dscsa.investigation.item",
        "dscsa_investigation_disposal_item_rel",
        string="Packages",
        domain="[('investigation_id', '=', investigation_id)]",
    )
    count = fields.Integer(string="How many", compute="_compute_count", store=True)
    done_at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    done_by = fields.Char(
        string="By whom", required=True, default=lambda self: self.env.user.name
    )
    partner_id = fields.Many2one("res.partner", string="To", ondelete="restrict")
    whom = fields.Char(string="To (if no contact)")
    proof = fields.Char(
        help="Number of the certificate, name of a witness, receipt; of what is "
        "retained, the place."
    )
    evidence_ids = fields.Many2many(
        "dscsa.document", "dscsa_investigation_disposal_evidence_rel"
    )
    to_carry_out = fields.Boolean(compute="_compute_to_carry_out")
    custody_ids = fields.One2many("dscsa.investigation.custody", "disposal_id")

    _ledger_fields = (
        "investigation_id",
        "kind",
        "item_ids",
        "done_at",
        "done_by",
        "partner_id",
        "whom",
        "proof",
        "evidence_ids",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"investigation_id", "kind"})

    @api.depends("item_ids")
    def _compute_count(self):
        for disposal in self:
            disposal.count = len(disposal.item_ids)

    @api.depends("kind", "item_ids.epc_id.status", "item_ids.disposal_ids")
    def _compute_to_carry_out(self):
        for disposal in self:
            disposal.to_carry_out = bool(disposal._leaving())

    @api.depends("kind", "count")
    def _compute_display_name(self):
        words = dict(self._fields["kind"]._description_selection(self.env))
        for disposal in self:
            disposal.display_name = f"{words.get(disposal.kind, '')} ({disposal.count})"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._fill_packages(vals)
        made = super().create(vals_list)
        made._check_recorded()
        for disposal in made:
            disposal._leave_unstored()
        return made

    @api.model
    def _fill_packages(self, vals):
        """Of a case nobody divided all that is left is meant."""
        if vals.get("item_ids"):
            return
        case = self.env["dscsa.investigation"].browse(vals.get("investigation_id"))
        case.check_access("read")
        left = case.item_ids.filtered(
            lambda item: item.is_here and not item.disposal_ids
        )
        vals["item_ids"] = [Command.set(left.ids)]

    def write(self, vals):
        """What was recorded stays; proof comes later. Another record corrects it."""
        if not self.env.su and set(vals) - _LATER:
            raise UserError(
                self.env._("What was recorded stays. Add a record with what is so now.")
            )
        if self.filtered("proof") and "proof" in vals and not self.env.su:
            raise UserError(self.env._("The proof is on record. Add a paper to it."))
        return super().write(vals)

    def _check_recorded(self):
        for disposal in self:
            case = disposal.investigation_id
            case.check_access("write")
            leads = {states.PHARMACIST, states.OWNER}
            if not leads & set(roles_of(self.env.user)):
                raise AccessError(
                    self.env._("A pharmacist records what becomes of suspect goods.")
                )
            # what is cleared and ours is stock again; what is not ours goes its way
            is_stock = case._may_return_to_stock()
            if is_stock or not case._may_leave():
                raise UserError(
                    self.env._(
                        "%(name)s: goods of this case are not to be disposed of. What "
                        "is cleared is released; what is in doubt stays.",
                        name=case.name,
                    )
                )
            disposal._check_packages()

    def _check_packages(self):
        case = self.investigation_id
        if not self.item_ids or self.item_ids.investigation_id != case:
            raise UserError(self.env._("Choose the packages of this case."))
        if self.done_at > fields.Datetime.now():
            raise UserError(self.env._("That time lies ahead. When was it done?"))
        gone = self.item_ids.filtered(lambda item: not item._can_go(self))
        if gone:
            raise UserError(
                self.env._(
                    "%(package)s is not here any more.", package=gone[0].display_name
                )
            )

    # carrying it out ------------------------------------------------------------------
    def _leaving(self):
        """Packages that this record, and no later one, lets go and are still here."""
        if self.kind == "retained":
            return self.env["dscsa.epc"]
        items = self.item_ids.filtered(
            lambda item: item.disposal_ids.sorted("id")[-1:] == self
        )
        return items.epc_id.filtered(lambda epc: epc.status == "in_stock")

    def _leave_unstored(self):
        """What stock does not count leaves with the record."""
        # the register is written by acts like this one, and by no hand
        here = self.sudo()._leaving()
        here.filtered(lambda epc: not epc.hold_location_id)._dscsa_leave_recorded()

    def action_carry_out(self):
        """In stock too: scrap them where they stand, or open their return."""
        self.ensure_one()
        self.check_access("write")
        epcs = self._leaving()
        if not epcs:
            raise UserError(self.env._("None of it is in stock any more."))
        if self.kind == "returned":
            return Returning(epcs, self.partner_id.commercial_partner_id).action()
        scraps = self.env["stock.scrap"].create(
            [
                self._scrap_values(product, lot, place, len(group))
                for (product, lot, place), group in epcs.grouped(_place_of).items()
            ]
        )
        for scrap in scraps:
            scrap.do_scrap()
        return True

    def _scrap_values(self, product, lot, place, count):
        return {
            "product_id": product.id,
            "lot_id": lot.id,
            "location_id": place.id,
            "scrap_qty": count * units_of(product),
            "product_uom_id": product.uom_id.id,
            "company_id": self.company_id.id,
            "origin": self.investigation_id.name,
        }

    @api.model
    def _evidence_partner(self):
        return self.env["res.partner"]

    def _proof_words(self):
        """What proves it: a number, a name, a place, papers; no more than is there."""
        papers = self.evidence_ids.mapped("name")
        return ", ".join(filter(None, (self.proof, *papers)))


def _place_of(epc):
    return epc.product_id, epc.lot_id, epc.hold_location_id


class DscsaInvestigationCustody(models.Model):
    """Who had a retained sample, from when on, and where: never changed."""

    _name = "dscsa.investigation.custody"
    _description = "Custody of a Sample"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "disposal_id, at, id"

    disposal_id = fields.Many2one(
        "dscsa.investigation.disposal", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="disposal_id.company_id", store=True)
    at = fields.Datetime(string="From", required=True, default=fields.Datetime.now)
    holder = fields.Char(string="In the hands of", required=True)
    place = fields.Char(required=True)
    why = fields.Char()

    _ledger_fields = ("disposal_id", "at", "holder", "place", "why")
    _ledger_kept = True
    _ledger_frozen = frozenset({"disposal_id", "at", "holder", "place"})

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create(vals_list)
        if any(each.at > fields.Datetime.now() for each in made):
            raise UserError(self.env._("That time lies ahead. When was it?"))
        return made
