"""What goes wrong outside; the words are in ``dscsa_core.catalogue``."""

from dscsa_core.errors import CoreError


class ConnectorError(CoreError):
    """No usable answer. Nothing may change because of it."""
