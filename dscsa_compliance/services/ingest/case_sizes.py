"""How many packages a case stands for: as known here, against what a file lists."""

from collections import Counter, defaultdict

from dscsa_core.catalogue import finding
from dscsa_core.tally import examples


def cases_of(digest, transactions):
    """{case GTIN: {number of the case: packages directly or deeper in it}}"""
    found = defaultdict(dict)
    for transaction in transactions:
        for node in transaction.nodes:
            if gtin := digest.gtin(node):
                found[gtin][node] = len(digest.packages_in(node))
    return found


def usual(counts):
    """The size most of these cases have, the larger one of two as frequent."""
    sizes = Counter(counts)
    return max(sizes, key=lambda size: (sizes[size], size), default=0)


def differences(digest, gtins, cases):
    """Findings on cases that list another count than their GTIN is known to stand for.

    ``gtins`` {gtin14: dscsa.gtin}; what is merely proposed is not known.
    """
    for gtin, counts in cases.items():
        known = gtins.get(gtin)
        if not known or known.state != "confirmed" or known.level == "package":
            continue
        odd = defaultdict(list)
        for node, count in counts.items():
            if count and known.package_qty > 1 and count != known.package_qty:
                odd[count].append(digest.keys[node])
        for count, keys in sorted(odd.items()):
            yield finding(
                "CASE_COUNT_DIFFERS",
                gtin,
                product=known.product_id.display_name or known.name or gtin,
                gtin=gtin,
                expected=known.package_qty,
                found=count,
                count=len(keys),
                examples=examples(keys),
            )
