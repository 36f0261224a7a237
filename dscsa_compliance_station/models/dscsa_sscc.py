from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.label_text import build_sscc

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..services.labels.logistic import draw_sscc_labels

_CODE = "dscsa.sscc"


class DscsaSscc(models.Model):
    """One SSCC of ours: given out once, for one logistic unit, and never again.

    GS1 General Specifications, 2.2.1: a number is not used again within a year; here
    it never is.
    """

    _name = "dscsa.sscc"
    _description = "SSCC Given Out"
    _inherit = ["dscsa.ledger.mixin"]
    _order = "id desc"
    _check_company_auto = True

    _ledger_fields = ("name", "package_name", "picking_name", "receiver")

    name = fields.Char(string="SSCC", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    package_id = fields.Many2one(
        "stock.package", readonly=True, index="btree_not_null", ondelete="set null"
    )
    package_name = fields.Char(readonly=True)
    picking_id = fields.Many2one(
        "stock.picking", readonly=True, index="btree_not_null", ondelete="set null"
    )
    picking_name = fields.Char(string="Delivery", readonly=True)
    receiver = fields.Char(string="Ship to", readonly=True)
    receiver_address = fields.Text(readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Given out by", readonly=True, default=lambda s: s.env.user
    )
    made_at = fields.Datetime(
        string="Given out", readonly=True, default=fields.Datetime.now
    )

    _name_unique = models.UniqueIndex("(name)", "This SSCC was given out before.")

    @api.model_create_multi
    def create(self, vals_list):
        """SSCCs come from the number range, not from hands."""
        if not self.env.su:
            raise AccessError(
                self.env._("SSCCs are given out with the button on the package.")
            )
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An SSCC that was given out stays on record."))

    @api.model
    def _for_packages(self, packages, picking=None):
        """The SSCC of each package for this shipment; those that have one keep it."""
        company = picking.company_id if picking else packages.company_id[:1]
        company = company or self.env.company
        self._check_may(company)
        known = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("package_id", "in", packages.ids),
                *([("picking_id", "=", picking.id)] if picking else []),
            ]
        )
        missing = packages - known.package_id
        made = self.sudo().create(
            [self._values(company, package, picking) for package in missing]
        )
        latest = (known | made).sorted("id")
        by_package = {each.package_id: each for each in latest}
        return self.browse([by_package[package].id for package in packages])

    @api.model
    def _check_may(self, company):
        if not self.env.user.has_group("stock.group_stock_user"):
            raise AccessError(self.env._("Only inventory users print SSCC labels."))
        if not company.sudo().dscsa_sscc_prefix:
            raise UserError(
                self.env._(
                    "%(company)s has no GS1 company prefix yet. Enter it under "
                    "Settings > DSCSA > Labels; it stands on your GS1 certificate.",
                    company=company.name,
                )
            )

    @api.model
    def _values(self, company, package, picking):
        partner = picking.partner_id if picking else self.env["res.partner"]
        # whoever ships need not read all of a partner
        partner = partner.sudo()
        address = partner._display_address(without_company=True) if partner else ""
        return {
            "name": self._next(company),
            "company_id": company.id,
            "package_id": package.id,
            "package_name": package.name,
            "picking_id": picking.id if picking else False,
            "picking_name": picking.name if picking else False,
            "receiver": partner.display_name if partner else False,
            "receiver_address": "\n".join(
                line.strip() for line in (address or "").splitlines() if line.strip()
            ),
            "user_id": self.env.uid,
        }

    @api.model
    def _next(self, company):
        """The next number; gaps may be, two alike may not."""
        # the range belongs to the company, whoever ships takes from it
        company = company.sudo()
        prefix, digit = company.dscsa_sscc_prefix, company.dscsa_sscc_extension or "0"
        reference = int(self._sequence(company, prefix, digit).next_by_id())
        try:
            return build_sscc(digit, prefix, reference)
        except Gs1Error as error:
            raise UserError(
                self.env._(
                    "All SSCCs of prefix %(prefix)s with extension digit %(digit)s are "
                    "given out. Choose the next digit under Settings > DSCSA > Labels.",
                    prefix=prefix,
                    digit=digit,
                )
            ) from error

    @api.model
    def _sequence(self, company, prefix, digit):
        """The number range of a prefix and digit; database sequences never go back."""
        code = f"{_CODE}.{prefix}.{digit}"
        sequences = self.env["ir.sequence"].sudo()
        found = sequences.search(
            [("code", "=", code), ("company_id", "=", company.id)], limit=1
        )
        return found or sequences.create(
            {
                "name": self.env._(
                    "SSCC %(prefix)s, digit %(digit)s", prefix=prefix, digit=digit
                ),
                "code": code,
                "company_id": company.id,
                "implementation": "standard",
                "padding": 1,
                "number_next": 1,
            }
        )

    def _dscsa_draw(self, name):
        """PDF of the labels, 4 x 6 inch: see ``ir.actions.report``."""
        return draw_sscc_labels(self)

    def action_print(self):
        """Print these labels again; the numbers stay."""
        return self.env.ref(
            "dscsa_compliance_station.report_sscc_action"
        ).report_action(self)
