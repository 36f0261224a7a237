"""Invented deliveries, good or with chosen faults, for training and tests.

Everything is made from a seed: the same options give the same delivery. Company,
prefix and products are invented; the labeler code is unassigned.
"""

from .delivery import Delivery, Options, make
from .faults import FAULTS, Fault

__all__ = ["FAULTS", "Delivery", "Fault", "Options", "make"]
