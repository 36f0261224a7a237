"""What a seller's missing proof means for goods that have come.

The order is stopped elsewhere; goods already ordered are received. Whether they may
go up is said by the severity of each reason. FD&C Act 582(b)(3), (c)(3), (d)(3).
"""

from dataclasses import dataclass

from ..finding import Finding

# every code a seller's standing can carry to a receipt
SELLER_CODES = frozenset(
    {
        "PARTNER_NOT_AUTHORISED",
        "LICENSE_UNCHECKED",
        "LICENSE_OTHER_STATE",
        "LICENSE_OTHER_CLASS",
        "LICENSE_NOT_YET",
        "LICENSE_EXPIRED",
        "LICENSE_FOUND_EXPIRED",
        "LICENSE_SUSPENDED",
        "LICENSE_REVOKED",
    }
)


@dataclass(frozen=True, slots=True)
class Purchase:
    """How goods were bought. ``gate``: off, warn or stop.

    ``is_sale``: from a seller, and no reason lifts the duties of a sale.
    ``is_good``: proof on file, our own company, or allowed by the manager today.
    ``was_allowed``: the manager allowed the order and no check ended that since.
    ``reasons``: what is missing, as the judgement on the partner says it.
    """

    gate: str
    is_sale: bool = True
    is_good: bool = False
    was_allowed: bool = False
    reasons: tuple[Finding, ...] = ()


def judge_seller(purchase: Purchase) -> list[Finding]:
    """Findings for the goods in scope of one receipt; empty when nothing is missing."""
    if purchase.gate not in ("warn", "stop") or not purchase.is_sale:
        return []
    if purchase.is_good or purchase.was_allowed:
        return []
    return [each for each in purchase.reasons if each.code in SELLER_CODES]


def hits(scope: str) -> bool:
    """Whether goods of a scope are hit: known to be in scope, nothing else."""
    return scope == "in_scope"
