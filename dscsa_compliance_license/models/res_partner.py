from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..services.partner_status import (
    PartnerStatus,
    notes_of,
    proven,
    was_compared,
    words_of,
)
from ..services.scorecard import score_of, sentence_of
from ..services.suppliers import supplier_ids
from .selections import PARTNER_STATUSES, ROLES

ONBOARDING = [
    ("none", "No file yet"),
    ("test", "First files"),
    ("proven", "Proven"),
    ("live", "Live"),
]


class ResPartner(models.Model):
    """Who may sell to us; how far a seller's data are, and how it does.

    The first three steps of its data follow from its deliveries; that they are live a
    person says.
    """

    _inherit = "res.partner"

    dscsa_role = fields.Selection(
        ROLES,
        string="DSCSA Role",
        help="Empty: taken from the licenses on file, else a wholesale distributor.",
    )
    dscsa_ship_from_state_id = fields.Many2one(
        "res.country.state",
        string="Ships from",
        domain="[('country_id.code', '=', 'US')]",
        help="Only when it is not the State of the address.",
    )
    dscsa_license_ids = fields.One2many(
        "dscsa.license", "partner_id", string="Licenses"
    )
    dscsa_license_count = fields.Integer(compute="_compute_dscsa_license_count")
    dscsa_status = fields.Selection(
        PARTNER_STATUSES, string="Seller's Proof", compute="_compute_dscsa_status"
    )
    dscsa_status_sentence = fields.Char(compute="_compute_dscsa_status")
    dscsa_status_next_step = fields.Char(compute="_compute_dscsa_status")
    dscsa_status_notes = fields.Text(compute="_compute_dscsa_status")
    dscsa_status_level = fields.Selection(
        [("ok", "Fine"), ("info", "Note"), ("warn", "Warning"), ("stop", "Stop")],
        compute="_compute_dscsa_status",
    )
    dscsa_live_since = fields.Date(
        string="Data live since", company_dependent=True, copy=False
    )
    dscsa_onboarding = fields.Selection(
        ONBOARDING,
        string="Data Exchange",
        compute="_compute_dscsa_score",
        help="First files: something could be read. Proven: at least three deliveries, "
        "nine of ten of the last clean. Live: confirmed by the manager.",
    )
    dscsa_score_sentence = fields.Char(
        string="How It Does", compute="_compute_dscsa_score"
    )
    dscsa_delivery_count = fields.Integer(
        string="Deliveries", compute="_compute_dscsa_score"
    )

    def _compute_dscsa_license_count(self):
        # counted as superuser: the badge is for those who may not read papers too
        whole = Domain(
            "partner_id.commercial_partner_id", "in", self.commercial_partner_id.ids
        )
        here = Domain("company_id", "in", self.env.companies.ids)
        licenses = self.env["dscsa.license"].sudo()
        rows = licenses._read_group(whole & here, ["partner_id"], ["__count"])
        counts = {}
        for partner, count in rows:
            whole = partner.commercial_partner_id.id
            counts[whole] = counts.get(whole, 0) + count
        for partner in self:
            partner.dscsa_license_count = counts.get(
                partner._origin.commercial_partner_id.id, 0
            )

    @api.depends("dscsa_license_ids", "dscsa_role", "dscsa_ship_from_state_id")
    @api.depends_context("company", "lang")
    def _compute_dscsa_status(self):
        company = self.env.company
        ship_to = company.sudo().partner_id.state_id.code or ""
        # what nobody buys from needs no badge
        sellers = supplier_ids(self.env, company) if any(self._origin.ids) else ()
        asked = self.filtered(lambda p: p._origin and p._dscsa_is_partner(sellers))
        files = PartnerStatus(self.env, company, asked._origin)
        compared = was_compared(self.env)
        for partner in self:
            if partner not in asked or company.sudo().dscsa_gate == "off":
                partner._dscsa_set_status(None)
            else:
                answer = files.answer(partner._origin, ship_to=ship_to)
                partner._dscsa_set_status(answer, compared)

    def _dscsa_set_status(self, answer, compared=False):
        what, step = words_of(self.env, answer) if answer else ("", "")
        if answer and answer.is_good and not what:
            what = proven(self.env, self.display_name, compared)
        level = False
        if answer:
            level = "ok" if answer.is_good else "warn"
            if answer.status == "override":
                level = "info"
            elif level == "warn" and self.env.company.sudo().dscsa_gate == "stop":
                level = "stop"
        self.dscsa_status = answer.status if answer else False
        self.dscsa_status_level = level
        self.dscsa_status_sentence, self.dscsa_status_next_step = what, step
        notes = notes_of(self.env, answer) if answer else []
        self.dscsa_status_notes = "\n".join(notes) or False

    def _dscsa_is_partner(self, sellers):
        """Somebody we buy drugs from (``sellers``: ids), or who has papers on file."""
        whole = self.commercial_partner_id
        return bool(
            whole._origin.id in sellers
            or self.supplier_rank
            or whole.supplier_rank
            or self.dscsa_license_count
            or whole.dscsa_role
        )

    def action_dscsa_view_licenses(self):
        """The papers of this business and its sites."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_license.dscsa_license_action"
        )
        whole = self.commercial_partner_id
        action["domain"] = [("partner_id.commercial_partner_id", "in", whole.ids)]
        action["context"] = {"default_partner_id": self[:1].id}
        return action

    def action_dscsa_prove(self):
        """Add proof: number, State, screenshot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_license.dscsa_license_check_wizard_action"
        )
        action["context"] = {
            "default_partner_id": self.id,
            "default_company_id": self.env.company.id,
        }
        return action

    def action_dscsa_override(self):
        """Allow orders without proof until a day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_license.dscsa_override_wizard_action"
        )
        action["context"] = {
            "default_partner_id": self.id,
            "default_scope": "date",
            "default_company_id": self.env.company.id,
        }
        return action

    @api.depends("dscsa_live_since")
    @api.depends_context("company", "lang")
    def _compute_dscsa_score(self):
        for partner in self:
            if not partner._origin.id:
                partner.dscsa_onboarding = "none"
                partner.dscsa_score_sentence = False
                partner.dscsa_delivery_count = 0
                continue
            score = score_of(partner._origin, self.env.company)
            live = partner.commercial_partner_id.dscsa_live_since
            partner.dscsa_onboarding = "live" if live else score.state
            partner.dscsa_score_sentence = sentence_of(self.env, score) or False
            partner.dscsa_delivery_count = score.deliveries

    def action_dscsa_confirm_live(self):
        """Say that this seller's data can be relied on from today."""
        return self._dscsa_set_live(fields.Date.context_today(self))

    def action_dscsa_not_live(self):
        """Take that back; the state follows from the deliveries again."""
        return self._dscsa_set_live(False)

    def _dscsa_set_live(self, day):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("Only the compliance manager confirms a seller as live.")
            )
        for partner in self.commercial_partner_id:
            # a manager need not be allowed to edit contacts
            partner.sudo().dscsa_live_since = day
            partner.sudo().message_post(
                body=self.env._("Data exchange confirmed as live.")
                if day
                else self.env._("Data exchange is not live any more.")
            )
        return True

    def action_dscsa_view_score(self):
        """The scorecard of this seller."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_license.dscsa_supplier_score_action"
        )
        seller = self.commercial_partner_id
        return action | {"domain": [("partner_id", "in", seller.ids)]}
