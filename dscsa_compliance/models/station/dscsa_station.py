from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...services.pictures import read_pictures_text
from ...services.station.creating import Creating, sellers
from ...services.station.look_up import LookUp
from ...services.station.opening import ReceiptOpening, ReturnOpening
from ...services.station.self_test import SelfTest
from ...services.station.signing import session_key
from ...services.station.state import State

_TECHNICIAN = "dscsa_compliance.group_dscsa_technician"
_AUDITOR = "dscsa_compliance.group_dscsa_auditor"
_STOCK = "stock.group_stock_user"


class DscsaStation(models.AbstractModel):
    """The scan station as its screen calls it; see docs/architecture.md."""

    _name = "dscsa.station"
    _description = "Scan Station"

    @api.model
    def dscsa_state(self):
        """Company, person, modes and what is open: the first screen."""
        self._check(_STOCK, _AUDITOR)
        return State(self.env).as_dict()

    @api.model
    def dscsa_open(
        self, mode, text=None, client_uuid=None, choice=None, scanned_at=None
    ):
        """Find or open the bench of a first scan or number; the scan counts."""
        self._check(_STOCK)
        desks = {"receive": ReceiptOpening, "return": ReturnOpening}
        desk = desks.get(mode)
        if desk:
            return desk(self.env, scanned_at).open(text, client_uuid, choice)
        return State(self.env, scanned_at).open_bench(mode, text, client_uuid, choice)

    @api.model
    def dscsa_create(self, mode, values=None):
        """Begin something new because a person says so; the same shape."""
        self._check(_STOCK)
        return Creating(self.env).begin(mode, values)

    @api.model
    def dscsa_places(self):
        """Places to be counted one by one; none where only records are kept."""
        self._check(_STOCK)
        if self.env.company.sudo().dscsa_records_only:
            return []
        places = self.env["stock.location"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("usage", "=", "internal"),
            ]
        )
        return [{"id": each.id, "name": each.display_name} for each in places]

    @api.model
    def dscsa_sellers(self, text=""):
        """Sellers by a part of their name."""
        self._check(_STOCK)
        found = sellers(self.env, text)
        return [{"id": each.id, "name": each.display_name} for each in found]

    @api.model
    def dscsa_look_up(self, text, choice=None):
        """What is this? Stores nothing."""
        self._check(_TECHNICIAN, _AUDITOR)
        return LookUp(self.env).answer(text, choice)

    @api.model
    def dscsa_look_up_picture(self, image):
        """The same for a picture (base64) of a barcode."""
        self._check(_TECHNICIAN, _AUDITOR)
        return self.dscsa_look_up(read_pictures_text(self.env, image))

    # the scanner ---------------------------------------------------------------------
    @api.model
    def dscsa_self_test(self, text):
        """What arrived of a test symbol or any pack, and what is wrong with it."""
        self._check(_STOCK)
        answer = SelfTest(self.env).answer(text)
        if answer["level"] == "green":
            # a note of the company's, by whoever tried
            self.env.company.sudo().dscsa_scanner_tested_at = fields.Datetime.now()
        return answer

    @api.model
    def dscsa_set_separator(self, text):
        """Take what the scanner sends into the company's separators."""
        self._check(_TECHNICIAN)
        SelfTest(self.env).set_separator(text)
        return True

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
        wait = pins._wait()
        if wait:
            return self._not_signed(
                self.env._(
                    "Too many wrong tries. Wait %(seconds)s seconds.", seconds=wait
                )
            )
        if not pins._check(pin):
            return self._not_signed(self._wrong())
        self.env["dscsa.signature"]._sign(user, self.env.company, key)
        minutes = max(1, self.env.company.sudo().dscsa_pin_minutes)
        return {
            "ok": True,
            "name": user.name,
            "sentence": self.env._(
                "%(name)s signs for the next %(minutes)s minutes.",
                name=user.name,
                minutes=minutes,
            ),
        }

    @api.model
    def dscsa_sign_out(self):
        """End the signature of this session."""
        key = session_key()
        if key:
            self.env["dscsa.signature"]._end(key)
        return {"ok": True, "name": False, "sentence": self.env._("Signed out.")}

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
