"""TI/TS that name what lies on the bench, whatever order number they give.

What counts is that the data name this package (FD&C Act 582(d)(1)); an order number is
no element of TI. Nothing is linked past a doubt: another seller, another buyer or
another open delivery is for a person to decide.
"""

from dataclasses import dataclass
from functools import cached_property

from dscsa_core.rules.receiving import (
    OTHER_BUYER,
    OTHER_RECEIPT,
    OTHER_SELLER,
    SELLER_OPEN,
)

from odoo.tools import SQL

from ..ingest.addressed import (
    are_among,
    is_certain,
    names_of,
    own_partners,
    parties_of,
    strangers,
)

_OVER = ("done", "cancel")
# of a thing that is still to be received
TO_COME = ("announced", "missing")


def seller_of(transaction):
    """The seller as a partner: confirmed, else the one suggested for its party."""
    partner = transaction.seller_id or transaction.seller_party_id.suggested_partner_id
    return partner.commercial_partner_id


def is_of(transaction, partner):
    """Whether the TI/TS is of this seller; None when nobody can say.

    A seller who was only suggested may be this one, and is no other one for certain;
    who ships for another seller names himself.
    """
    ours = partner.commercial_partner_id
    if not ours or seller_of(transaction) == ours:
        return True
    return None if not transaction.seller_id or transaction.drop_shipment else False


def is_live(transaction):
    """Bought, and neither corrected nor taken back since."""
    return (
        transaction.direction == "in"
        and not transaction.superseded_by_id
        and not transaction.withdrawn_by_id
    )


def transactions_of(env, epc_id):
    """Live TI/TS of a thing, or of what lies in it."""
    env.flush_all()
    rows = env.execute_query(
        SQL(
            """
            WITH RECURSIVE tree AS (
                SELECT id, transaction_id, 0 AS depth FROM dscsa_epc WHERE id = %s
                UNION ALL
                SELECT c.id, c.transaction_id, depth + 1
                  FROM tree JOIN dscsa_epc c ON c.parent_id = tree.id
                 WHERE depth < 16
            )
            SELECT DISTINCT transaction_id FROM tree WHERE transaction_id IS NOT NULL
            """,
            epc_id,
        )
    )
    found = env["dscsa.transaction"].browse([row[0] for row in rows])
    return found.exists().filtered(is_live)


@dataclass(frozen=True, slots=True)
class Unlinked:
    """What a TI/TS is to a receipt it is not linked to."""

    is_live: bool = False
    doubt: str = ""
    name: str = ""
    about: str = ""
    receipts: str = ""


class Adoption:
    """Links TI/TS to one open receipt by the packages they name."""

    def __init__(self, picking):
        self.picking = picking.sudo()
        self.env, self.company = self.picking.env, self.picking.company_id

    @cached_property
    def _own(self):
        return own_partners(self.company, self.picking)

    def doubt(self, transaction):
        """Why the TI/TS is not taken for this receipt's by itself; "" if it may be."""
        fits = is_of(transaction, self.picking.partner_id)
        if fits is not True:
            return SELLER_OPEN if fits is None else OTHER_SELLER
        if self.other_buyers(transaction):
            return OTHER_BUYER
        if self.other_receipts(transaction):
            return OTHER_RECEIPT
        return ""

    def about(self, transaction):
        """The same with names, for the words of a scan."""
        if not is_live(transaction):
            return Unlinked()
        doubt = self.doubt(transaction)
        given = transaction.seller_name or seller_of(transaction).name or ""
        if doubt == OTHER_BUYER:
            given = names_of(self.other_buyers(transaction))
        receipts = self.other_receipts(transaction).mapped("name")
        return Unlinked(True, doubt, transaction.name, given, ", ".join(receipts))

    def other_buyers(self, transaction):
        """Parties that are not us, when it is addressed to nobody of ours."""
        parties = parties_of(transaction)
        if not parties or are_among(parties, self.company.partner_id):
            # nearly always; our places and owners need not be looked up for it
            return parties.browse()
        parties = strangers(transaction, self._own)
        return parties if is_certain(parties, self._own) else parties.browse()

    def other_receipts(self, transaction):
        """Open receipts it is linked to already."""
        return transaction.picking_ids.filtered(
            lambda each: each.state not in _OVER and each != self.picking
        )

    def take(self, epc_id):
        """Link the live TI/TS of a package, or of what lies in a box; those linked."""
        if self.picking.state in _OVER or not self.picking._dscsa_is_receipt():
            return self.env["dscsa.transaction"]
        found = transactions_of(self.env, epc_id)
        new = found - self.picking.dscsa_transaction_ids
        fitting = new.filtered(lambda each: not self.doubt(each))
        for transaction in fitting:
            transaction.picking_ids |= self.picking
        return fitting

    def proposals(self, named):
        """Of TI/TS (ids) that name packages scanned here: those that wait for a person
        to link them; see ``scan_tally``.
        """
        found = self.env["dscsa.transaction"].browse(sorted(named))
        return (found - self.picking.dscsa_transaction_ids).filtered(
            lambda each: (
                is_live(each) and is_of(each, self.picking.partner_id) is not False
            )
        )
