"""Base class of the tests of license lists and look-ups."""

from urllib.parse import urlsplit

from dscsa_core.testing import license_lists as samples

from odoo.tests import common

from odoo.addons.dscsa_compliance.tests.common import DscsaCommon


class SourceCommon(DscsaCommon):
    """Sources of the data files, a wholesaler with a license, and its row in a list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.minnesota, cls.wisconsin = (
            cls.env["res.country.state"].search(
                [("country_id", "=", cls.usa.id), ("code", "=", code)]
            )
            for code in ("MN", "WI")
        )
        cls.wdd = cls.env.ref("dscsa_compliance_lookup.source_wdd")
        cls.decrs = cls.env.ref("dscsa_compliance_lookup.source_decrs")
        cls.ndc = cls.env.ref("dscsa_compliance_lookup.source_ndc")
        cls.wholesale = cls.env.ref("dscsa_compliance_license.license_type_wholesale")
        cls.registration = cls.env.ref(
            "dscsa_compliance_license.license_type_fda_registration"
        )
        # sellers of other tests and demo data are not looked for here
        cls.env["res.partner"].search([]).write({"supplier_rank": 0})
        cls.harrow = cls.firm("Harrow Drug Supply", supplier_rank=1)
        cls.proposals = cls.env["dscsa.license.proposal"]

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        # Odoo's tests stretch short time limits; ours are what is tested
        if urlsplit(request.url).hostname == "127.0.0.1":
            return common._super_send(session, request, **options)
        return super()._request_handler(session, request, **options)

    @classmethod
    def firm(cls, name, **values):
        """A partner at the address of the sample rows."""
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "street": "12 N. Quay Rd.",
                "city": "Duluth",
                "state_id": cls.minnesota.id,
                "country_id": cls.usa.id,
                "zip": "55802",
                **values,
            }
        )

    @classmethod
    def license(cls, number="WH-001", partner=None, **values):
        """A license on file, never checked."""
        return cls.env["dscsa.license"].create(
            {
                "company_id": cls.company.id,
                "partner_id": (partner or cls.harrow).id,
                "type_id": cls.wholesale.id,
                "number": number,
                "state_id": cls.minnesota.id,
                **values,
            }
        )

    @classmethod
    def wdd_rows(cls, *changes):
        """A report with one row for each dict of {column number: text}."""
        rows = []
        for number, change in enumerate(changes):
            fields = samples.WDD_ROW.format(n=number).split("|")
            for place, text in change.items():
                fields[place] = text
            rows.append("|".join(fields))
        return samples.text("|".join(samples.wdd.LAYOUT.required), *rows)

    @classmethod
    def take_list(cls, content, source=None, **options):
        """Take a list in; the line of the log."""
        return (source or cls.wdd)._take_in("list.txt", content, **options)

    def open_proposals(self, **domain):
        """Proposals of our company that wait."""
        return self.proposals.search(
            [
                ("company_id", "=", self.company.id),
                ("state", "=", "proposed"),
                *((name, "=", value) for name, value in domain.items()),
            ]
        )

    def standing(self, license):
        """Everything about a license that a list must not change."""
        license.invalidate_recordset()
        return {
            name: license[name]
            for name in ("standing", "status", "valid_to", "number", "check_count")
        }
