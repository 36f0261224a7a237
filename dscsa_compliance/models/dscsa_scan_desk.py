from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.ndc import gtin_of_ndc, plain_ndc
from dscsa_core.numbers import gtins_of_ndc

from odoo import api, models
from odoo.exceptions import AccessError

from ..services.scanning.contract import Taken
from ..services.scanning.signing import (
    SIGN_FIRST,
    has_to_sign,
    session_key,
    sign_first,
)
from ..services.words.messages import message_of, plain_facts

_STOCK = "stock.group_stock_user"


class DscsaScanDesk(models.AbstractModel):
    """What every screen that scans calls, whatever it scans for."""

    _name = "dscsa.scan.desk"
    _description = "Scan Desk"

    @api.model
    def dscsa_gtin_of(self, number):
        """``{"gtin": 14 digits or False, "sentence"}`` for an NDC as printed.

        A GTIN of the company's wins over the one the NDC spells: eleven digits may
        stand for several.
        """
        self._check("stock.group_stock_user", "dscsa_compliance.group_dscsa_auditor")
        number = plain_ndc(number or "")
        known = (
            # whoever scans may know which GTIN a product has
            self.env["dscsa.gtin"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.env.company.id),
                    ("gtin", "in", list(gtins_of_ndc(number))),
                    ("level", "=", "package"),
                ],
                limit=2,
            )
        )
        if len(known) == 1:
            return {"gtin": known.gtin, "sentence": ""}
        try:
            return {"gtin": gtin_of_ndc(number), "sentence": ""}
        except Gs1Error as error:
            sentence = message_of(self.env, error.code, plain_facts(error.facts))
            return {"gtin": False, "sentence": sentence}

    # ways out ------------------------------------------------------------------------
    @api.model
    def _dscsa_ways_out(self, answer, seen):
        """Further ways out of an answer, each a ``contract.Way``; rooms add theirs.

        ``seen``: what to send along.
        """
        return []

    @api.model
    def dscsa_take_way(self, key, values=None):
        """Take a further way out: what was ``Taken``, see docs/contract.md."""
        self._check(_STOCK, "dscsa_compliance.group_dscsa_auditor")
        if has_to_sign(self.env, self.env.company):
            taken = Taken(level="red", code=SIGN_FIRST, sentence=sign_first(self.env))
        else:
            taken = self._dscsa_take_way(key, values or {})
        return taken.as_dict()

    @api.model
    def _dscsa_take_way(self, key, values):
        """Do what a way says; of the room that added it."""
        return Taken(
            level="red",
            sentence=self.env._("This cannot be done here any more."),
            next_step=self.env._("Scan it again: the screen is up to date then."),
        )

    # signing -------------------------------------------------------------------------
    @api.model
    def dscsa_sign(self, initials, pin):
        """Sign for what follows in this session: ``{"ok", "name", "sentence"}``."""
        self._check(_STOCK)
        key = session_key()
        if not key:
            return self._not_signed(
                self.env._("Signing works at the screen of the station only.")
            )
        people = self.env["res.users"].sudo()
        user = people._dscsa_with_initials(initials, self.env.company)
        pins = self.env["dscsa.pin"]._of(user) if len(user) == 1 else None
        if not pins or not user.has_group(_STOCK):
            return self._not_signed(self._wrong())
        if wait := pins._wait():
            return self._not_signed(
                self.env._(
                    "Too many wrong tries. Wait %(seconds)s seconds.", seconds=wait
                )
            )
        if not pins._check(pin):
            return self._not_signed(self._wrong())
        self.env["dscsa.signature"]._sign(user, self.env.company, key)
        return self._signed(user)

    @api.model
    def dscsa_sign_out(self):
        """End the signature of this session."""
        key = session_key()
        if key:
            self.env["dscsa.signature"]._end(key)
        return {"ok": True, "name": False, "sentence": self.env._("Signed out.")}

    def _signed(self, user):
        minutes = max(1, self.env.company.sudo().dscsa_pin_minutes)
        sentence = self.env._(
            "%(name)s signs for the next %(minutes)s minutes.",
            name=user.name,
            minutes=minutes,
        )
        return {"ok": True, "name": user.name, "sentence": sentence}

    def _wrong(self):
        return self.env._(
            "Initials or PIN are wrong. A PIN is set under My Preferences."
        )

    def _not_signed(self, sentence):
        return {"ok": False, "name": False, "sentence": sentence}

    # helpers -------------------------------------------------------------------------
    def _check(self, *groups):
        """Whoever is in one of the groups; people get a sentence."""
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._("Scanning is for inventory and DSCSA users. Ask for a role.")
            )
