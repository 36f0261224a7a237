"""Dates, names and places in the words of a page that an inspector reads."""

from odoo.tools import format_date, format_datetime

# unambiguous on both sides of the ocean: 3 Nov 2026
DAY = "d MMM y"
LONG_DAY = "EEEE d MMMM y"
SHORT_DAY = "EEE d MMM"


class Words:
    """Wording for one company in the language of the reader."""

    def __init__(self, env, company):
        self.env, self.company = env, company
        self.zone = (
            company.sudo().partner_id.tz
            or env.user.tz
            or env.context.get("tz")
            or "UTC"
        )

    def day(self, value, form=DAY):
        """A date, or an empty text."""
        return format_date(self.env, value, date_format=form) if value else ""

    def moment(self, value, form=f"{DAY}, HH:mm"):
        """A naive UTC time in the company's time zone, or an empty text."""
        if not value:
            return ""
        return format_datetime(self.env, value, tz=self.zone, dt_format=form)

    def choice(self, record, name):
        """The words of a selection field's value."""
        field = record._fields[name]
        return dict(field._description_selection(self.env)).get(record[name], "")

    def statement(self, transaction):
        """How the transaction statement is known: given here, or seen elsewhere."""
        if transaction.proof == "file" or transaction.statement != "yes":
            return self.choice(transaction, "statement")
        facts = {
            "portal": transaction.portal or self.env._("the seller's portal"),
            "name": transaction.seen_initials or transaction.seen_by_id.name or "?",
            "day": self.moment(transaction.seen_at) or "?",
        }
        if transaction.proof == "portal":
            return self.env._(
                "Seen in %(portal)s by %(name)s on %(day)s; not kept here", **facts
            )
        return self.env._("Seen on paper by %(name)s on %(day)s", **facts)

    def where_it_lies(self, transaction):
        """Where the TI/TS of a transaction is: a sentence."""
        env = self.env
        facts = {
            "portal": transaction.portal or env._("the seller's portal"),
            "name": transaction.seen_initials or transaction.seen_by_id.name or "?",
            "day": self.moment(transaction.seen_at) or "?",
        }
        if transaction.proof == "portal":
            return env._(
                "In %(portal)s, seen there by %(name)s on %(day)s. Scanning was not "
                "required for this delivery.",
                **facts,
            )
        if transaction.proof == "paper":
            return env._(
                "On paper, PDF or in a mail, seen by %(name)s on %(day)s. Scanning was "
                "not required for this delivery.",
                **facts,
            )
        document = transaction.document_id
        return env._(
            "In the seller's file %(file)s, received %(day)s.",
            file=document.name or "?",
            day=self.moment(document.create_date) or "?",
        )

    def reference(self, transaction):
        """{portal link, reference, agreement} of a proof that lies elsewhere."""
        seller = transaction.seller_id
        agreement = transaction.agreement_id
        until = agreement.date_to
        facts = {
            "reference": _other(transaction.reference, transaction.portal),
            "link": "",
            "agreement": "",
        }
        if transaction.proof == "portal":
            link = seller.dscsa_portal_url or ""
            # an address that is none (javascript:…) is no link
            facts["link"] = link if link.startswith(("https://", "http://")) else ""
            facts["agreement"] = (
                self.env._(
                    "%(name)s, from %(start)s%(end)s",
                    name=agreement.name,
                    start=self.day(agreement.date_from),
                    end=self.env._(" until %(day)s", day=self.day(until))
                    if until
                    else "",
                )
                if agreement
                else self.env._("No agreement on file")
            )
        return facts


def _other(reference, portal):
    """A reference that says more than the portal's name, or an empty text."""
    return reference if reference and reference != portal else ""
