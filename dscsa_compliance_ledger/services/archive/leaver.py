"""What a person leaves behind who goes: what to take over, what stays on record."""

from odoo.fields import Domain

from odoo.addons.dscsa_compliance.services.words.messages import message_of

from .sections import day, section


class Leaver:
    """``sections()`` for one user; ``env`` reads all of the company."""

    def __init__(self, env, company, user):
        self.env, self.company, self.user = env, company, user
        self.here = Domain("company_id", "=", company.id)

    def sections(self):
        """List of sections in the order in which they have to be done."""
        return [
            self._portals(),
            self._agreements(),
            self._receipts(),
            *self.env["dscsa.leaver"]._open_lists(self.company, self.user),
            self._discrepancies(),
            self._activities(),
            *self.env["dscsa.leaver"]._leaver_sections(self.company, self.user),
        ]

    def _portals(self):
        return section(
            self.env._("Portals this person signs in to"),
            self.env._(
                "Have the access moved to somebody else before the last day; the "
                "mailbox of this person may hold the passwords."
            ),
            self.env._("This person noted no TI/TS from a portal."),
            [
                self.env._("Seller"),
                self.env._("Portal"),
                self.env._("TI/TS seen"),
                self.env._("Last"),
                self.env._("New person"),
            ],
            self._in_portals(),
        )

    def _in_portals(self):
        groups = self.env["dscsa.transaction"]._read_group(
            self.here
            & Domain("proof", "=", "portal")
            & Domain("seen_by_id", "=", self.user.id),
            ["seller_id", "portal"],
            ["__count", "seen_at:max"],
        )
        return [
            [
                seller.commercial_partner_id.name or "–",
                portal or seller.dscsa_portal_name or "–",
                str(count),
                day(self.env, last),
                "",
            ]
            for seller, portal, count, last in groups
        ]

    def _agreements(self):
        found = self.env["dscsa.agreement"].search(
            self.here
            & Domain("user_id", "=", self.user.id)
            & Domain("state", "!=", "ended")
        )
        rows = [[each.name or "", day(self.env, each.date_to), ""] for each in found]
        return section(
            self.env._("Agreements in this person's name"),
            self.env._("Name somebody else who is reminded before they end."),
            self.env._("None."),
            [self.env._("Agreement"), self.env._("Until"), self.env._("New person")],
            rows,
        )

    def _receipts(self):
        return section(
            self.env._("Deliveries begun and not closed"),
            self.env._(
                "Somebody has to finish them; the scans stay with this person's name."
            ),
            self.env._("Every delivery this person scanned is closed."),
            [
                self.env._("Receipt"),
                self.env._("Seller"),
                self.env._("Scans"),
                self.env._("Last"),
                self.env._("Goes on"),
            ],
            self._begun(),
        )

    def _begun(self):
        groups = self.env["dscsa.scan"]._read_group(
            self.here
            & Domain("user_id", "=", self.user.id)
            & Domain("undone_at", "=", False)
            & Domain("picking_id.state", "not in", ("done", "cancel")),
            ["picking_id"],
            ["__count", "scanned_at:max"],
        )
        return [
            [
                picking.name,
                picking.partner_id.name or "–",
                str(count),
                day(self.env, last),
                "",
            ]
            for picking, count, last in groups
        ]

    def _discrepancies(self):
        found = self.env["dscsa.discrepancy"].search(
            self.here
            & Domain("user_id", "=", self.user.id)
            & Domain("state", "=", "open")
        )
        rows = [
            [
                each.name,
                each.partner_id.name or "–",
                message_of(self.env, each.code, each.facts or {}),
                "",
            ]
            for each in found
        ]
        return section(
            self.env._("Discrepancies this person works on"),
            self.env._("Give them to somebody else on the work list."),
            self.env._("None."),
            [
                self.env._("Number"),
                self.env._("Seller"),
                self.env._("What"),
                self.env._("New person"),
            ],
            rows,
        )

    def _activities(self):
        found = self.env["mail.activity"].search(
            [("user_id", "=", self.user.id)], order="date_deadline, id"
        )
        rows = [
            [
                each.summary or each.activity_type_id.name or "",
                each.res_name or "–",
                day(self.env, each.date_deadline),
                "",
            ]
            for each in found
        ]
        return section(
            self.env._("Tasks of this person"),
            self.env._("Give each to somebody else, or mark it done."),
            self.env._("None."),
            [
                self.env._("Task"),
                self.env._("About"),
                self.env._("Due"),
                self.env._("New person"),
            ],
            rows,
        )
