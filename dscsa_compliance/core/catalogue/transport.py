"""Getting files to and from partners."""

from ..finding import INFO, WARNING
from .rule import NOT_HDA, TRANSPORT, Rule, _lt

RULES = (
    Rule(
        "TRN-01",
        "MDN_MISSING",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("%(name)s has not confirmed that the file of %(date)s arrived."),
        _lt("Ask, or send it again."),
    ),
    Rule(
        "TRN-02",
        "PARTNER_REJECTED",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("%(name)s refused the file of %(date)s: %(reason)s"),
        _lt("Correct the file and send it again."),
    ),
    Rule(
        "TRN-03",
        "CONTENT_DUPLICATE",
        TRANSPORT,
        NOT_HDA,
        INFO,
        _lt("The same shipment came before in another file, on %(date)s."),
        _lt("Nothing to do: the first file counts."),
    ),
)
