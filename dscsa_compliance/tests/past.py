"""Records as an older day would have left them: no refusal while they are arranged."""

from unittest.mock import patch

from ..services.keeping import frozen


def arranged():
    """A context in which frozen fields can be written, to make a past."""
    return patch.object(frozen, "is_live", lambda _record: False)
