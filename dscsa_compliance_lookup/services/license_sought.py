"""A partner or license of ours in the form in which it is compared with a list."""

from collections import defaultdict

from dscsa_core.licenses.keys import name_key, number_key, place_key, street_key, zip5


class Sought:
    """A license on file, or a partner (site) without one, in comparable form."""

    def __init__(self, partner, license=None):
        site, whole = partner, partner.commercial_partner_id
        self.partner, self.license = partner, license
        names = (license.holder_name if license else "", site.name, whole.name)
        self.names = {name_key(name) for name in names} - {""}
        self.number = number_key(license.number) if license else ""
        self.state = (license.state_id.code or "") if license else ""
        self.place = place_key(site.street, site.city, site.state_id.code)
        self.street, self.zip = street_key(site.street), zip5(site.zip)

    def is_like(self, row):
        """Whether a row of the same number is about this firm or this place."""
        return bool(
            self.names & {row["name_key"], row["other_key"]}
            or (self.place and self.place == row["place_key"])
            or name_key(row["registrant"]) in self.names
        )

    def is_kind(self, row):
        """Whether row and license are both of a 3PL, or both not."""
        role = self.license.type_id.role if self.license else False
        return not role or (role == "3pl") == (row["category"] == "3PL")


def mark_twins(found, known):
    """Say on a proposal which other partner has the same number on file."""
    holders = defaultdict(set)
    for sought in known:
        whole = sought.partner.commercial_partner_id
        holders[sought.number, sought.state].add(whole)
    for values in found:
        key = number_key(values.get("number") or ""), values.get("state_code") or ""
        twins = [
            whole.name
            for whole in holders.get(key, ())
            if values["partner_id"] not in whole.ids + whole.child_ids.ids
        ]
        values["twins"] = ", ".join(sorted(filter(None, twins))) or False
