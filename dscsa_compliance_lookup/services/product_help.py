"""What the NDC Directory says about our products: help, never a silent change."""

from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.keys import Gtin
from dscsa_core.gs1.ndc import ndc10_of_gtin
from dscsa_core.licenses.ndc_directory import Package, propose_scope
from dscsa_core.numbers import ndc_keys

from odoo.fields import Domain
from odoo.tools import SQL


class ProductHelp:
    """Compares one directory with the products of a company, or with all of them."""

    def __init__(self, snapshot, company):
        self._snapshot, self._company, self._env = snapshot, company, snapshot.env

    def propose(self):
        """Bring the open proposals up to this directory."""
        found = []
        for product, package in self._matches():
            values = self._about(product, package)
            if values:
                found.append(values)
        proposals = self._env["dscsa.snapshot.product"]
        proposals._bring_up_to(self._snapshot, self._company, found)

    def _products(self):
        company = Domain("company_id", "in", [False, self._company.id])
        known = Domain("dscsa_ndc", "!=", False) | Domain("barcode", "!=", False)
        return self._env["product.template"].search(company & known)

    def _matches(self):
        """(product, package) for products that one package alone can mean."""
        wanted = []
        for product in self._products():
            for key in ndc_keys(product.dscsa_ndc):
                wanted.append((product.id, key, ""))
            if not product.dscsa_ndc and (ten := ndc10_of(product.barcode)):
                wanted.append((product.id, "", ten))
        if not wanted:
            return
        grouped = {}
        for product_id, values in self._select(wanted):
            grouped.setdefault(product_id, []).append(values)
        for product_id, packages in grouped.items():
            if len({package.ndc12 for package in packages}) == 1:
                product = self._env["product.template"].browse(product_id)
                yield product, packages[0]

    def _select(self, wanted):
        products, keys, tens = (list(column) for column in zip(*wanted, strict=True))
        columns = SQL(", ").join(SQL.identifier("r", name) for name in Package._fields)
        query = SQL(" UNION ").join(
            SQL(
                """SELECT s.product, %s FROM unnest(%s, %s, %s)
                    AS s (product, ndc12, ndc10)
                    JOIN dscsa_snapshot_ndc r ON r.snapshot_id = %s AND %s = %s
                     AND %s <> ''""",
                columns,
                products,
                keys,
                tens,
                self._snapshot.id,
                SQL.identifier("r", name),
                SQL.identifier("s", name),
                SQL.identifier("s", name),
            )
            for name in ("ndc12", "ndc10")
        )
        for product_id, *values in self._env.execute_query(query):
            texts = ("" if value is None else value for value in values)
            yield product_id, Package(*texts)

    def _about(self, product, package):
        """Values of a proposal; none when the product says all of it already."""
        scope, exclusion, reason = propose_scope(package)
        values = {
            "product_tmpl_id": product.id,
            "ndc": package.ndc,
            "name": package.name,
            "generic": package.generic,
            "labeler": package.labeler,
            "kind": package.kind,
            "dosage_form": package.form,
            "strength": package.strength,
            "description": package.description,
            "scope": scope or False,
            "exclusion": exclusion or False,
            "reason": reason,
            "sample": bool(package.sample),
            "schedule": package.schedule,
        }
        news = (
            (scope and scope != product.dscsa_scope)
            or bool(package.sample)
            or not product.dscsa_ndc
            or (package.labeler and not product.dscsa_manufacturer)
            or (package.form and not product.dscsa_dosage_form)
            or (package.strength and not product.dscsa_strength)
        )
        return values if news else None


def ndc10_of(barcode):
    """The ten digits in a US drug's barcode; ``""`` for other barcodes."""
    try:
        return ndc10_of_gtin(Gtin.parse(barcode or "").value) or ""
    except Gs1Error:
        return ""
