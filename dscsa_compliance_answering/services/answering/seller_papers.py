"""Was the seller licensed on a day: as we know it now, and as we knew it then."""

from odoo.addons.dscsa_compliance_license.services.partner_status import (
    PartnerStatus,
    proven,
    words_of,
)


class SellerPapers:
    """The papers of some sellers, read once; ``words`` are those of one company."""

    def __init__(self, words, sellers):
        self.words, self.env = words, words.env
        self.files = PartnerStatus(self.env, words.company, sellers, archived=True)

    def on(self, seller, day):
        """{day, valid, known, is_valid, is_known, papers}; {} without seller or day."""
        if not (seller and day):
            return {}
        valid = self.files.answer(seller, day=day)
        known = self.files.answer(seller, day=day, known_by=day)
        papers = self.files.env["dscsa.license"].browse(valid.licenses)
        return {
            "day": self.words.day(day),
            "valid": self._standing(seller, valid),
            "known": self._standing(seller, known),
            "is_valid": valid.is_good,
            "is_known": known.is_good,
            "papers": [self._paper(each) for each in papers],
        }

    def _standing(self, seller, answer):
        what = words_of(self.env, answer)[0]
        if answer.is_good and not what:
            what = proven(self.env, seller.display_name)
        return what

    def _paper(self, license):
        until = self.words.day(license.valid_to)
        parts = (
            license.type_id.name,
            license.state_id.name or license.agency,
            license.number,
            self.env._("until %(day)s", day=until) if until else "",
        )
        return ", ".join(part for part in parts if part)
