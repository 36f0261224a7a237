from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.models.selections import EXCLUSIONS, SCOPES

from .dscsa_license_proposal import PROPOSAL_STATES

_FACTS = (
    "ndc name labeler kind dosage_form strength description scope exclusion sample"
).split()
_FILLS = {
    "ndc": "dscsa_ndc",
    "labeler": "dscsa_manufacturer",
    "dosage_form": "dscsa_dosage_form",
    "strength": "dscsa_strength",
    "description": "dscsa_container_size",
}


class DscsaSnapshotProduct(models.Model):
    """What the NDC Directory says about a product of ours, for a person to judge."""

    _name = "dscsa.snapshot.product"
    _description = "Product Proposal of the NDC Directory"
    _dscsa_left_out = "public lists"
    _order = "state desc, id desc"

    snapshot_id = fields.Many2one(
        "dscsa.snapshot",
        string="Directory",
        required=True,
        index=True,
        ondelete="restrict",
    )
    source_id = fields.Many2one("dscsa.source", required=True, index=True)
    product_tmpl_id = fields.Many2one(
        "product.template",
        string="Product",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="product_tmpl_id.company_id", store=True, index=True
    )
    ndc = fields.Char(string="NDC")
    name = fields.Char(string="Name in the Directory")
    generic = fields.Char(string="Generic Name")
    labeler = fields.Char()
    kind = fields.Char(string="Product Type")
    dosage_form = fields.Char()
    strength = fields.Char()
    description = fields.Char(string="Package")
    schedule = fields.Char(string="DEA Schedule")
    sample = fields.Boolean(string="Sample Package")
    scope = fields.Selection(SCOPES, string="Proposed Scope")
    exclusion = fields.Selection(EXCLUSIONS, string="Why excluded")
    reason = fields.Char()
    current_scope = fields.Selection(
        related="product_tmpl_id.dscsa_scope", string="Scope now"
    )
    sentence = fields.Char(compute="_compute_sentence")
    state = fields.Selection(
        PROPOSAL_STATES, required=True, default="proposed", index=True
    )
    decided_by_id = fields.Many2one("res.users", string="Decided by")
    decided_at = fields.Datetime()

    @api.depends("product_tmpl_id", "ndc")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.product_tmpl_id.display_name} · {row.ndc or ''}"

    @api.depends("reason", "sample", "kind")
    def _compute_sentence(self):
        words = {
            "prescription": self.env._("Listed as a prescription drug: in scope."),
            "not_prescription": self.env._("Not listed as a prescription drug."),
            "homeopathic": self.env._("Listed as homeopathic."),
            "gas": self.env._("Listed as a medical gas."),
            "radioactive": self.env._("Its class is radioactive."),
            "unclear": self.env._("The directory does not settle the scope."),
        }
        sample = self.env._("This code is a sample package.")
        for row in self:
            text = words.get(row.reason, "")
            row.sentence = f"{sample} {text}" if row.sample else text

    def action_accept(self):
        """Fill in what is empty on the product, and the proposed scope."""
        self._check_may_decide()
        for row in self:
            product = row.product_tmpl_id
            product.check_access("read")
            # the compliance fields alone; pharmacists need no right on all products
            product.sudo().write(row._product_values())
        self._decide("accepted")
        return True

    def action_dismiss(self):
        """Leave the product as it is; the same facts are not proposed again."""
        self._check_may_decide()
        self._decide("dismissed")
        return True

    def _product_values(self):
        self.ensure_one()
        product = self.product_tmpl_id
        values = {
            target: self[name]
            for name, target in _FILLS.items()
            if self[name] and not product[target]
        }
        if self.scope:
            values |= {"dscsa_scope": self.scope, "dscsa_exclusion": self.exclusion}
        return values

    def _check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise AccessError(
                self.env._("The scope of a product is settled by a pharmacist.")
            )
        if any(row.state != "proposed" for row in self):
            raise UserError(
                self.env._("Only what is still to review can be accepted or dismissed.")
            )

    def _decide(self, state):
        # nobody may edit proposals; the decision itself was checked above
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    @api.model
    def _bring_up_to(self, snapshot, company, found):
        """As for licenses: open proposals follow the newest directory."""
        mine = self.sudo()
        rows = mine.search(
            [
                ("source_id", "=", snapshot.source_id.id),
                ("company_id", "in", [False, company.id]),
                ("state", "!=", "superseded"),
            ]
        )
        before = {row._identity(): row for row in rows.sorted("id")}
        new, still = [], mine.browse()
        for values in found:
            row = before.get(_identity_of(values))
            if row:
                still += row
            else:
                new.append(values)
        still.write({"snapshot_id": snapshot.id})
        gone = (rows - still).filtered(lambda row: row.state == "proposed")
        gone.write({"state": "superseded"})
        mine.create(
            [
                {
                    **values,
                    "source_id": snapshot.source_id.id,
                    "snapshot_id": snapshot.id,
                }
                for values in new
            ]
        )

    def _identity(self):
        self.ensure_one()
        values = {name: self[name] for name in _FACTS}
        return _identity_of(values | {"product_tmpl_id": self.product_tmpl_id.id})


def _identity_of(values):
    facts = tuple(values.get(name) or False for name in _FACTS)
    return values["product_tmpl_id"], *facts
