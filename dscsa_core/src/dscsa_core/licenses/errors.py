"""A list that cannot be taken in; the words are in ``catalogue``."""

from ..errors import CoreError


class ListError(CoreError):
    """The whole file is refused: the last good list stays in use."""
