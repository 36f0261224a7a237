from odoo import api, fields, models
from odoo.fields import Domain

from ..services.partner_status import (
    GOOD,
    PartnerStatus,
    proven,
    was_compared,
    words_of,
)
from ..services.suppliers import supplier_ids
from .selections import PARTNER_STATUSES


class DscsaPartnerStatus(models.Model):
    """The status list: what was found for each business on the day of the list.

    A list for looking at and printing; orders never ask it, they ask what is on file.
    """

    _name = "dscsa.partner.status"
    _description = "Status of Partners"
    _dscsa_left_out = "computed from licenses and checks"
    _order = "status, partner_id"
    _rec_name = "partner_id"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    state_id = fields.Many2one(related="partner_id.state_id", store=True)
    is_supplier = fields.Boolean(
        help="Sold to us in the last year, with or without an order, or price-listed."
    )
    status = fields.Selection(PARTNER_STATUSES, required=True, index=True)
    found = fields.Selection(
        PARTNER_STATUSES, string="Without Exceptions", required=True
    )
    valid_to = fields.Date(string="Valid until")
    checked_at = fields.Datetime(string="Last Check")
    method = fields.Char(string="How checked")
    license_ids = fields.Many2many("dscsa.license", string="Evidence")
    license_count = fields.Integer(string="Licenses")
    as_of = fields.Date(string="As of", required=True)
    sentence = fields.Char(compute="_compute_sentence")
    next_step = fields.Char(compute="_compute_sentence")

    @api.model
    def _fda_list_was_taken_in(self):
        """Whether partners were ever compared with FDA's list; who takes it in says."""
        return False

    @api.depends_context("lang")
    def _compute_sentence(self):
        compared = was_compared(self.env)
        for company, rows in self.grouped("company_id").items():
            files = PartnerStatus(self.env, company, rows.partner_id)
            for row in rows:
                answer = files.answer(row.partner_id)
                what, row.next_step = words_of(self.env, answer)
                name = row.partner_id.display_name
                row.sentence = what or proven(self.env, name, compared)

    @api.model
    def _refresh(self, company):
        """Make the list of a company anew; its rows."""
        self = self.sudo()
        suppliers = supplier_ids(self.env, company)
        licensed = self.env["dscsa.license"].search(
            Domain("company_id", "=", company.id) & Domain("is_own", "=", False)
        )
        partners = self.env["res.partner"].browse(suppliers)
        partners |= licensed.partner_id.commercial_partner_id
        files = PartnerStatus(self.env, company, partners)
        known = self.search([("company_id", "=", company.id)])
        by_partner = {row.partner_id.id: row for row in known}
        kept = self.browse()
        for partner in partners:
            values = self._values(files, partner, partner.id in suppliers)
            row = by_partner.get(partner.id)
            if row:
                row.write(values)
            else:
                row = self.create({**values, "company_id": company.id})
            kept |= row
        (known - kept).unlink()
        return kept

    @api.model
    def _values(self, files, partner, is_supplier):
        answer = files.answer(partner)
        licenses = self.env["dscsa.license"].browse(answer.licenses)
        last = licenses.check_ids.sorted("id")[-1:]
        methods = dict(last._fields["method"]._description_selection(self.env))
        return {
            "partner_id": partner.id,
            "is_supplier": is_supplier,
            "status": answer.status,
            "found": answer.found,
            "valid_to": answer.until,
            "checked_at": last.checked_at,
            "method": methods.get(last.method),
            "license_ids": [fields.Command.set(licenses.ids)],
            "license_count": len(licenses),
            "as_of": files.today,
        }

    @api.model
    def action_open(self):
        """Bring the list up to date and open it; if asked, of who lacks proof."""
        self.check_access("read")
        for company in self.env.companies:
            self._refresh(company)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_license.dscsa_partner_status_action"
        )
        if self.env.context.get("dscsa_unproven"):
            asked = self.env.companies.sudo().filtered(lambda c: c.dscsa_gate != "off")
            action["domain"] = [
                ("company_id", "in", asked.ids),
                ("is_supplier", "=", True),
                ("status", "not in", sorted(GOOD)),
            ]
        return action

    def action_view_licenses(self):
        """The papers of this partner and its sites."""
        self.ensure_one()
        return self.partner_id.action_dscsa_view_licenses()
