from odoo import api, fields, models

from ..selections import EVIDENCE

# how PDF, JPEG, PNG and TIFF begin
_PAPERS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*")
_KEPT_BY = (
    ("dscsa.transaction", "evidence_ids"),
    ("dscsa.agreement", "evidence_ids"),
    ("stock.picking", "dscsa_evidence_ids"),
)


class DscsaDocument(models.Model):
    """Papers and pictures are kept like files, but there is nothing to read in them."""

    _inherit = "dscsa.document"

    is_loose_paper = fields.Boolean(
        compute="_compute_is_loose_paper",
        help="A PDF or picture that belongs to no delivery or agreement yet.",
    )

    @api.depends("format", "direction")
    def _compute_is_loose_paper(self):
        # what we sent, an answer to an authority, came with no delivery
        papers = self.filtered(
            lambda each: each.format == EVIDENCE and each.direction == "in" and each.id
        )
        used = self.browse()
        for model, name in _KEPT_BY:
            rows = self.env[model].sudo().search([(name, "in", papers.ids)])
            used |= rows[name].sudo(self.env.su)
        for document in self:
            document.is_loose_paper = document in papers and document not in used

    def _note_paper(self, path):
        """A PDF or picture is a paper: TI/TS a person reads, and no fault of a file."""
        with open(path, "rb") as stream:
            head = stream.read(8)
        if head.startswith(_PAPERS):
            self._be_evidence()

    def action_paper_delivery(self):
        """Begin the delivery this paper came with: it is its proof."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_delivery_wizard_action"
        )
        action["context"] = {
            "default_proof": "paper",
            "default_evidence_id": self.id,
            "default_company_id": self.company_id.id,
            "default_partner_id": self.partner_id.id,
        }
        return action

    def _be_evidence(self):
        self.sudo().write(
            {
                "state": "processed",
                "format": EVIDENCE,
                "processed_at": fields.Datetime.now(),
            }
        )

    @api.model
    def _take_in_evidence(self, name, content, *, partner=None):
        """Keep bytes as evidence: same rules as for files, never read as one.

        The same bytes are kept once. A file that was read as transaction data stays
        what it is.
        """
        document, is_new = self._take_in(
            name or self.env._("Evidence"), content, channel="manual", partner=partner
        )
        if is_new:
            document._be_evidence()
        return document
