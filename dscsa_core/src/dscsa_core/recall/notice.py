"""Recalled goods as notices print them → codes, lots and serial numbers.

FDA's enforcement reports (field ``code_info``), letters of makers and mails of
wholesalers write the same in many ways: "Lot #: LF-7401, Exp. 09/2028", "Lots A100
through A105", "All lots within expiry". What cannot be taken apart for certain is kept
in ``asked``, for a person to look at; it is never dropped. Where a text can be meant in
two ways, both are taken: a lot too many is looked for in vain, one too few is sold.
"""

from functools import lru_cache

from .goods import Notice
from .reader import Reader


@lru_cache(maxsize=512)
def read_lots(text: str) -> Notice:
    """What stands in a field for lots; plain numbers are lots."""
    return Reader(text, "lot").notice()


@lru_cache(maxsize=512)
def read_serials(text: str) -> Notice:
    """What stands in a field for serial numbers; plain numbers are serials."""
    return Reader(text, "serial").notice()


@lru_cache(maxsize=512)
def read_notice(text: str) -> Notice:
    """A description with codes, or a whole notice; numbers alone mean nothing."""
    return Reader(text, "").notice()
