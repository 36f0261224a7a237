"""What each step of a matter of suspect product needs: codes of what is missing.

FD&C Act, section 582(d)(4): (A)(ii) what an investigation includes, (A)(iii) clearing,
(B)(i) disposition, in coordination with the maker, (B)(ii) notices, (B)(iv) their end.
"""

from collections.abc import Iterator

from .clock import checked_determination
from .errors import DoubtError
from .facts import (
    AGAINST,
    AGREED,
    AUTHORITY,
    CLEARED,
    FOR,
    IMPOSSIBLE,
    LOT,
    REFUSED,
    RETAINED,
    SAMPLE,
    TI,
    Facts,
    FoundOut,
)
from .sample import sample_size


def of_anybody(facts: Facts) -> Iterator[str]:
    """Every decision has a name, and nothing was done that is yet to be done."""
    if not facts.by.strip():
        yield "doubt.nobody"
    for moment in facts.moments():
        try:
            checked_determination(moment, facts.now)
        except DoubtError as error:
            yield "doubt.later" if error.code == "doubt.future" else error.code


def to_suspect(facts: Facts) -> Iterator[str]:
    """Why there is reason to believe that it is: 581(21)."""
    if not facts.why.strip():
        yield "doubt.why"


def to_answered(facts: Facts) -> Iterator[str]:
    """A question ends by something found out that can be shown, never by a word."""
    if not any(each.result == FOR and each.is_shown for each in facts.found):
        yield "doubt.not_shown"
    if any(each.is_open for each in facts.found):
        yield "doubt.against"


def to_cleared(facts: Facts) -> Iterator[str]:
    """All that 582(d)(4)(A)(ii) names, or why it could not be; then as a question."""
    if facts.owed:
        yield from _law_names(facts)
    yield from to_answered(facts)


def _law_names(facts: Facts) -> Iterator[str]:
    if not _was_checked(facts, LOT):
        yield "doubt.lot"
    if facts.sample_owed and not _was_sampled(facts):
        yield "doubt.sample"
    if not _was_checked(facts, TI):
        yield "doubt.ti"


def _was_checked(facts: Facts, kind: str) -> bool:
    return any(each.kind == kind and _says_something(each) for each in facts.found)


def _says_something(found: FoundOut) -> bool:
    """What was impossible says why; an unknown result is none."""
    if found.result == IMPOSSIBLE:
        return bool(found.words.strip())
    return found.result in (FOR, AGAINST)


def _was_sampled(facts: Facts) -> bool:
    if facts.packages and facts.looked_at >= sample_size(facts.packages):
        return True
    return any(
        each.kind == SAMPLE and each.result == IMPOSSIBLE and each.words.strip()
        for each in facts.found
    )


def to_illegitimate(facts: Facts) -> Iterator[str]:
    """Determined in coordination with the maker, of one kind, at one time."""
    asked = facts.maker is not None and facts.maker.is_done
    if not asked and not facts.maker_unreached.strip():
        yield "doubt.maker"
    if not facts.classification.strip():
        yield "doubt.kind"
    if facts.determined_at is None:
        yield "doubt.determined"
        return
    try:
        checked_determination(facts.determined_at, facts.now)
    except DoubtError as error:
        yield error.code


def to_notified(facts: Facts) -> Iterator[str]:
    """FDA and every immediate trading partner are told, where that is owed."""
    if not facts.owed:
        return
    if facts.told_fda is None or not facts.told_fda.is_done:
        yield "doubt.fda_untold"
    if facts.partners is None:
        yield "doubt.partners_unknown"
    elif not all(each.is_done for each in facts.partners):
        yield "doubt.partner_untold"
    elif not facts.partners and not facts.no_partners.strip():
        yield "doubt.no_partners"


def to_disposed(facts: Facts) -> Iterator[str]:
    """Every package is accounted for, each with its proof."""
    if facts.packages is None:
        yield "doubt.packages_unknown"
        return
    if facts.packages and not facts.disposals:
        yield "doubt.disposal"
        return
    if not all(each.is_whole for each in facts.disposals):
        yield "doubt.disposal_proof"
    gone = sum(each.packages for each in facts.disposals)
    if gone < facts.packages:
        yield "doubt.packages_left"
    if gone > facts.packages:
        yield "doubt.packages_over"
    kept = any(each.kind in (RETAINED, AUTHORITY) for each in facts.disposals)
    if facts.sample_wanted and not kept:
        yield "doubt.sample_kept"


def to_termination(facts: Facts) -> Iterator[str]:
    """Asked of FDA, under its number, with the reason of the form's item 18."""
    if not facts.incident_number.strip():
        yield "doubt.incident"
    if not facts.termination_why.strip():
        yield "doubt.termination_why"
    if facts.asked_fda is None or not facts.asked_fda.is_done:
        yield "doubt.termination_unasked"


def to_ended(facts: Facts) -> Iterator[str]:
    """FDA agreed, and exactly those who were notified hear that it is over."""
    if facts.fda_answer == REFUSED:
        yield "doubt.fda_refused"
    elif facts.fda_answer != AGREED:
        yield "doubt.fda_silent"
    told = {each.whom for each in facts.ended if each.is_done}
    if facts.partners is None:
        yield "doubt.partners_unknown"
    elif not {each.whom for each in facts.partners} <= told:
        yield "doubt.end_untold"


def to_filed(facts: Facts) -> Iterator[str]:
    """Cleared: FDA is told where FDA had asked, 582(d)(4)(A)(iii)."""
    if facts.outcome != CLEARED:
        yield "doubt.no_step"
    told = facts.told_cleared is not None and facts.told_cleared.is_done
    if facts.fda_asked and not told:
        yield "doubt.cleared_untold"
