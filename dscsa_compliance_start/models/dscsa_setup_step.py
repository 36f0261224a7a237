from odoo import api, fields, models
from odoo.exceptions import AccessError

STEPS = [
    ("questions", "Four questions"),
    ("seller", "Your first wholesaler"),
    ("file", "Yesterday's data"),
    ("tote", "The first tote"),
    ("live", "Go live"),
]


class DscsaSetupStep(models.Model):
    """One step of the first hour; done follows from what is there, skipping is said."""

    _name = "dscsa.setup.step"
    _description = "Step of the First Hour"
    _dscsa_left_out = "help on the first day"
    _order = "sequence, id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    guide_id = fields.Many2one(
        "dscsa.first.hour", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(required=True)
    code = fields.Selection(STEPS, string="Step", required=True)
    skipped = fields.Boolean(copy=False)
    state = fields.Selection(
        [("open", "To do"), ("done", "Done"), ("skipped", "Skipped")],
        compute="_compute_state",
    )
    hint = fields.Char(string="What to do", compute="_compute_hint")

    _code_unique = models.UniqueIndex("(company_id, code)")

    @api.depends("skipped", "company_id")
    def _compute_state(self):
        for step in self:
            if step._is_done():
                step.state = "done"
            else:
                step.state = "skipped" if step.skipped else "open"

    def _is_done(self):
        """Whether the company has what this step is about."""
        self.ensure_one()
        return bool(self._checks()[self.code]())

    def _checks(self):
        """{step: function that says whether it is done}; other subjects add theirs."""
        company = self.company_id.sudo()
        here = [("company_id", "=", company.id)]
        env = company.env
        return {
            "questions": lambda: company.dscsa_answered_at,
            "seller": lambda: self._has_seller(env, here),
            "file": lambda: env["dscsa.transaction"].search_count(here, limit=1),
            "tote": lambda: (
                env["dscsa.epc"].search_count(
                    [*here, ("status", "=", "in_stock")], limit=1
                )
                or env["stock.picking"].search_count(
                    [
                        *here,
                        ("state", "=", "done"),
                        ("dscsa_transaction_ids", "!=", False),
                    ],
                    limit=1,
                )
            ),
            "live": lambda: company.dscsa_live_date,
        }

    @api.model
    def _has_seller(self, env, here):
        """A seller of whom somebody noted how it proves or delivers its data."""
        return env["res.partner"].search_count(
            [
                ("company_id", "in", (False, here[0][2])),
                "|",
                ("dscsa_intake", "!=", False),
                ("dscsa_desk_phone", "!=", False),
            ],
            limit=1,
        )

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_hint(self):
        hints = self._hints()
        for step in self:
            step.hint = hints.get(step.code)

    def _hints(self):
        """{step: what to do}."""
        return {
            "questions": self.env._("Answer above. What is set already works too."),
            "seller": self.env._(
                "Name, license number, State; portal address and the telephone of its "
                "DSCSA desk. No password is kept."
            ),
            "file": self.env._(
                "Drop a file, a PDF or an export of yesterday; products appear by "
                "themselves."
            ),
            "tote": self.env._("Receive one real delivery, with or without an order."),
            "live": self.env._(
                "What was only tried goes, real deliveries stay, protection starts."
            ),
        }

    def action_open(self):
        """Go to where the step is done."""
        self.ensure_one()
        if self.code == "questions":
            return self.guide_id.action_answered()
        if self.code == "seller":
            return self._new_seller()
        return self.env["ir.actions.actions"]._for_xml_id(self._doors()[self.code])

    def _doors(self):
        """{step: action where it is done}."""
        return {
            "file": "dscsa_compliance.dscsa_document_action",
            "tote": "dscsa_compliance.dscsa_delivery_wizard_action",
            "live": "dscsa_compliance_start.dscsa_live_wizard_action",
        }

    def _new_seller(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Your first wholesaler"),
            "res_model": "res.partner",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                "default_is_company": True,
                "default_supplier_rank": 1,
                "res_partner_search_mode": "supplier",
            },
        }

    def action_skip(self):
        """Leave a step out; it can be taken up again."""
        return self._set_skipped(True)

    def action_take_up(self):
        """Take up a step that was skipped."""
        return self._set_skipped(False)

    def _set_skipped(self, skipped):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            raise AccessError(
                self.env._("Only the compliance manager sets the first hour up.")
            )
        self.sudo().skipped = skipped
        return True
