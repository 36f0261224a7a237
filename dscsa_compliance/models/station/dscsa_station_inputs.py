from dscsa_core.errors import Gs1Error
from dscsa_core.gs1.ndc import gtin_of_ndc

from odoo import api, models

from ...services.numbers import gtins_of_ndc
from ...services.pictures import read_pictures_text
from ..messages import message_of, plain_facts


class DscsaStation(models.AbstractModel):
    """Other ways in than a scanner: a picture at the first screen, a typed NDC."""

    _inherit = "dscsa.station"

    @api.model
    def dscsa_open_picture(
        self, mode, image, client_uuid=None, choice=None, scanned_at=None
    ):
        """``dscsa_open`` for a picture (base64) of a barcode."""
        self._check("stock.group_stock_user")
        text = read_pictures_text(self.env, image)
        return self.dscsa_open(mode, text, client_uuid, choice, scanned_at)

    @api.model
    def dscsa_gtin_of(self, number):
        """``{"gtin": 14 digits or False, "sentence"}`` for an NDC as printed.

        A GTIN of the company's wins over the one the NDC spells: eleven digits may
        stand for several.
        """
        self._check("stock.group_stock_user", "dscsa_compliance.group_dscsa_auditor")
        number = (number or "").strip()
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
