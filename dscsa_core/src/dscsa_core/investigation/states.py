"""The states of a matter of suspect product, who takes each step, what it needs.

FD&C Act, section 582(d)(4). *Question → suspect → cleared | illegitimate → notified →
disposed → termination asked → closed.* A question that was answered may be cleared
without ever having been a suspicion. Back goes only a correction.

>>> [step.end for step in steps_from("suspect")]
['cleared', 'illegitimate']
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from . import needs
from .facts import (
    AGREED,
    CLEARED,
    CLOSED,
    DISPOSED,
    ILLEGITIMATE,
    NOTIFIED,
    QUESTION,
    SUSPECT,
    TERMINATION_ASKED,
    Facts,
)

STATES = (
    *(QUESTION, SUSPECT, CLEARED, ILLEGITIMATE),
    *(NOTIFIED, DISPOSED, TERMINATION_ASKED, CLOSED),
)
TECHNICIAN, PHARMACIST, OWNER = "technician", "pharmacist", "owner"
ROLES = (TECHNICIAN, PHARMACIST, OWNER)
# whose bottle it is; what is not of our stock never becomes stock
OURS, FOREIGN = "ours", ("patient", "found", "foreign")

_PATHS = {
    CLEARED: (QUESTION, SUSPECT, CLEARED, CLOSED),
    ILLEGITIMATE: (
        *(QUESTION, SUSPECT, ILLEGITIMATE),
        *(NOTIFIED, DISPOSED, TERMINATION_ASKED, CLOSED),
    ),
}
_AFTER_NOTICE = (NOTIFIED, DISPOSED, TERMINATION_ASKED, CLOSED)
_Needs = Callable[[Facts], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed step and who may take it: any of ``roles``."""

    begin: str
    end: str
    roles: tuple[str, ...]
    needs: _Needs


_LEADING = (PHARMACIST, OWNER)
STEPS = (
    Step(QUESTION, SUSPECT, (PHARMACIST,), needs.to_suspect),
    Step(QUESTION, CLEARED, (PHARMACIST,), needs.to_answered),
    Step(SUSPECT, CLEARED, (PHARMACIST,), needs.to_cleared),
    Step(SUSPECT, ILLEGITIMATE, (OWNER,), needs.to_illegitimate),
    Step(ILLEGITIMATE, NOTIFIED, _LEADING, needs.to_notified),
    Step(NOTIFIED, DISPOSED, _LEADING, needs.to_disposed),
    Step(DISPOSED, TERMINATION_ASKED, _LEADING, needs.to_termination),
    Step(TERMINATION_ASKED, CLOSED, _LEADING, needs.to_ended),
    Step(CLEARED, CLOSED, _LEADING, needs.to_filed),
)
# to open a question, which puts goods aside, any of the house will do
OPENING_ROLES = ROLES


def steps_from(state: str) -> tuple[Step, ...]:
    """The steps that lead on from a state; none from an unknown one."""
    return tuple(step for step in STEPS if step.begin == state)


def step_between(begin: str, end: str) -> Step | None:
    """The step from one state to another, None where there is none."""
    return next((step for step in steps_from(begin) if step.end == end), None)


def may_take(begin: str, end: str, roles: Collection[str]) -> bool:
    """Whether somebody of these roles may take a step. One person may be all."""
    step = step_between(begin, end)
    return step is not None and any(role in step.roles for role in roles)


def missing(state_to: str, facts: Facts) -> tuple[str, ...]:
    """Codes of what the step still needs, in the order to do it; empty: it may go.

    Of a step that leads nowhere from where the matter stands, as when two people
    decide at once: ``doubt.no_step`` alone. Words: ``catalogue.sentence(code, {})``.
    """
    step = step_between(facts.state, state_to)
    if step is None:
        return ("doubt.no_step",)
    return tuple(dict.fromkeys((*needs.of_anybody(facts), *step.needs(facts))))


def may_correct(begin: str, end: str, outcome: str = "") -> bool:
    """Whether an entry that corrects may lead back from one state to another.

    Only along the way the matter came; for a closed one ``outcome`` says which.
    """
    ways = [_PATHS[outcome]] if outcome in _PATHS else list(_PATHS.values())
    if begin == CLOSED and outcome not in _PATHS:
        return False
    return any(
        begin in way and end in way and way.index(end) < way.index(begin)
        for way in ways
    )


def corrector_roles(begin: str) -> tuple[str, ...]:
    """Who may correct: what the owner signed only the owner takes back."""
    return (PHARMACIST,) if begin in (SUSPECT, CLEARED) else (OWNER,)


def missing_to_correct(state_to: str, facts: Facts) -> tuple[str, ...]:
    """Codes of what a correction back to ``state_to`` still needs.

    Once anybody was told that the product is illegitimate, it is a suspicion again
    only after FDA agreed that the notification ends: 582(d)(4)(B)(iv).
    """
    if not may_correct(facts.state, state_to, facts.outcome):
        return ("doubt.no_step",)
    found = list(needs.of_anybody(facts))
    if not facts.correction.strip():
        found.append("doubt.correction")
    is_before = state_to in (QUESTION, SUSPECT)
    if is_before and _was_told(facts) and facts.fda_answer != AGREED:
        found.append("doubt.fda_agree")
    return tuple(found)


def _was_told(facts: Facts) -> bool:
    if facts.outcome == CLEARED:
        return False
    told = (facts.told_fda, *(facts.partners or ()))
    is_sent = any(each is not None and each.at is not None for each in told)
    return is_sent or facts.state in _AFTER_NOTICE


def is_held(state: str, outcome: str = "") -> bool:
    """Whether the goods stay aside. An unknown state holds."""
    return not (state == CLEARED or state == CLOSED and outcome == CLEARED)


def may_return_to_stock(state: str, outcome: str, origin: str) -> bool:
    """Whether goods may be sold again: cleared, and of our own stock.

    A bottle a patient brought back is never dispensed again, whatever is found.
    """
    return origin == OURS and not is_held(state, outcome)


def may_leave(state: str) -> bool:
    """Whether goods may be destroyed, returned or handed over: not while in doubt."""
    return state in STATES and state not in (QUESTION, SUSPECT)
