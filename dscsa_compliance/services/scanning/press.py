"""A pressed button: done, or said why not, in our own words."""

from abc import ABC, abstractmethod

from .contract import Pressed
from .progress import tell_others
from .signing import SIGN_FIRST, has_to_sign, sign_first


class Press(ABC):
    """One pressed button of one bench, as the user who pressed it."""

    def __init__(self, bench):
        self.bench, self.env = bench, bench.env

    @abstractmethod
    def acts(self):
        """``{key of a button: what does it, called with the values}``."""

    @abstractmethod
    def overview(self):
        """Where the bench stands now."""

    def run(self, key, values=None):
        """What was ``Pressed``. Raises UserError as Odoo's own buttons do."""
        if has_to_sign(self.env, self.bench.company_id):
            return self.said("red", sign_first(self.env), code=SIGN_FIRST)
        key, _dot, value = key.partition(".")
        if value.isdecimal():
            values = {**(values or {}), "id": int(value)}
        act = self.acts().get(key)
        if act is None:
            return self.gone()
        result = act(values or {})
        tell_others(self.bench)
        return result

    def gone(self):
        """Somebody else was faster, or the button was never there."""
        return self.said(
            "red",
            self.env._("This cannot be done here any more."),
            self.env._("Look at the screen again: it is up to date now."),
        )

    def closed(self):
        """The answer where nothing is left to be closed."""
        return self.said("amber", self.env._("%s is closed.", self.bench.name))

    def said(self, level, sentence, next_step="", **more):
        """The answer with the overview as it is now."""
        self.bench.invalidate_recordset()
        return Pressed(
            level=level,
            sentence=sentence,
            next_step=next_step,
            overview=self.overview(),
            **more,
        )
