"""What is refused in a matter of suspect or illegitimate product."""

from ..errors import CoreError


class DoubtError(CoreError, ValueError):
    """A value that cannot be; ``code`` begins with ``doubt.`` or ``trace.``."""
