"""What has to be done before a pharmacy, or a site of it, passes to somebody else."""

from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.words.messages import message_of

from .sections import day, section


class Handover:
    """``sections()`` for a company, or for one warehouse of it; ``env`` reads all."""

    def __init__(self, env, company, warehouse=None):
        self.env, self.company, self.warehouse = env, company, warehouse
        self.here = Domain("company_id", "=", company.id)

    def sections(self):
        """List of sections in the order in which they have to be done."""
        return [
            self._portals(),
            self._agreements(),
            self._discrepancies(),
            self._held(),
            *self.env["dscsa.handover"]._handover_sections(self.company),
            self._legal_holds(),
            self._archives(),
        ]

    def _at_site(self, name):
        """Domain: the receipts of a record belong to the site."""
        if not self.warehouse:
            return Domain.TRUE
        return Domain(f"{name}.picking_type_id.warehouse_id", "=", self.warehouse.id)

    def _portals(self):
        """TI/TS that only lie with the seller: after the sale nobody gets in."""
        return section(
            self.env._("Portals to export first"),
            self.env._(
                "These TI/TS are in no file here. Sign in while you still can, export "
                "them, and add the files to the archive."
            ),
            self.env._("Nothing lies in a portal alone."),
            [
                self.env._("Seller"),
                self.env._("Portal"),
                self.env._("TI/TS"),
                self.env._("Days"),
                self.env._("Who had access"),
                self.env._("Exported on, by"),
            ],
            self._in_portals(),
        )

    def _in_portals(self):
        groups = self.env["dscsa.transaction"]._read_group(
            self.here & Domain("proof", "=", "portal") & self._at_site("picking_ids"),
            ["seller_id", "portal"],
            [
                "__count",
                "transaction_date:min",
                "transaction_date:max",
                "seen_by_id:recordset",
            ],
        )
        return [
            [
                seller.commercial_partner_id.name or self.env._("Unknown seller"),
                portal or seller.dscsa_portal_name or seller.dscsa_portal_url or "–",
                str(count),
                f"{day(self.env, first)} – {day(self.env, last)}",
                ", ".join(users.mapped("name")) or "–",
                "",
            ]
            for seller, portal, count, first, last, users in groups
        ]

    def _agreements(self):
        found = self.env["dscsa.agreement"].search(
            self.here & Domain("state", "!=", "ended")
        )
        rows = [self._of_agreement(each) for each in found]
        rows += self._without_agreement(found.partner_id.commercial_partner_id)
        return section(
            self.env._("Agreements about TI/TS"),
            self.env._(
                "They do not pass on by themselves: ask each seller for a new one."
            ),
            self.env._("No agreement is in force."),
            [
                self.env._("With"),
                self.env._("Portal"),
                self.env._("From"),
                self.env._("Until"),
                self.env._("Papers"),
                self.env._("Asked on"),
            ],
            rows,
        )

    def _of_agreement(self, each):
        return [
            each.partner_id.name,
            each.portal or "–",
            day(self.env, each.date_from),
            day(self.env, each.date_to) if each.date_to else self.env._("open"),
            str(len(each.evidence_ids)),
            "",
        ]

    def _without_agreement(self, partners):
        """Sellers who keep our TI/TS in a portal while no agreement is on file."""
        groups = self.env["dscsa.transaction"]._read_group(
            self.here & Domain("proof", "=", "portal") & self._at_site("picking_ids"),
            ["seller_id"],
        )
        sellers = {seller.commercial_partner_id for (seller,) in groups}
        none = self.env._("no agreement on file")
        return [
            [seller.name or self.env._("Unknown seller"), "–", none, "–", "0", ""]
            for seller in sellers
            if not seller or seller not in partners
        ]

    def _discrepancies(self):
        found = self.env["dscsa.discrepancy"].search(
            self.here & Domain("state", "=", "open") & self._at_site("picking_id"),
            order="create_date, id",
        )
        rows = [
            [
                each.name,
                each.partner_id.name or "–",
                day(self.env, each.create_date),
                message_of(self.env, each.code, each.facts or {}),
                "",
            ]
            for each in found
        ]
        return section(
            self.env._("Open discrepancies"),
            self.env._(
                "Settle them with the seller, or hand them over with what was said."
            ),
            self.env._("Nothing is open."),
            [
                self.env._("Number"),
                self.env._("Seller"),
                self.env._("Since"),
                self.env._("What"),
                self.env._("Handed over"),
            ],
            rows,
        )

    def _held(self):
        return section(
            self.env._("Goods on hold"),
            self.env._("They may not be sold with the rest of the stock."),
            self.env._("Nothing is on hold."),
            [
                self.env._("Product"),
                self.env._("Lot"),
                self.env._("Packages"),
                self.env._("Why"),
                self.env._("Seen by"),
            ],
            self._on_hold(),
        )

    def _on_hold(self):
        things, domain = self.env["dscsa.epc"], self.here & Domain("hold", "!=", False)
        if self.warehouse:
            place = self.warehouse.view_location_id.ids
            near = Domain("hold_location_id", "child_of", place)
            domain &= near | self._at_site("picking_id")
        groups = things._read_group(domain, ["hold", "product_id", "lot"], ["__count"])
        holds = dict(things._fields["hold"]._description_selection(self.env))
        return [
            [
                product.display_name or "–",
                lot or "–",
                str(count),
                holds.get(hold, hold),
                "",
            ]
            for hold, product, lot, count in groups
        ]

    def _legal_holds(self):
        found = self.env["dscsa.legal.hold"].search(
            self.here & Domain("state", "=", "open")
        )
        rows = [
            [each.display_name, each.scope_text or "", each.reason or ""]
            for each in found
        ]
        return section(
            self.env._("Legal holds"),
            self.env._("These records may not be disposed of by anybody."),
            self.env._("There is none."),
            [self.env._("Hold"), self.env._("Covers"), self.env._("Why")],
            rows,
        )

    def _archives(self):
        found = self.env["dscsa.archive"].search(
            self.here & Domain("state", "=", "done"), limit=1
        )
        rows = [
            [each.name, day(self.env, each.made_at), each.digest or "", ""]
            for each in found
        ]
        return section(
            self.env._("The archive that goes with it"),
            self.env._("One file with everything, and its cover sheet."),
            self.env._("Make one: Keep and Answer > Archives. Do it last."),
            [
                self.env._("Archive"),
                self.env._("Made"),
                "SHA-256",
                self.env._("Handed over"),
            ],
            rows,
            asks=not rows,
        )
