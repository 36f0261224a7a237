"""What a case still needs, in the words of the core, each with where to do it."""

from datetime import UTC

from odoo import fields

from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    moment_text,
    next_step_of,
)


def lines_of(env, codes, determined_at=None):
    """A sentence and its next step for each code, in the order to do them."""
    now = fields.Datetime.now()
    facts = {"now": moment_text(env, now), "at": ""}
    if determined_at:
        stored = determined_at.astimezone(UTC).replace(tzinfo=None)
        facts["at"] = moment_text(env, stored)
    return [
        f"{message_of(env, code, facts)} {next_step_of(env, code, facts)}"
        for code in codes
    ]


def text_of(env, codes, determined_at=None):
    """All of it as a text of lines; one line goes without a mark."""
    lines = lines_of(env, codes, determined_at)
    return lines[0] if len(lines) == 1 else "\n".join(f"• {line}" for line in lines)
