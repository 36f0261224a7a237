from dscsa_core.numbers import gtin14_of

from odoo import models
from odoo.exceptions import AccessError, UserError

_TEXTS = {
    "dscsa_ndc": "ndc",
    "dscsa_strength": "strength",
    "dscsa_dosage_form": "dosage_form",
    "dscsa_container_size": "container_size",
    "dscsa_manufacturer": "manufacturer",
}


class DscsaGtin(models.Model):
    """From proposals to products: one tap for sixty of them."""

    _inherit = "dscsa.gtin"

    def action_confirm(self):
        """Accept the chosen or suggested product of each proposal."""
        for gtin in self:
            gtin.product_id = gtin.product_id or gtin.suggested_product_id
        nameless = self.filtered(lambda g: not g.product_id)
        if nameless:
            raise UserError(
                self.env._(
                    "Choose a product for %(gtins)s, or press «Create».",
                    gtins=", ".join(nameless[:5].mapped("gtin")),
                )
            )
        self._confirm()
        return True

    def action_create_products(self):
        """Take each proposal as it is: chosen, looking alike, or a new product of it.

        Cases join their package. People who receive may do so without the right to
        products: the new one has what the seller's file says of the drug.
        """
        self._check_receiver()
        waiting = self.filtered(lambda g: not g.product_id)
        for gtin in waiting.filtered("suggested_product_id"):
            gtin.product_id = gtin.suggested_product_id
        waiting = waiting.filtered(lambda g: not g.product_id)
        packages = waiting._without_cases()
        # least rights: not products as such, but those of a file's proposals
        templates = self.env["product.template"].sudo()
        templates = templates.create([gtin._product_values() for gtin in packages])
        for gtin, template in zip(packages, templates, strict=True):
            gtin.product_id = template.product_variant_id
        (waiting - packages)._join_packages()
        self._confirm()
        return self.product_id._get_records_action(name=self.env._("New products"))

    def _check_receiver(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            raise AccessError(
                self.env._("Only DSCSA users confirm drugs. Ask a technician.")
            )
        self.check_access("write")

    def _without_cases(self):
        """Those to make a product of: packages, and cases whose package is unknown."""
        levels = {gtin.gtin: gtin.level for gtin in self}
        known = self._map_known({gtin._inner_gtin() for gtin in self})
        return self.filtered(
            lambda g: (
                g.level == "package"
                or (
                    levels.get(g._inner_gtin()) != "package"
                    and not known.get(g._inner_gtin())
                )
            )
        )

    def _inner_gtin(self):
        return gtin14_of(f"0{self.gtin[1:13]}?")

    def _join_packages(self):
        known = self._map_known({gtin._inner_gtin() for gtin in self})
        for gtin in self:
            package = known.get(gtin._inner_gtin())
            gtin.product_id = package and package.product_id

    def _product_values(self):
        """Values of a new product; its stock counts packages by manufacturer's lot."""
        self.ensure_one()
        name = self.name or self.env._("NDC %(ndc)s", ndc=self.ndc or self.gtin)
        values = {
            "name": " ".join(filter(None, (name, self.strength, self.container_size))),
            "type": "consu",
            "is_storable": True,
            "tracking": "lot",
            "use_expiration_date": True,
            "company_id": self.company_id.id,
            **{field: self[own] for field, own in _TEXTS.items()},
        }
        if self.level == "package":
            values["barcode"] = self.gtin
        return values | self._scope_values()

    def _scope_values(self):
        """In scope when the seller's own file affirms the statement for it."""
        statements = self.document_id.transaction_ids.filtered(
            lambda t: t.statement == "yes" and self in t.line_ids.gtin_id
        )
        if not (self.ndc and statements):
            return {}
        note = self.env._(
            "The seller sends transaction data for it: %(file)s",
            file=self.document_id.name,
        )
        return {"dscsa_scope": "in_scope", "dscsa_scope_note": note}

    def _confirm(self):
        """Settle proposals: complete the products, give the register its products."""
        for gtin in self:
            gtin.state = "confirmed"
            missing = {
                field: gtin[own]
                for field, own in _TEXTS.items()
                if gtin[own] and not gtin.product_id[field] and gtin.level == "package"
            }
            if missing:
                # confirming may be done by people who may not edit products
                gtin.product_id.sudo().write(missing)
        self._apply_products()
        self.env["dscsa.document"]._trigger_release()
