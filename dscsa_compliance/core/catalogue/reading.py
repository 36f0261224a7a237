"""Rules of this family: ``RULES``, a tuple of ``Rule``."""

from .rule import Rule

RULES: tuple[Rule, ...] = ()
