"""How sellers do: the scorecard of real discrepancies."""

from . import dscsa_supplier_score
