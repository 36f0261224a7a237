from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.label_text import own_code, package_elements

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..services.labels.sheets import draw_labels
from ..services.labels.wording import GS1, INTERNAL, LabelText, Wording

_MAX = 500


class DscsaLabelWizard(models.TransientModel):
    """Which labels for which packages, on which paper."""

    _name = "dscsa.label.wizard"
    _description = "Print Labels"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    epc_ids = fields.Many2many(
        "dscsa.epc", string="Packages", domain="[('kind', '=', 'package')]"
    )
    text = fields.Char(
        string="Scan or type a package", help="Its code, serial number or own label."
    )
    kind = fields.Selection(
        [
            ("hold", "As it stands: on hold, quarantine, recalled, else internal"),
            (INTERNAL, "Internal number"),
            (GS1, "Product identifier (repackagers only)"),
        ],
        string="Label",
        required=True,
        default="hold",
    )
    size = fields.Selection(
        [
            ("50x25", "Label 50 x 25 mm"),
            ("100x50", "Label 100 x 50 mm"),
            ("letter", "Letter, 10 labels a sheet"),
            ("a4", "A4, 10 labels a sheet"),
        ],
        required=True,
        default="100x50",
    )
    copies = fields.Integer(default=1)
    others = fields.Json(help="Texts of labels for what is in no register row.")
    refusal = fields.Text(compute="_compute_refusal")

    @api.depends("kind", "company_id")
    def _compute_refusal(self):
        for wizard in self:
            refused = wizard.kind == GS1 and not wizard._may_identify()
            wizard.refusal = wizard._refusal() if refused else False

    @api.onchange("text")
    def _onchange_text(self):
        """Add what was scanned; the field is empty for the next one."""
        text = (self.text or "").strip()
        if not text:
            return None
        found = self.env["dscsa.epc"].search(
            [("kind", "=", "package"), ("display_name", "=", text)], limit=2
        )
        self.text = False
        if len(found) == 1:
            self.epc_ids |= found
            return None
        words = (
            self.env._("Several packages fit “%s”. Scan the square code.", text)
            if found
            else self.env._("No package is known by “%s”.", text)
        )
        return {"warning": {"title": self.env._("Not added"), "message": words}}

    def _may_identify(self):
        """Only who packs anew gives packages their identifier (FD&C Act 581(16))."""
        return self.company_id.sudo().dscsa_profile == "repackager"

    def _refusal(self):
        return self.env._(
            "A product identifier is put on by the manufacturer or a repackager; one "
            "made here would be altered labelling. If the code on the pack cannot be "
            "read, type what is printed, and report the damaged label as a "
            "discrepancy. Print an internal number instead."
        )

    def action_print(self):
        """The labels as PDF. UserError says why there are none."""
        self.ensure_one()
        self._check()
        report = self.env.ref("dscsa_compliance_station.report_label_action")
        return report.report_action(self)

    def _check(self):
        if self.kind == GS1 and not self._may_identify():
            raise UserError(self._refusal())
        if not self.epc_ids and not self.others:
            raise UserError(self.env._("Scan or choose a package first."))
        if not 1 <= self.copies <= 100 or len(self.epc_ids) * self.copies > _MAX:
            raise UserError(
                self.env._("Print between 1 and %(most)s labels at a time.", most=_MAX)
            )

    def _dscsa_draw(self, name):
        """PDF of the labels: see ``ir.actions.report``."""
        self.ensure_one()
        # also for a report that is asked for without the button
        self._check()
        self.epc_ids.check_access("read")
        texts = [text for text in self._texts() for _copy in range(self.copies)]
        if self.kind == GS1:
            self._note()
        return draw_labels(self.env, texts, self.size, self.env._("Labels"))

    def _texts(self):
        if self.kind == GS1:
            return [self._identifier(epc) for epc in self.epc_ids]
        wording = Wording(self.epc_ids)
        kind = INTERNAL if self.kind == INTERNAL else None
        others = [wording.other(told) for told in self.others or ()]
        return [wording.of(epc, kind) for epc in self.epc_ids] + others

    def _identifier(self, epc):
        """All four parts of a product identifier (FD&C Act, section 581(14))."""
        try:
            elements = package_elements(
                epc.gtin or "", epc.serial or "", epc.lot or "", epc.expiry
            )
        except Gs1Error as error:
            raise UserError(self._incomplete(epc)) from error
        if not epc.lot or not epc.expiry:
            raise UserError(self._incomplete(epc))
        name = epc.sudo().product_id.display_name or epc.title or ""
        return LabelText(GS1, "", name, code=own_code(epc.id), elements=elements)

    def _incomplete(self, epc):
        return self.env._(
            "%(package)s: a product identifier needs GTIN, serial number, lot and "
            "expiration date in the form GS1 allows. Complete the package first.",
            package=epc.display_name,
        )

    def _note(self):
        """Who printed identifiers is kept for each package."""
        for company, epcs in self.epc_ids.grouped("company_id").items():
            self.env["dscsa.event"]._record(
                "labelling",
                epcs,
                company=company,
                note=self.env._("product identifier printed"),
            )
