from odoo import fields, models


class DscsaGuessMixin(models.AbstractModel):
    """Forms that fill in what they can guess, and leave alone what was given.

    ``guesses`` holds the last guess of each field: a value that differs from it came
    from a person or from where the form was opened.
    """

    _name = "dscsa.guess.mixin"
    _description = "Guesses that give way"

    guesses = fields.Json()

    def _guess(self, name, value):
        """Set the field ``name`` of one record, unless it was given or chosen."""
        self.ensure_one()
        known = self.guesses or {}
        held = self._plain(self[name])
        if held and held != known.get(name):
            return
        self[name] = value
        self.guesses = {**known, name: self._plain(self[name])}

    def _plain(self, value):
        """A value as JSON holds it."""
        return value.ids if isinstance(value, models.BaseModel) else value
