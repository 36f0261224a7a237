"""The words of the core's codes, in the language of the user."""

from ..core.catalogue import fill, rule


def message_of(env, code, facts):
    """What is wrong, as a sentence; ``facts`` is the mapping of the finding."""
    return fill(_translated(env, rule(code).sentence), facts)


def next_step_of(env, code, facts):
    """What to do now, as a sentence."""
    return fill(_translated(env, rule(code).next_step), facts)


def plain_facts(facts):
    """Facts as JSON keeps them: texts and numbers."""
    kept = (str, int, float, bool)
    return {
        name: value if isinstance(value, kept) or value is None else str(value)
        for name, value in facts.items()
    }


def _translated(env, template):
    # the catalogue marks its texts with _lt, so the exporter knows them; the
    # template is translated first and filled afterwards, as facts may be missing
    return env._(template)
