"""A partner or licence of ours in the form in which it is compared with a list."""

from ..core.licences.keys import name_key, number_key, place_key, street_key, zip5


class Sought:
    """A licence on file, or a partner (site) without one, in comparable form."""

    def __init__(self, partner, licence=None):
        site, whole = partner, partner.commercial_partner_id
        self.partner, self.licence = partner, licence
        names = (licence.holder_name if licence else "", site.name, whole.name)
        self.names = {name_key(name) for name in names} - {""}
        self.number = number_key(licence.number) if licence else ""
        self.state = (licence.state_id.code or "") if licence else ""
        self.place = place_key(site.street, site.city, site.state_id.code)
        self.street, self.zip = street_key(site.street), zip5(site.zip)

    def is_like(self, row):
        """Whether a row of the same number is about this firm or this place."""
        return bool(
            self.names & {row["name_key"], row["other_key"]}
            or (self.place and self.place == row["place_key"])
            or name_key(row["registrant"]) in self.names
        )
