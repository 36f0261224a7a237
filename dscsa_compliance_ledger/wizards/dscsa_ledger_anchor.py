from odoo import api, fields, models

from odoo.addons.dscsa_compliance.services.words.messages import next_step_of

from ..services.ledger.anchor import read_anchor


class DscsaLedgerAnchor(models.TransientModel):
    """Does the ledger still hold an anchor: the daily mail, or a printed page."""

    _name = "dscsa.ledger.anchor"
    _description = "Compare with an Anchor"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    text = fields.Text(
        string="Paste the mail here",
        help="Or the line of a printed page: number of the entry and its seal.",
    )
    position = fields.Integer(
        string="Entry", compute="_compute_anchor", store=True, readonly=False
    )
    seal = fields.Char(compute="_compute_anchor", store=True, readonly=False)
    level = fields.Selection(
        [("grey", "Open"), ("green", "Good"), ("red", "Bad")],
        compute="_compute_answer",
    )
    sentence = fields.Text(compute="_compute_answer", string="Answer")
    next_step = fields.Text(compute="_compute_answer", string="What to do")

    @api.depends("text")
    def _compute_anchor(self):
        for wizard in self:
            position, seal = read_anchor(wizard.text)
            wizard.position = position or wizard.position
            wizard.seal = seal or wizard.seal

    @api.depends("company_id", "position", "seal")
    def _compute_answer(self):
        ledger = self.env["dscsa.ledger"]
        for wizard in self:
            wizard.next_step = False
            seal = (wizard.seal or "").strip().lower()
            if wizard.position < 1 or len(seal) != 64:
                wizard.level = "grey"
                wizard.sentence = self.env._(
                    "An anchor is the number of an entry and a seal of 64 letters and "
                    "digits. Paste the whole mail, or type both."
                )
                continue
            fault = ledger._compare_anchor(wizard.company_id, wizard.position, seal)
            wizard.level = "red" if fault else "green"
            if fault:
                wizard.sentence = fault["sentence"]
                wizard.next_step = next_step_of(self.env, fault["code"], {})
            else:
                wizard.sentence = self.env._(
                    "Entry %(position)s has this seal: everything up to it is what it "
                    "was when the anchor was made, if the check finds nothing.",
                    position=wizard.position,
                )
