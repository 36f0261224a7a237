from datetime import timedelta

from odoo import api, fields, models

# wrong tries that cost nothing; every further one doubles the wait
_FREE_TRIES = 3
_LONGEST_WAIT = timedelta(hours=1)


class DscsaPin(models.Model):
    """The PIN of one person as a hash, and how often it was typed wrongly.

    No group has any right to it: it is read and written by the server alone.
    """

    _name = "dscsa.pin"
    _description = "Bench PIN"
    _dscsa_left_out = "secrets of people"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    digest = fields.Char(required=True, groups=fields.NO_ACCESS)
    wrong_count = fields.Integer(string="Wrong tries in a row")
    wait_until = fields.Datetime()

    _user_unique = models.UniqueIndex("(user_id)")

    @api.model
    def _keep(self, user, pin):
        """Set a person's PIN; without one it is taken away."""
        # the hash is nobody's to read or write but the server's
        rows = self.sudo().search([("user_id", "=", user.id)])
        if not pin:
            rows.unlink()
            return
        values = {
            "digest": self.env["res.users"]._crypt_context().hash(pin),
            "wrong_count": 0,
            "wait_until": False,
        }
        if rows:
            rows.write(values)
        else:
            self.sudo().create({**values, "user_id": user.id})

    @api.model
    def _of(self, user):
        # as above
        return self.sudo().search([("user_id", "=", user.id)])

    def _wait(self):
        """Seconds until the next try is looked at; 0 when it is now."""
        if not self.wait_until:
            return 0
        left = (self.wait_until - fields.Datetime.now()).total_seconds()
        return max(0, int(left))

    def _check(self, pin):
        """Whether the PIN is right; a wrong one makes the next try wait longer."""
        self.ensure_one()
        self.lock_for_update()
        good = self.env["res.users"]._crypt_context().verify(pin or "", self.digest)
        if good:
            if self.wrong_count:
                self.write({"wrong_count": 0, "wait_until": False})
            return True
        count = self.wrong_count + 1
        over = count - _FREE_TRIES
        wait = min(timedelta(seconds=15 * 2 ** min(over, 12)), _LONGEST_WAIT)
        until = fields.Datetime.now() + wait if over >= 0 else False
        self.write({"wrong_count": count, "wait_until": until})
        return False
