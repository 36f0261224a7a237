"""Helpers of the scan station's tests: the station as a person sees it."""

from odoo.addons.dscsa_compliance.tests.bench import BenchCommon


class StationCommon(BenchCommon):
    """Opens, scans and presses as one person of the company."""

    @classmethod
    def station(cls, user=None):
        """The station of a person; the technician's if nobody is named."""
        user = user or cls.technician
        context = {"allowed_company_ids": user.company_id.ids}
        return cls.env(user=user, context=context)["dscsa.station"]

    @classmethod
    def open(cls, text=None, mode="receive", user=None, **options):
        """``dscsa_open``."""
        return cls.station(user).dscsa_open(mode, text, **options)

    @classmethod
    def begin(cls, mode, user=None, **values):
        """``dscsa_create``; the bench or transfer."""
        answer = cls.station(user).dscsa_create(mode, values)
        return cls.station(user).env[answer["model"]].browse(answer["id"])
