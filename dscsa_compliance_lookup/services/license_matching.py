"""What a list of licenses says about our partners: proposals, never changes.

License number and State first; then normalised name with address; never a name alone
(requirements 2.2). All comparing with the list is done in a few queries, however many
partners or rows there are.
"""

from collections import defaultdict

from dscsa_core.licenses import decrs
from dscsa_core.licenses.keys import digits_key

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of
from odoo.addons.dscsa_compliance_license.services.suppliers import supplier_ids

from .license_sought import Sought, mark_twins

# which licenses a list can speak about: (issued by States, roles of their types)
_SPEAKS_OF = {
    "wdd": (True, ("wholesaler", "3pl")),
    "decrs": (False, ("manufacturer", "repackager")),
}
_ROW = (
    "id line category number number_key state name name_key other_name other_key "
    "street city region zip place_key expires duns registrant activities"
).split()


class LicenseMatching:
    """Compares one list with the partners of one company."""

    def __init__(self, snapshot, company):
        self._snapshot, self._company = snapshot, company
        self._env = snapshot.env
        self._states, self._roles = _SPEAKS_OF[snapshot.kind]
        self._today = today_of(company)

    def propose(self):
        """Bring the open proposals of this company up to this list."""
        known, strangers = self._known(), self._strangers()
        by_number = self._by_number(known)
        found, rest = [], []
        for sought in known:
            rows = by_number.get(sought)
            if rows:
                found.append(self._about(sought, self._best(sought, rows), "number"))
            else:
                rest.append(sought)
        found += self._by_address(rest, strangers)
        mark_twins(found, known)
        proposals = self._env["dscsa.license.proposal"]
        proposals._bring_up_to(self._snapshot, self._company, found)

    # Whom we look for --------------------------------------------------------------

    def _known(self):
        """Licenses on file that this list can speak about."""
        licenses = self._env["dscsa.license"].search(
            [
                ("company_id", "=", self._company.id),
                ("is_own", "=", False),
                ("type_id.track", "=", "authorised"),
                ("type_id.is_state", "=", self._states),
                ("type_id.role", "in", [*self._roles, False]),
            ]
        )
        licenses.partner_id.commercial_partner_id.mapped("name")  # one fetch
        return [Sought(license.partner_id, license) for license in licenses]

    def _strangers(self):
        """Sellers, and their sites, that have no license of this kind on file."""
        partners = self._env["res.partner"]
        sellers = partners.browse(self._seller_ids()).exists()
        sites = partners.search(
            Domain("commercial_partner_id", "in", sellers.commercial_partner_id.ids)
            & Domain("street", "!=", False)
            & Domain("city", "!=", False)
            & Domain("company_id", "in", [False, self._company.id])
        )
        sites.commercial_partner_id.mapped("name")
        with_proof = self._with_proof()
        return [
            Sought(site)
            for site in sites
            if site.commercial_partner_id.id not in with_proof
        ]

    def _seller_ids(self):
        query = SQL(
            """SELECT id FROM res_partner
                WHERE active AND (supplier_rank > 0 OR dscsa_role IN %(roles)s)
                  AND (company_id IS NULL OR company_id = %(company)s)
                UNION SELECT partner_id FROM purchase_order
                WHERE company_id = %(company)s""",
            roles=self._roles,
            company=self._company.id,
        )
        models = [self._env[name] for name in ("res.partner", "purchase.order")]
        for model in models:
            model.flush_model()
        ordered = [row[0] for row in self._env.execute_query(query)]
        return ordered + supplier_ids(self._env, self._company)

    def _with_proof(self):
        """Whole partners that have a license this list can speak about."""
        licenses = self._env["dscsa.license"].search(
            [
                ("company_id", "=", self._company.id),
                ("type_id.is_state", "=", self._states),
                ("type_id.role", "in", list(self._roles)),
            ]
        )
        return set(licenses.partner_id.commercial_partner_id.ids)

    # Where they stand in the list ---------------------------------------------------

    def _by_number(self, known):
        """{sought: rows} with its number, and for licenses of a State its State."""
        wanted = [(i, s.number, s.state) for i, s in enumerate(known) if s.number]
        found = defaultdict(list)
        if not wanted:
            return found
        for place, row in self._select(self._number_query(wanted)):
            found[known[place]].append(row)
        return found

    def _number_query(self, wanted):
        places, numbers, states = (list(column) for column in zip(*wanted, strict=True))
        columns = ["number_key"]
        if not self._states:
            # a registration is known by FEI, by DUNS or by its owner's DUNS
            numbers = [digits_key(number) for number in numbers]
            columns = ["number_key", "duns", "registrant_duns"]
        parts = [
            SQL(
                """SELECT s.place, %s FROM unnest(%s, %s, %s)
                    AS s (place, number, state)
                    JOIN dscsa_snapshot_row r ON r.snapshot_id = %s
                     AND %s = s.number AND s.number <> ''
                     AND (NOT %s OR r.state = s.state)""",
                _columns(),
                places,
                numbers,
                states,
                self._snapshot.id,
                SQL.identifier("r", column),
                self._states,
            )
            for column in columns
        ]
        return SQL(" UNION ").join(parts)

    def _by_address(self, licensed, strangers):
        """Results for those whose number is not in the list."""
        everybody = [*licensed, *strangers]
        rows = self._rows_at_address(everybody)
        found = []
        for sought in licensed:
            same_state = [
                row
                for row in rows.get(sought, ())
                if not self._states or row["state"] == sought.state
            ]
            row = self._best(sought, same_state) if same_state else None
            basis = "address" if row else "none"
            found.append(self._about(sought, row, basis))
        for sought in strangers:
            found += [
                self._about(sought, row, "address")
                for row in self._worth_adding(rows.get(sought, ()))
            ]
        return found + self._missing(strangers, rows)

    def _missing(self, strangers, rows):
        """Notes on sellers said to be of this trade of whom no site is in the list."""
        listed = {sought.partner.commercial_partner_id for sought in rows}
        return [
            self._about(sought, None, "none")
            for sought in strangers
            if sought.partner == sought.partner.commercial_partner_id
            and sought.partner.dscsa_role in self._roles
            and sought.partner not in listed
        ]

    def _rows_at_address(self, everybody):
        wanted = [
            (place, name, sought.place, sought.street, sought.zip)
            for place, sought in enumerate(everybody)
            for name in sought.names
            if sought.place
        ]
        found = defaultdict(list)
        if not wanted:
            return found
        arrays = [list(column) for column in zip(*wanted, strict=True)]
        query = SQL(" UNION ").join(
            SQL(
                """SELECT s.place, %s FROM unnest(%s, %s, %s, %s, %s)
                    AS s (place, name, address, street, zip)
                    JOIN dscsa_snapshot_row r ON r.snapshot_id = %s
                     AND %s = s.name AND (r.place_key = s.address
                       OR (s.zip <> '' AND left(r.zip, 5) = s.zip
                           AND split_part(r.place_key, '|', 1) = s.street))""",
                _columns(),
                *arrays,
                self._snapshot.id,
                SQL.identifier("r", column),
            )
            for column in ("name_key", "other_key")
        )
        for place, row in self._select(query):
            found[everybody[place]].append(row)
        return found

    def _select(self, query):
        for place, *values in self._env.execute_query(query):
            row = dict(zip(_ROW, values, strict=True))
            yield (
                place,
                {k: "" if v is None and k != "expires" else v for k, v in row.items()},
            )

    def _worth_adding(self, rows):
        """Of a site with fifty licenses: its own State's, and ours."""
        ours = self._company.partner_id.state_id.code or ""
        fitting = [
            row
            for row in rows
            if not self._states or row["state"] in (row["region"], ours)
        ]
        newest = {}
        for row in sorted(fitting, key=_ends):
            newest[row["number_key"] or row["duns"], row["state"]] = row
        return list(newest.values())

    # What it means ------------------------------------------------------------------

    @staticmethod
    def _best(sought, rows):
        """Of several rows the one of this firm and kind that ends last."""
        return max(
            rows,
            key=lambda row: (sought.is_like(row), sought.is_kind(row), _ends(row)),
        )

    def _about(self, sought, row, basis):
        """Values of a proposal."""
        values = {
            "partner_id": sought.partner.id,
            "license_id": sought.license.id if sought.license else False,
            "basis": basis,
            "result": "not_found",
        }
        if row is None:
            number = sought.license.number if sought.license else False
            return values | {"number": number, "state_code": sought.state}
        address = ", ".join(filter(None, (row["street"], row["city"], row["region"])))
        return values | {
            "result": self._result(sought, row, basis),
            "line": row["line"],
            "category": row["category"],
            "number": row["number"] or row["duns"],
            "state_code": row["state"],
            "holder_name": row["name"],
            "other_name": row["other_name"] or row["registrant"],
            "holder_address": address,
            "valid_to": row["expires"] or False,
            "activities": row["activities"],
        }

    def _result(self, sought, row, basis):
        ends, license = row["expires"], sought.license
        if license and not (
            basis == "number" and sought.is_like(row) and sought.is_kind(row)
        ):
            return "differs"
        if license and ends and license.valid_to and ends < license.valid_to:
            return "differs"  # we know a later end than the list, which may be late
        return "expired" if self._is_over(ends) else "confirmed"

    def _is_over(self, ends):
        if self._snapshot.kind == "decrs":
            return decrs.is_over(ends, self._today)
        return bool(ends and ends < self._today)


def _columns():
    return SQL(", ").join(SQL.identifier("r", name) for name in _ROW)


def _ends(row):
    return str(row["expires"] or "")
