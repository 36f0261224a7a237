from dscsa_core.guarded import process

from odoo import api, fields, models

from odoo.addons.dscsa_compliance.services.scanning.pictures import (
    read_pictures_text,
)
from odoo.addons.dscsa_compliance.services.scanning.ways import with_ways

from ..services.station.creating import Creating, sellers
from ..services.station.look_up import LookUp
from ..services.station.opening import ReceiptOpening, ReturnOpening
from ..services.station.self_test import SelfTest
from ..services.station.state import State

_TECHNICIAN = "dscsa_compliance.group_dscsa_technician"
_AUDITOR = "dscsa_compliance.group_dscsa_auditor"
_STOCK = "stock.group_stock_user"


class DscsaStation(models.AbstractModel):
    """The scan station as its screen calls it; see docs/contract.md."""

    _name = "dscsa.station"
    _inherit = ["dscsa.scan.desk"]
    _description = "Scan Station"

    @api.model
    def dscsa_state(self):
        """Company, person, modes and what is open: the first screen."""
        self._check(_STOCK, _AUDITOR)
        # who photographs a code should not wait for a process to start
        process.children.warm("picture")
        return State(self.env).station().as_dict()

    @api.model
    def dscsa_open(
        self, mode, text=None, client_uuid=None, choice=None, scanned_at=None
    ):
        """Find or open the bench of a first scan or number; the scan counts."""
        self._check(_STOCK)
        desks = {"receive": ReceiptOpening, "return": ReturnOpening}
        desk = desks.get(mode)
        if desk:
            opened = desk(self.env, scanned_at).open(text, client_uuid, choice)
        else:
            state = State(self.env, scanned_at)
            opened = state.open_bench(mode, text, client_uuid, choice)
        # the answer of a bench that was found has its own
        return (
            opened.as_dict()
            if opened.answer
            else with_ways(self.env, opened, text, choice)
        )

    @api.model
    def dscsa_create(self, mode, values=None):
        """Begin something new because a person says so; the same shape."""
        self._check(_STOCK)
        return Creating(self.env).begin(mode, values).as_dict()

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
        return with_ways(self.env, LookUp(self.env).answer(text, choice), text, choice)

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
        if answer.level == "green":
            # a note of the company's, by whoever tried
            self.env.company.sudo().dscsa_scanner_tested_at = fields.Datetime.now()
        return answer.as_dict()

    @api.model
    def dscsa_set_separator(self, text):
        """Take what the scanner sends into the company's separators."""
        self._check(_TECHNICIAN)
        SelfTest(self.env).set_separator(text)
        return True
