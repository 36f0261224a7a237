"""What cannot be asked, and where a question may not go."""

from ..errors import CoreError


class AskError(CoreError, ValueError):
    """A question or setting that cannot be; ``code`` begins with ``vrs.``."""
