"""Helpers for tests of whoever builds on the core; nothing of the product asks them.

``license_lists`` makes files in FDA's layouts with invented firms, ``effort`` says how
much work something is, ``regex_time`` finds regular expressions whose time grows faster
than their text. ``provider`` is a verification provider that really listens, on this
machine alone, ``sending`` the way to it.
"""
