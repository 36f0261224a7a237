"""Which packages of a suspect product are looked at one by one.

FD&C Act, section 582(d)(4)(A)(ii)(II): the product identifier of "at least 3 packages
or 10 percent of such suspect product, whichever is greater, or all packages, if there
are fewer than 3". A tenth is rounded up.
"""

import hashlib
from collections.abc import Iterable

LEAST, SHARE = 3, 10


def sample_size(packages: int) -> int:
    """How many of so many packages in possession or control; ValueError below 0."""
    if packages < 0:
        raise ValueError(f"packages: {packages}")
    tenth = -(-packages // SHARE)
    return min(packages, max(LEAST, tenth))


def draw(items: Iterable[str], size: int, seed: str) -> tuple[str, ...]:
    """``size`` of the items by chance, or all when there are not so many.

    The same items and seed give the same draw whatever their order, on every machine
    and version: items go by the SHA-256 of seed and item. So anybody can draw again,
    and a larger draw begins with the smaller one: what was looked at stays in it.
    Equal items are one. ValueError for a size below 0 or an empty seed.
    """
    if size < 0 or not seed:
        raise ValueError(f"size: {size}, seed: {seed!r}")
    ranked = sorted(set(items), key=lambda item: (_rank(seed, item), item))
    return tuple(ranked[:size])


def _rank(seed: str, item: str) -> bytes:
    # the length keeps "a" + "bc" and "ab" + "c" apart
    text = f"{len(seed)}:{seed}{item}"
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()
