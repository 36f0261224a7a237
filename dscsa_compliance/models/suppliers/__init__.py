"""How sellers do: from their first file to the scorecard of real discrepancies."""

from . import dscsa_supplier_score, purchase_order, res_partner
