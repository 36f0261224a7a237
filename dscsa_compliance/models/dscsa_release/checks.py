from odoo import api, models
from odoo.exceptions import UserError

from ...services.receiving.date_again import is_past
from ...services.receiving.facts import today_of
from .dscsa_release import DATA_REASONS, NEVER_TYPED, RECALL_REASONS


class DscsaRelease(models.Model):
    """What a person may not release, and not with this reason."""

    _inherit = "dscsa.release"

    @api.model
    def _check_releasable(self, held, reason):
        if not held:
            raise UserError(self.env._("None of these packages is on hold any more."))
        if len(held.company_id) > 1:
            raise UserError(
                self.env._("Release the packages of one company at a time.")
            )
        suspect = held.filtered(lambda epc: epc.hold == "suspect")
        if suspect and (reason in DATA_REASONS or self.env.user._is_superuser()):
            raise UserError(
                self.env._(
                    "Suspect goods are not settled by data or need. Choose who "
                    "confirmed them, signed in under your own name."
                )
            )
        self._check_recalled(held, reason)
        today = today_of(held.company_id)
        expired = held.filtered(lambda epc: is_past(epc, reason, today))
        if expired:
            raise UserError(
                self.env._(
                    "%(count)s of these packages are past their expiration date. They "
                    "go back to the seller or are destroyed, never to the shelf. Was "
                    "the date misread? Scan the label again: “Scanning mistake”.",
                    count=len(expired),
                )
            )

    @api.model
    def _check_settled(self, held, reason, causes):
        """Refuse a reason that settles nothing of what holds these packages."""
        if reason in NEVER_TYPED:
            raise UserError(
                self.env._(
                    "Goods are released in this way by the program, when it is so. "
                    "Choose what you have seen or decided yourself."
                )
            )
        open_ones = held._dscsa_held_causes()
        explained = all(epc._dscsa_is_explained() for epc in held)
        if open_ones and explained and not causes:
            raise UserError(
                self.env._(
                    "This reason does not settle why they are held: %(why)s",
                    why=" ".join(
                        f"{row.message or ''} {row.next_step or ''}"
                        for row in open_ones[:3]
                    ),
                )
            )
        if reason == "seller_proof":
            for row in causes.filtered(lambda each: not each._is_proven()):
                row._check_end_by_hand(reason)

    @api.model
    def _check_recalled(self, held, reason):
        """A recall is settled by its own reasons, and these settle nothing else."""
        recalled = held.filtered(lambda epc: epc.hold == "recall")
        if recalled and reason not in RECALL_REASONS:
            raise UserError(
                self.env._(
                    "Recalled goods go back to the shelf only when the recall does not "
                    "affect them or has ended. Choose one of the two reasons."
                )
            )
        if reason in RECALL_REASONS and held - recalled:
            raise UserError(
                self.env._(
                    "Some of these packages are not on hold for a recall. Release "
                    "them with the reason that fits."
                )
            )
        if recalled and self.env.user._is_superuser():
            raise UserError(
                self.env._("A named pharmacist releases recalled goods. Sign in first.")
            )
