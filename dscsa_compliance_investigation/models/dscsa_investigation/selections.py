"""Lists of a case, all of them the core's: keys and words."""

from dscsa_core.investigation import facts, signs, states
from dscsa_core.investigation.call_sheet import ANSWERS as _ANSWERS
from dscsa_core.investigation.call_sheet import TRUSTED_NUMBERS
from dscsa_core.investigation.words import WORDS


def _named(group, keys):
    return [(key, WORDS[f"{group}.{key}"]) for key in keys]


STATES = _named("state", states.STATES)
UNDECIDED = (facts.QUESTION, facts.SUSPECT)
OUTCOMES = _named("state", (facts.CLEARED, facts.ILLEGITIMATE))
WHOSE = _named("origin", (states.OURS, *states.FOREIGN))
CLASSIFICATIONS = [(key, kind.text) for key, kind in signs.KINDS.items()]
KINDS = _named("found", facts.KINDS)
RESULTS = _named("result", facts.RESULTS)
DISPOSALS = _named("disposal", facts.DISPOSALS)
ANSWERS = _named("answer", _ANSWERS)
SOURCES = _named("number", TRUSTED_NUMBERS)
FDA_ANSWERS = [(facts.AGREED, "FDA agreed"), (facts.REFUSED, "FDA did not agree")]
