"""May they sell to us: licenses against the matrix of what a partner needs.

Values in, a verdict out. Only the first track decides (FD&C Act 581(2)); controlled
substances and payers' accreditation are notes beside it. Absence from a list, an
unknown rule of a State or a source that does not answer never decide anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..catalogue import finding
from ..finding import Finding
from .partner_values import (
    AUTHORISED,
    REQUIRED,
    Context,
    Proof,
    Requirement,
    Subject,
    Verdict,
)
from .standing import REVOKED, SUSPENDED, VALID, Standing, standing

OK, NONE = "ok", "none"
OTHER_STATE, OTHER_CLASS = "other_state", "other_class"
SOON = timedelta(days=60)

# the reason shown first; a clerical one never hides a grave one
_GRAVITY = (
    REVOKED,
    SUSPENDED,
    "expired",
    "not_yet",
    "unchecked",
    OTHER_CLASS,
    OTHER_STATE,
    NONE,
)
_CODES = {
    NONE: "PARTNER_NOT_AUTHORISED",
    "unchecked": "LICENSE_UNCHECKED",
    OTHER_STATE: "LICENSE_OTHER_STATE",
    OTHER_CLASS: "LICENSE_OTHER_CLASS",
    "not_yet": "LICENSE_NOT_YET",
    "expired": "LICENSE_EXPIRED",
    "found_expired": "LICENSE_FOUND_EXPIRED",
    SUSPENDED: "LICENSE_SUSPENDED",
    REVOKED: "LICENSE_REVOKED",
}
_NOTE_CODES = {
    "controlled": "CONTROLLED_NOT_ON_FILE",
    "payer": "PAYER_NOT_ON_FILE",
    AUTHORISED: "STATE_RULE_UNKNOWN",
}


def judge(
    subject: Subject, requirements: Iterable[Requirement], context: Context
) -> Verdict:
    """Whether somebody was authorised to sell on a day, and with which proof."""
    requirements = tuple(requirements)
    verdicts = [
        _judge_role(subject, role, requirements, context) for role in _roles(subject)
    ]
    # a person who holds two licenses is not cleared of one by the other
    grave = [each for each in verdicts if each.status in (REVOKED, SUSPENDED)]
    if grave:
        return max(grave, key=_rank)
    return min(verdicts, key=_rank)


def _roles(subject: Subject) -> Sequence[str]:
    if subject.role:
        return (subject.role,)
    held = {
        proof.role
        for proof in subject.proofs
        if proof.role and proof.track == AUTHORISED
    }
    return sorted(held) or ("wholesaler",)


def _rank(verdict: Verdict) -> int:
    """Lower is better."""
    if verdict.status == OK:
        return -1
    return len(_GRAVITY) - _GRAVITY.index(verdict.status)


def _judge_role(
    subject: Subject, role: str, rows: Sequence[Requirement], context: Context
) -> Verdict:
    wanted = _applicable(rows, role, subject, context)
    deciding = [
        row for row in wanted if row.track == AUTHORISED and row.level == REQUIRED
    ]
    verdict = Verdict(OK)
    for row in deciding or [_anything(subject, role)]:
        verdict = _joined(verdict, _judge_row(subject, row, context))
    notes = tuple(
        note
        for row in wanted
        if row.level != "none" and row not in deciding
        for note in _note(subject, row, context)
    )
    return replace(verdict, notes=(*verdict.notes, *notes))


def _anything(subject: Subject, role: str) -> Requirement:
    """No row decides for this role: any valid paper of the first track will do."""
    types = frozenset(p.type for p in subject.proofs if p.track == AUTHORISED)
    return Requirement(role, types, issuer="any")


def _applicable(
    rows: Sequence[Requirement], role: str, subject: Subject, context: Context
) -> list[Requirement]:
    """The rows that count here: the most special of each track, issuer and class."""
    best: dict[tuple[str, str, str], Requirement] = {}
    for row in rows:
        if not _applies(row, role, subject, context):
            continue
        key = (row.track, row.issuer, row.klass)
        if key not in best or row.special > best[key].special:
            best[key] = row
    return list(best.values())


def _applies(row: Requirement, role: str, subject: Subject, context: Context) -> bool:
    if row.role != role or (row.klass and row.klass not in context.classes):
        return False
    if row.ship_from and row.ship_from != subject.ship_from:
        return False
    if row.ship_to and row.ship_to != context.ship_to:
        return False
    if row.interstate_only:
        here, there = subject.ship_from, context.ship_to
        return bool(here and there and here != there)
    return True


def _judge_row(subject: Subject, row: Requirement, context: Context) -> Verdict:
    """One row of the matrix against what is on file."""
    weighed = [
        (*_weigh(proof, row, subject, context), proof)
        for proof in subject.proofs
        if proof.type in row.types
    ]
    good = [(worth, proof) for kind, worth, proof in weighed if kind == OK]
    bad = [each for each in weighed if each[0] in _GRAVITY]
    # a second paper does not undo a revocation: somebody has to decide that
    if good and not any(kind in (REVOKED, SUSPENDED) for kind, *_rest in bad):
        worth, proof = max(good, key=lambda each: each[0].until or date.max)
        notes = [
            finding("LICENSE_OTHER_BAD", subject.name, **_facts(subject, row, p, w))
            for _kind, w, p in bad
            if w.kind in (REVOKED, SUSPENDED)
        ]
        notes += _about(subject, proof, worth, context)
        return Verdict(OK, (), tuple(notes), (proof.id,), worth.until)
    if not bad:
        return _missing(subject, row, context, NONE, Standing(NONE), None)
    kind, worth, proof = min(bad, key=lambda each: _GRAVITY.index(each[0]))
    return _missing(subject, row, context, kind, worth, proof)


def _weigh(
    proof: Proof, row: Requirement, subject: Subject, context: Context
) -> tuple[str, Standing]:
    """What one paper is worth for one row: ok, or why it is not enough."""
    worth = standing(proof.checks, context.on, context.known_by, proof.grace)
    wanted = _issuer(row, subject, context)
    if proof.state and wanted and proof.state != wanted:
        return OTHER_STATE, worth
    if worth.kind != VALID:
        return worth.kind, worth
    needed = {row.klass} if row.klass else context.classes
    if proof.classes and not needed <= proof.classes:
        return OTHER_CLASS, worth
    return OK, worth


def _issuer(row: Requirement, subject: Subject, context: Context) -> str:
    """The State that must have issued it; empty: any, or we do not know which."""
    return {"ship_from": subject.ship_from, "ship_to": context.ship_to}.get(
        row.issuer, ""
    )


def _missing(
    subject: Subject,
    row: Requirement,
    context: Context,
    kind: str,
    worth: Standing,
    proof: Proof | None,
) -> Verdict:
    facts = _facts(subject, row, proof, worth)
    facts["needed"] = _issuer(row, subject, context)
    reason = finding(_code_of(kind, worth), subject.name, **facts)
    used = (proof.id,) if proof else ()
    return Verdict(kind, (reason,), (), used, worth.until)


def _code_of(kind: str, worth: Standing) -> str:
    no_last_day = kind == "expired" and not worth.until
    return _CODES["found_expired" if no_last_day else kind]


def _facts(
    subject: Subject, row: Requirement, proof: Proof | None, worth: Standing
) -> dict[str, object]:
    day = worth.until if worth.kind == "expired" else worth.since
    return {
        "name": subject.name,
        "license": proof.name if proof else "",
        "state": proof.state if proof else "",
        "date": (day or worth.since or ""),
        "rule": row.words,
    }


def _about(
    subject: Subject, proof: Proof, worth: Standing, context: Context
) -> Iterable[Finding]:
    """What to know about a paper that is good today."""
    facts = {"name": subject.name, "license": proof.name, "date": worth.until or ""}
    if worth.late:
        yield finding("LICENSE_IN_GRACE", subject.name, **facts)
    elif worth.until and worth.until - context.on <= SOON:
        days = (worth.until - context.on).days
        yield finding("LICENSE_ENDS_SOON", subject.name, days=days, **facts)
    if proof.state and not subject.ship_from:
        yield finding("PARTNER_STATE_MISSING", subject.name, **facts)


def _note(subject: Subject, row: Requirement, context: Context) -> Iterable[Finding]:
    if _judge_row(subject, row, context).status == OK:
        return
    state = _issuer(row, subject, context)
    facts = {"name": subject.name, "state": state, "rule": row.words}
    yield finding(_NOTE_CODES[row.track], subject.name, **facts)


def _joined(one: Verdict, other: Verdict) -> Verdict:
    """Both rows are needed: the graver status, all reasons, the earliest end."""
    graver = max(one, other, key=_rank)
    ends = [each.until for each in (one, other) if each.until]
    return Verdict(
        graver.status,
        (*one.reasons, *other.reasons),
        (*one.notes, *other.notes),
        (*one.used, *other.used),
        min(ends) if ends else None,
    )
