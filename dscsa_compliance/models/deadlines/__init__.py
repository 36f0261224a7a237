"""The days of the law on the first page."""

from . import dscsa_today
