from dscsa_core.numbers import word_key

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..services.bulk import insert_missing

_ADDRESS = {
    "name": "name",
    "street": "street",
    "street2": "street2",
    "city": "city",
    "state": "state_code",
    "zip": "zip",
    "country": "country_code",
}


class DscsaParty(models.Model):
    """A business or place as files name it, and the partner it was matched with.

    ``identity`` is the GLN, else the identifier as given, else name and postcode in
    lower case: one row for each of them in a company.
    """

    _name = "dscsa.party"
    _description = "Party in EPCIS Files"
    _order = "state desc, name"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    identity = fields.Char(required=True)
    gln = fields.Char(string="GLN")
    name = fields.Char()
    street = fields.Char()
    street2 = fields.Char()
    city = fields.Char()
    state_code = fields.Char(string="State (US)")
    zip = fields.Char(string="ZIP")
    country_code = fields.Char(string="Country")
    partner_id = fields.Many2one(
        "res.partner", index="btree_not_null", check_company=True
    )
    suggested_partner_id = fields.Many2one("res.partner", check_company=True)
    state = fields.Selection(
        [("proposed", "To confirm"), ("confirmed", "Confirmed")],
        required=True,
        default="proposed",
    )
    document_id = fields.Many2one("dscsa.document", string="First seen in")

    _identity_unique = models.UniqueIndex("(company_id, identity)")

    @api.depends("name", "gln", "identity")
    def _compute_display_name(self):
        for party in self:
            party.display_name = party.name or party.gln or party.identity

    @api.model
    def _match(self, parties, document):
        """{party: record} for core parties; new ones become proposals.

        A location number on a partner settles it. Name and address only suggest.
        """
        identities = {party: identity_of(party) for party in parties}
        identities = {party: key for party, key in identities.items() if key}
        domain = [
            ("company_id", "=", self.env.company.id),
            ("identity", "in", list(set(identities.values()))),
        ]
        known = {row.identity: row for row in self.sudo().search(domain)}
        new = {key: p for p, key in identities.items() if key not in known}
        if new:
            rows = [self._values_of(new[key], key, document) for key in sorted(new)]
            insert_missing(self, rows, ("company_id", "identity"))
            known = {row.identity: row for row in self.sudo().search(domain)}
        open_rows = (
            self.sudo()
            .union(*known.values())
            .filtered(lambda row: row.state == "proposed")
        )
        open_rows._find_partners()
        return {party: known[key] for party, key in identities.items()}

    @api.model
    def _settle(self, place, partner, document):
        """Make this place (core Place) known as that partner, chosen by a person."""
        row = self.sudo().search(
            [("company_id", "=", self.env.company.id), ("identity", "=", place.id)]
        )
        if not row:
            self._match([place], document)
            row = self.sudo().search(
                [("company_id", "=", self.env.company.id), ("identity", "=", place.id)]
            )
        if row.state != "confirmed" or not row.partner_id:
            row.write({"partner_id": partner.id, "state": "confirmed"})
        return row

    @api.model
    def _values_of(self, party, identity, document):
        values = {own: getattr(party, name) for name, own in _ADDRESS.items()}
        return values | {
            "company_id": self.env.company.id,
            "identity": identity,
            "gln": party.gln,
            "state": "proposed",
            "document_id": document.id,
        }

    def _find_partners(self):
        """Partners by GLN (settled), else by name and address (suggested)."""
        by_gln = self._partners_by_gln()
        for row in self:
            partner = by_gln.get(row.gln)
            if partner:
                row.write({"partner_id": partner.id, "state": "confirmed"})
            elif not row.suggested_partner_id:
                row.suggested_partner_id = row._partner_by_address()

    def _partners_by_gln(self):
        """{gln: partner} for location numbers that one partner has."""
        glns = [gln for gln in self.mapped("gln") if gln]
        partners = (
            self.env["res.partner"]
            .sudo()
            .search(
                [
                    ("global_location_number", "in", glns),
                    ("company_id", "in", [False, self.env.company.id]),
                ],
                order="id",
            )
        )
        found = {}
        for partner in partners:
            found.setdefault(partner.global_location_number, partner)
        return found

    def _partner_by_address(self):
        """The one partner with this name and, if the file has one, this place."""
        self.ensure_one()
        name = word_key(self.name)
        if not name:
            return self.env["res.partner"]
        first_word = (self.name or "").split()[0].strip(".,")
        candidates = (
            self.env["res.partner"]
            .sudo()
            .search(
                [
                    ("name", "=ilike", f"{first_word}%"),
                    ("company_id", "in", [False, self.env.company.id]),
                ],
                limit=200,
            )
        )
        same = candidates.filtered(lambda p: word_key(p.name) == name)
        near = same.filtered(self._is_same_place) or same
        return near if len(near) == 1 else near.filtered("is_company")[:1]

    def _is_same_place(self, partner):
        zips = word_key(self.zip)[:5], word_key(partner.zip)[:5]
        if all(zips):
            return zips[0] == zips[1]
        return word_key(self.city) == word_key(partner.city)

    def action_confirm(self):
        """Accept the chosen or suggested partner; it learns its location number."""
        nameless = self.filtered(
            lambda r: not r.partner_id and not r.suggested_partner_id
        )
        if nameless:
            raise UserError(
                self.env._(
                    "Choose a partner for %(names)s, or press «Create».",
                    names=", ".join(nameless[:5].mapped("display_name")),
                )
            )
        for row in self:
            row.partner_id = row.partner_id or row.suggested_partner_id
        self._confirm()
        return True

    def action_create_partners(self):
        """Take each party as it is: chosen, looking alike, or a new partner of it.

        People who receive may do so without the right to contacts: the new company has
        what the file says of it, and nothing else.
        """
        self._check_receiver()
        for row in self.filtered(lambda r: not r.partner_id):
            row.partner_id = row.suggested_partner_id or row._make_partner()
        self._confirm()
        return self.partner_id._get_records_action(
            name=self.env._("Sellers and places")
        )

    def _check_receiver(self):
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            raise AccessError(
                self.env._("Only DSCSA users confirm sellers. Ask a technician.")
            )
        self.check_access("write")

    def _make_partner(self):
        """A company of this name, with what the file says of it."""
        # least rights: not contacts as such, but the one of a file's party
        partners = self.env["res.partner"].sudo()
        return partners.create(self._partner_values()).sudo(self.env.su)

    def _partner_values(self):
        self.ensure_one()
        country = self.env["res.country"].search(
            [("code", "=", (self.country_code or "US").upper())], limit=1
        )
        state = self.env["res.country.state"].search(
            [("country_id", "=", country.id), ("code", "=", self.state_code)], limit=1
        )
        return {
            "name": self.name or self.gln or self.identity,
            "is_company": True,
            "supplier_rank": int(self._is_seller()),
            "street": self.street,
            "street2": self.street2,
            "city": self.city,
            "zip": self.zip,
            "state_id": state.id,
            "country_id": country.id,
            "global_location_number": self.gln,
        }

    def _is_seller(self):
        """Whether a TI/TS names it as the one who sold."""
        sold = [("seller_party_id", "=", self.id)]
        return bool(self.env["dscsa.transaction"].sudo().search_count(sold, limit=1))

    def _confirm(self):
        """Settle proposals: partners get their GLN, TI/TS their partners."""
        self.state = "confirmed"
        for row in self.filtered("gln"):
            if not row.partner_id.global_location_number:
                # confirming is what the technician may do; writing partners is not
                row.sudo().partner_id.global_location_number = row.gln
        transactions = self.env["dscsa.transaction"].sudo()._of_parties(self)
        transactions._fill_partners()
        for document in transactions.document_id.filtered(lambda d: not d.partner_id):
            document.partner_id = document.transaction_ids.seller_id[:1]
        transactions._match_orders()
        self.env["dscsa.document"]._trigger_release()


def identity_of(party):
    """What tells a party of a file from others; empty when the file says nothing."""
    if party.gln:
        return party.gln
    by_name = f"{word_key(party.name)}|{word_key(party.zip)}" if party.name else ""
    return party.id or by_name
