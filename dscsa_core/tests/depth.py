"""How deep property and timing tests go: a quarter, or all of it with ``--long``.

The regular run is to be quick; ``setup/test core --long`` sets DSCSA_LONG.
"""

import os
from collections.abc import Iterable

from hypothesis import HealthCheck, settings

LONG = bool(os.environ.get("DSCSA_LONG"))
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("core", max_examples=200 if LONG else 25, **_COMMON)
settings.load_profile("core")


def examples(count: int) -> settings:
    """This many examples of a property in the long run, at least 20 in any."""
    return settings(max_examples=count if LONG else max(count // 4, 20), **_COMMON)


def thinned(ones: Iterable, others: Iterable, share: int = 4) -> list[tuple]:
    """Pairs of these: all in the long run, else one ``share`` that leaves out none
    of either.
    """
    pairs = [
        (number - place, (one, other))
        for number, one in enumerate(ones)
        for place, other in enumerate(others)
    ]
    return [pair for step, pair in pairs if LONG or step % share == 0]


def part(count: float, share: int = 4) -> float:
    """A size or a time of a test: all of it in the long run, else one ``share``."""
    return count if LONG else type(count)(count / share)
