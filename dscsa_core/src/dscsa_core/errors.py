"""Errors of the core: a code and the facts; the words are in ``catalogue``."""


class CoreError(Exception):
    """What cannot be read at all. ``code`` is a catalogue code, ``facts`` fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class Gs1Error(CoreError):
    """A GS1 key, date or identifier that breaks its rule."""


class EpcisError(CoreError):
    """An EPCIS file that cannot be read."""
