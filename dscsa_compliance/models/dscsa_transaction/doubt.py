from dscsa_core.epcis.withdrawal import VOID

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...services.receiving.facts import local_date
from ...services.withdrawal.following import Following
from ...services.withdrawal.marks import Marks
from ...services.words.messages import message_of
from ..link import Link


class DscsaTransaction(models.Model):
    """A cancellation by a number that several shipments have: which one, people say."""

    _inherit = "dscsa.transaction"

    # a removed file leaves it behind until what it made is worked out anew
    doubted_by_id = Link(
        "dscsa.event",
        string="May have been taken back by",
        index="btree_not_null",
        copy=False,
        help="Cancellation of its seller by a number that other shipments have too.",
    )
    void_ids = fields.Many2many(
        "dscsa.event",
        "dscsa_transaction_void_rel",
        string="Taken back, says the Seller",
        copy=False,
    )
    spared_void_ids = fields.Many2many(
        "dscsa.event",
        "dscsa_transaction_spared_rel",
        string="Not taken back, says the Seller",
        copy=False,
    )
    doubt = fields.Char(compute="_compute_doubt")

    @api.depends("doubted_by_id")
    @api.depends_context("lang")
    def _compute_doubt(self):
        for transaction in self:
            transaction.doubt = transaction._doubt_words()

    def _doubt_facts(self):
        """Facts of the finding ``SHIPMENT_IN_DOUBT``."""
        # who took it back and when is known to all who see the TI/TS
        event = self.sudo().doubted_by_id.exists()
        day = local_date(event.time or event.document_id.created_at, self.company_id)
        seller = self.seller_id.name or self.seller_name or ""
        return {"seller": seller, "date": day.isoformat() if day else ""}

    def _doubt_words(self):
        """The sentence of the doubt; empty where there is none."""
        if not self.doubted_by_id:
            return ""
        return message_of(self.env, "SHIPMENT_IN_DOUBT", self._doubt_facts())

    def action_doubt_this(self):
        """The seller says: this one was taken back, the others were not."""
        return self._answer_doubt(self)

    def action_doubt_all(self):
        """The seller says: all that have the number were taken back."""
        return self._answer_doubt(self._doubted_together())

    def action_doubt_none(self):
        """The seller says: none of these was taken back."""
        return self._answer_doubt(self.browse())

    def _doubted_together(self):
        """The shipments one cancellation is asked about."""
        event = self.sudo().doubted_by_id
        return self.search([("doubted_by_id", "=", event.id)]) if event else self

    def _answer_doubt(self, meant):
        self.ensure_one()
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise AccessError(
                self.env._(
                    "Only a pharmacist says which shipment was taken back. Ask the "
                    "pharmacist in charge."
                )
            )
        if not self.doubted_by_id:
            return True
        self.check_access("read")
        together = self._doubted_together()
        # what came in a file stays as it is, this is what the pharmacist was told
        together.sudo()._settle_doubt(meant.sudo(), self.env.user)
        return True

    def _settle_doubt(self, meant, user):
        """Keep the answer, and work out anew what counts of these by it."""
        event = self.doubted_by_id
        for transaction in self:
            if transaction in meant:
                transaction.void_ids |= event
                words = self.env._("%(user)s asked: it was taken back.", user=user.name)
            else:
                transaction.spared_void_ids |= event
                words = self.env._("%(user)s asked: not taken back.", user=user.name)
            transaction.message_post(body=words)
        marks = Marks(event.document_id, VOID, None)
        marks.name_transactions(self)
        Following(event.document_id).run(marks.named(), self)
