"""What is refused when goods leave."""

from collections.abc import Sequence

from ..errors import CoreError
from ..finding import Finding


class OutboundError(CoreError, ValueError):
    """A file that is not written; ``code`` begins with ``outbound.``.

    ``findings`` are all reasons, the first of them is that of the error.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings[0].code, **findings[0].facts)
        self.findings = tuple(findings)
