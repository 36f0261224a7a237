from dscsa_core.investigation.form3911.report import (
    FORM_2015,
    INITIAL,
    TERMINATION,
    Contact,
)
from dscsa_core.investigation.form3911.sheet import problems, sheet

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
)

from ...services.report import labels, report_of
from ...services.story import event_of

_VERSIONS = [("2015", "August 2015"), ("2025", "Draft of 2025")]
_OTHERS = ("bpdr", "far", "medwatch", "medwatch_a", "other")


class DscsaForm3911(models.Model):
    """A sheet to copy Form FDA 3911 from, line by line; FDA has no upload.

    Filled in from the case, edited where a person must, kept as it was given.
    """

    _name = "dscsa.form3911"
    _description = "Form FDA 3911"
    _inherit = ["dscsa.evidence.mixin", "dscsa.ledger.mixin"]
    _order = "id desc"
    _check_company_auto = True

    investigation_id = fields.Many2one(
        "dscsa.investigation",
        string="Case",
        required=True,
        index=True,
        ondelete="cascade",
    )
    case_ids = fields.Many2many(
        "dscsa.investigation",
        "dscsa_form3911_case_rel",
        string="Cases",
        readonly=True,
        help="Cases of one incident that this sheet reports.",
    )
    company_id = fields.Many2one(
        related="investigation_id.company_id", store=True, index=True
    )
    kind = fields.Selection(
        labels("report_type"), string="Report", required=True, default=INITIAL
    )
    version = fields.Selection(_VERSIONS, required=True, default=FORM_2015)
    product_ids = fields.One2many("dscsa.form3911.product", "form_id")
    incident_number = fields.Char(string="FDA incident number")
    incident_location = fields.Char(string="Where it happened")
    initial_date = fields.Date(string="First told to FDA on")
    drug_use = fields.Selection(labels("drug_use"), default="human")
    event = fields.Text(string="What happened")
    termination_reason = fields.Text(string="Why it can end")
    other_bpdr = fields.Boolean(string="BPDR")
    other_far = fields.Boolean(string="FAR")
    other_medwatch = fields.Boolean(string="MedWatch 3500")
    other_medwatch_a = fields.Boolean(string="MedWatch 3500A")
    other_other = fields.Boolean(string="Other")
    other_words = fields.Char(string="Which")
    company_category = fields.Selection(labels("company_category"))
    facility_identifier = fields.Char(
        string="Facility identifier", help="DUNS or FEI of the company, if it has one."
    )
    contact_name = fields.Char(string="Contact")
    contact_phone = fields.Char(string="Telephone")
    contact_email = fields.Char(
        string="Mail", help="FDA's answer with the incident number comes here."
    )
    due_at = fields.Datetime(related="investigation_id.due_at")
    is_owed = fields.Boolean(related="investigation_id.is_owed")
    lines = fields.Json(compute="_compute_lines")
    problems_text = fields.Text(string="Not whole", compute="_compute_lines")
    sent_at = fields.Datetime(string="Sent", readonly=True)
    sent_by_id = fields.Many2one("res.users", string="By", readonly=True)
    how = fields.Char(string="How it was sent", default="CDER NextGen portal")
    evidence_ids = fields.Many2many("dscsa.document", "dscsa_form3911_evidence_rel")

    _ledger_fields = (
        "investigation_id",
        "kind",
        "version",
        "incident_number",
        "sent_at",
        "sent_by_id",
        "how",
        "evidence_ids",
    )
    _ledger_kept = True
    _ledger_frozen = frozenset({"investigation_id"})

    @api.depends("kind", "investigation_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        words = dict(self._fields["kind"]._description_selection(self.env))
        for form in self:
            form.display_name = f"{form.investigation_id.name} · {words[form.kind]}"

    @api.depends(
        *("kind", "version", "incident_number", "incident_location", "initial_date"),
        *("drug_use", "event", "termination_reason", "other_bpdr", "other_far"),
        *("other_medwatch", "other_medwatch_a", "other_other", "other_words"),
        *("company_category", "facility_identifier", "contact_name", "contact_phone"),
        *("contact_email", "product_ids"),
        *(f"product_ids.{name}" for name in ("name", "ingredients", "strength")),
        *(f"product_ids.{name}" for name in ("dosage_form", "description", "ndc")),
        *(f"product_ids.{name}" for name in ("quantity", "unit", "lots", "serials")),
        "product_ids.expiries",
    )
    @api.depends_context("lang")
    def _compute_lines(self):
        for form in self:
            lines = form._sheet()
            form.lines = [form._line(each) for each in lines]
            form.problems_text = form._problem_words(lines)

    def _sheet(self):
        """The lines of the form as the core makes them."""
        return sheet(self._report(), self.version, self.kind)

    def _line(self, line):
        said = ""
        if line.problem:
            facts = {"item": line.item, "label": line.label}
            said = message_of(self.env, line.problem, facts)
        return {
            "name": line.name,
            "item": line.item,
            "label": line.label,
            "value": line.value,
            "code": line.code,
            "required": line.required,
            "problem": said,
        }

    def _problem_words(self, lines):
        said = [
            f"{message_of(self.env, each.code, each.facts)} "
            f"{next_step_of(self.env, each.code, each.facts)}"
            for each in problems(lines)
        ]
        return "\n".join(said) or False

    def _report(self):
        """``Report`` of the core: the case, and what a person gave or changed here."""
        given = {
            "products": tuple(each._product() for each in self.product_ids),
            "incident_number": self.incident_number or "",
            "incident_location": self.incident_location or "",
            "initial_date": self.initial_date or None,
            "drug_use": self.drug_use or "",
            "event": self.event or "",
            "termination_reason": self.termination_reason or "",
            "other_reports": self._other_reports(),
            "other_words": self.other_words or "",
            "company_category": self.company_category or "",
            "facility_identifier": self.facility_identifier or "",
            "contact": Contact(
                self.contact_name or "",
                self.contact_phone or "",
                self.contact_email or "",
            ),
        }
        return report_of(self.case_ids or self.investigation_id, **given)

    def _other_reports(self):
        return tuple(key for key in _OTHERS if self[f"other_{key}"]) or ("none",)

    # made from the case --------------------------------------------------------------
    @api.model
    def _open_for(self, case, kind):
        """The sheet of a case that is not sent yet; a new one, filled in."""
        found = self.search(
            [
                ("case_ids", "in", case.ids),
                ("kind", "=", kind),
                ("sent_at", "=", False),
            ],
            limit=1,
        )
        return found or self.create(self._values_of(case, kind))

    @api.model
    def _values_of(self, case, kind):
        cases = self._reported_together(case, kind)
        report = report_of(cases)
        last = self.search(
            [("investigation_id", "=", case.id), ("sent_at", "!=", False)], limit=1
        )
        products = self.env["dscsa.form3911.product"]
        return {
            "investigation_id": case.id,
            "case_ids": [Command.set(cases.ids)],
            "kind": kind,
            "version": last.version or FORM_2015,
            "incident_number": report.incident_number,
            "incident_location": report.incident_location,
            "initial_date": report.initial_date,
            "event": event_of(cases, report),
            "termination_reason": report.termination_reason
            if kind == TERMINATION
            else False,
            "company_category": report.company_category,
            "facility_identifier": last.facility_identifier,
            "contact_name": report.contact.name,
            "contact_phone": report.contact.telephone,
            "contact_email": report.contact.email,
            "product_ids": [
                Command.create(products._values_of(each)) for each in report.products
            ],
        }

    @api.model
    def _reported_together(self, case, kind):
        """Cases of one incident that are illegitimate: one report names them all.

        A first report leaves out those of which FDA was told before.
        """
        if not case.incident:
            return case
        others = case.search(
            [
                ("incident", "=", case.incident),
                ("company_id", "=", case.company_id.id),
                ("classification", "=", case.classification),
                ("state", "=", case.state),
            ]
        )
        return case | others.filtered(lambda each: kind != INITIAL or not _told(each))

    @api.model_create_multi
    def create(self, vals_list):
        if any({"sent_at", "sent_by_id"} & set(vals) for vals in vals_list):
            raise UserError(self.env._("Press “It was sent”."))
        forms = super().create(vals_list)
        for form in forms:
            (form.investigation_id | form.case_ids).check_access("write")
            form._check_one_incident()
            if form.investigation_id.outcome != "illegitimate":
                raise UserError(
                    self.env._("FDA is told on this form of illegitimate product only.")
                )
        return forms

    def _check_one_incident(self):
        """A sheet speaks of its case, and of cases opened together with it."""
        case, others = self.investigation_id, self.case_ids - self.investigation_id
        if others.filtered(
            lambda each: (
                not case.incident
                or each.incident != case.incident
                or each.company_id != case.company_id
            )
        ):
            raise UserError(self.env._("One sheet reports one incident."))


def _told(case):
    return case._notices_of("illegitimate").filtered("is_fda").told_at
