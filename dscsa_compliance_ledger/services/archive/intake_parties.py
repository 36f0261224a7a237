"""Partners of an archive, known again here by location number or name and ZIP code."""


class Parties:
    """``of(old number)`` → partner; made when nobody here is it."""

    def __init__(self, env, archive):
        self.env = env
        self._rows = {row["id"]: row for row in archive.rows("partners")}
        self._found = {}

    def of(self, number):
        """The partner of an old number; none for none."""
        if not number or number not in self._rows:
            return self.env["res.partner"]
        if number not in self._found:
            row = self._rows[number]
            self._found[number] = self._known(row) or self._made(row)
        return self._found[number]

    def _known(self, row):
        partners = self.env["res.partner"]
        company = ("company_id", "in", (False, self.env.company.id))
        if row.get("gln"):
            domain = [("global_location_number", "=", row["gln"]), company]
            if found := partners.search(domain, limit=1):
                return found
        domain = [("name", "=", row["name"]), ("zip", "=", row["zip"] or False)]
        return partners.search([*domain, company], limit=1)

    def _made(self, row):
        country = self.env["res.country"].search(
            [("code", "=", row.get("country") or "US")], limit=1
        )
        state = self.env["res.country.state"].search(
            [("code", "=", row.get("state")), ("country_id", "=", country.id)], limit=1
        )
        names = ("name", "street", "street2", "city", "zip", "phone", "email")
        return self.env["res.partner"].create(
            {
                **{name: row.get(name) or False for name in names},
                "country_id": country.id,
                "state_id": state.id,
                "global_location_number": row.get("gln") or False,
                "dscsa_portal_name": row.get("portal_name") or False,
                "dscsa_portal_url": row.get("portal_url") or False,
                "is_company": not row.get("company_name")
                or row["company_name"] == row["name"],
                "company_id": self.env.company.id,
            }
        )
