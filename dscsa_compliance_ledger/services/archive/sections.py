"""Lists for screen and paper: a title, a sentence, rows of texts."""

from odoo import fields
from odoo.tools import format_date


def section(title, sentence, empty, columns, rows, *, asks=False):
    """One list; ``empty`` is said instead of rows, ``asks`` when that is not good."""
    return {
        "title": title,
        "sentence": sentence if rows else empty,
        "columns": columns,
        "rows": rows,
        "done": not rows and not asks,
    }


def day(env, value):
    """A day as people write it; times in the user's zone."""
    if not value:
        return "–"
    if isinstance(value, str):
        return value
    if hasattr(value, "hour"):
        value = fields.Datetime.context_timestamp(env.user, value).date()
    return format_date(env, value, date_format="d MMM yyyy")
