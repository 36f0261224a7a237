"""What a person leaves behind who goes: what to take over, what stays on record."""

from odoo.fields import Domain

from ...models.messages import message_of
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
            self._benches(),
            self._discrepancies(),
            self._activities(),
            self._training(),
        ]

    def _portals(self):
        _ = self.env._
        groups = self.env["dscsa.transaction"]._read_group(
            self.here
            & Domain("proof", "=", "portal")
            & Domain("seen_by_id", "=", self.user.id),
            ["seller_id", "portal"],
            ["__count", "seen_at:max"],
        )
        rows = [
            [
                seller.commercial_partner_id.name or "–",
                portal or seller.dscsa_portal_name or "–",
                str(count),
                day(self.env, last),
                "",
            ]
            for seller, portal, count, last in groups
        ]
        return section(
            _("Portals this person signs in to"),
            _(
                "Have the access moved to somebody else before the last day; the "
                "mailbox of this person may hold the passwords."
            ),
            _("This person noted no TI/TS from a portal."),
            [_("Seller"), _("Portal"), _("TI/TS seen"), _("Last"), _("New person")],
            rows,
        )

    def _agreements(self):
        _ = self.env._
        found = self.env["dscsa.agreement"].search(
            self.here
            & Domain("user_id", "=", self.user.id)
            & Domain("state", "!=", "ended")
        )
        rows = [[each.name or "", day(self.env, each.date_to), ""] for each in found]
        return section(
            _("Agreements in this person's name"),
            _("Name somebody else who is reminded before they end."),
            _("None."),
            [_("Agreement"), _("Until"), _("New person")],
            rows,
        )

    def _receipts(self):
        _ = self.env._
        groups = self.env["dscsa.scan"]._read_group(
            self.here
            & Domain("user_id", "=", self.user.id)
            & Domain("undone_at", "=", False)
            & Domain("picking_id.state", "not in", ("done", "cancel")),
            ["picking_id"],
            ["__count", "scanned_at:max"],
        )
        rows = [
            [
                picking.name,
                picking.partner_id.name or "–",
                str(count),
                day(self.env, last),
                "",
            ]
            for picking, count, last in groups
        ]
        return section(
            _("Deliveries begun and not closed"),
            _("Somebody has to finish them; the scans stay with this person's name."),
            _("Every delivery this person scanned is closed."),
            [_("Receipt"), _("Seller"), _("Scans"), _("Last"), _("Goes on")],
            rows,
        )

    def _benches(self):
        _ = self.env._
        found = self.env["dscsa.bench"].search(
            self.here
            & Domain("user_id", "=", self.user.id)
            & Domain("state", "=", "open")
        )
        rows = [[each.name, day(self.env, each.create_date), ""] for each in found]
        return section(
            _("Stock-takes and lists not closed"),
            _("Close them, or let somebody else go on."),
            _("None is open."),
            [_("What"), _("Begun"), _("Goes on")],
            rows,
        )

    def _discrepancies(self):
        _ = self.env._
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
            _("Discrepancies this person works on"),
            _("Give them to somebody else on the work list."),
            _("None."),
            [_("Number"), _("Seller"), _("What"), _("New person")],
            rows,
        )

    def _activities(self):
        _ = self.env._
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
            _("Tasks of this person"),
            _("Give each to somebody else, or mark it done."),
            _("None."),
            [_("Task"), _("About"), _("Due"), _("New person")],
            rows,
        )

    def _training(self):
        _ = self.env._
        found = self.env["dscsa.training"].search(
            self.here & Domain("user_id", "=", self.user.id)
        )
        rows = [
            [
                each.display_name or "",
                day(self.env, each.date),
                day(self.env, each.signed_at),
            ]
            for each in found
        ]
        return section(
            _("Training on record"),
            _("Stays for six years, with everything this person did. Nothing to do."),
            _("No training is on record."),
            [_("What"), _("Day"), _("Signed")],
            rows,
        )
