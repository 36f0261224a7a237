from odoo import api, fields, models
from odoo.fields import Domain

from ..services.keeping.pointing import check_named
from .selections import PROOFS


class ResPartner(models.Model):
    """How a seller gives its TI/TS, and whom to call about it."""

    _inherit = "res.partner"

    dscsa_party_ids = fields.One2many(
        "dscsa.party", "partner_id", string="Names in Sellers' Files"
    )
    dscsa_transaction_count = fields.Integer(
        string="TI/TS Count", compute="_compute_dscsa_transaction_count"
    )
    dscsa_intake = fields.Selection(
        PROOFS,
        string="TI/TS comes as",
        help="Suggested for each delivery; can be changed there.",
    )
    dscsa_portal_name = fields.Char(string="Portal")
    dscsa_portal_url = fields.Char(
        string="Portal Address", help="No password is kept here."
    )
    dscsa_desk_phone = fields.Char(string="DSCSA Desk, Phone")
    dscsa_desk_email = fields.Char(string="DSCSA Desk, E-mail")
    dscsa_agreement_ids = fields.One2many(
        "dscsa.agreement", "partner_id", string="TI/TS Agreements"
    )

    def action_dscsa_view_transactions(self):
        """TI/TS bought from this partner."""
        sellers = Domain("seller_id", "child_of", self.ids)
        return (
            self.env["dscsa.transaction"]
            .search(sellers)
            ._get_records_action(name=self.env._("TI/TS"))
        )

    def _dscsa_one_line_address(self):
        """Street, city, State and zip as one text."""
        self.ensure_one()
        place = " ".join(filter(None, (self.state_id.code, self.zip)))
        parts = (self.street, self.street2, self.city, place)
        return ", ".join(part for part in parts if part)

    def _compute_dscsa_transaction_count(self):
        transactions = self.env["dscsa.transaction"]
        for partner in self:
            partner.dscsa_transaction_count = transactions.search_count(
                [("seller_id", "child_of", partner.ids)]
            )

    # partners of kept records stay; they can be merged and archived --------------
    @api.ondelete(at_uninstall=False)
    def _unlink_except_dscsa_named(self):
        # raw SQL looks for them below
        self.env.flush_all()
        check_named(self)
