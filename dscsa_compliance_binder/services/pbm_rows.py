"""Rows of the PBM pack."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Purchase:
    """One product of one delivery. ``packages`` is None where nobody counted it."""

    day: date
    receipt: str
    invoice: str
    seller: object
    ndc: str
    name: str
    packages: int | None
    returned: int = 0
    per_package: float = 0.0
    unit: str = ""
    source: str = ""
    tits: str = ""
    price: float | None = None
    license: str = ""
    accreditation: str = ""
    is_licensed: bool = False
    is_accredited: bool = False

    @property
    def units(self):
        """Billing units bought, or None while packages or their size are unknown."""
        if self.packages is None or not self.per_package:
            return None
        return self.packages * self.per_package


@dataclass
class Total:
    """One NDC-11 of the period."""

    ndc: str
    name: str
    packages: int = 0
    returned: int = 0
    uncounted: int = 0
    units: float | None = 0.0
    unit: str = ""
    sellers: set = field(default_factory=set)
    invoices: set = field(default_factory=set)
