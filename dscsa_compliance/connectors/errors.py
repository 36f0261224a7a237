"""What goes wrong outside; the words are in ``core.catalogue.lists``."""

from ..core.errors import CoreError


class ConnectorError(CoreError):
    """No usable answer. Nothing may change because of it."""
