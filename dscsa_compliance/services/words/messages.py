"""The words of the core's codes, in the language of the user."""

import re

from dscsa_core.catalogue import fill, rule, step_for

from odoo import fields
from odoo.tools.misc import format_date, format_datetime

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def message_of(env, code, facts):
    """What is wrong, as a sentence; ``facts`` is the mapping of the finding."""
    return fill(_translated(env, rule(code).sentence), shown_facts(env, facts))


def next_step_of(env, code, facts, severity="hold"):
    """What to do now, as a sentence; what is not held goes to no bin."""
    return fill(_translated(env, step_for(code, severity)), shown_facts(env, facts))


def refusal_of(env, error):
    """What is wrong and what to do now, of a ``CoreError``, as two sentences."""
    words = message_of(env, error.code, error.facts)
    return f"{words} {next_step_of(env, error.code, error.facts)}"


def core_text(env, text):
    """A text of the core's tables (signs, kinds, words), as the user reads it."""
    return _translated(env, text)


def plain_facts(facts):
    """Facts as JSON keeps them: texts and numbers."""
    kept = (str, int, float, bool)
    return {
        name: value if isinstance(value, kept) or value is None else str(value)
        for name, value in facts.items()
    }


def date_text(env, day):
    """A day that nobody misreads, whichever way round they write days: 3 Oct 2026."""
    return format_date(env, day, date_format="d MMM y")


def moment_text(env, moment):
    """A time of the user's clock with its day: 3 Oct 2026, 14:05."""
    return format_datetime(env, moment, dt_format="d MMM y, HH:mm")


def shown_facts(env, facts):
    """Facts with their days as people read them."""
    return {name: _shown_value(env, value) for name, value in (facts or {}).items()}


def _shown_value(env, value):
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return value
    try:
        return date_text(env, fields.Date.to_date(value))
    except ValueError:
        return value  # a date no calendar has, as a file gave it


def _translated(env, template):
    # the catalogue marks its texts with _lt, so the exporter knows them; the
    # template is translated first and filled afterwards, as facts may be missing
    return env._(template)
