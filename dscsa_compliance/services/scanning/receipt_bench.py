"""What the screen of a receipt or return shows beside the counts: people, buttons."""

from dscsa_core.rules.receiving import OTHER_BUYER, OTHER_RECEIPT

from ..receiving.adoption import Adoption
from ..receiving.late_booking import LateBooking
from ..receiving.ordered import differs_from_order
from .contract import Button
from .progress import storage_first
from .signing import pin_state
from .tally import Tally

_OPEN = ("draft", "waiting", "confirmed", "assigned")
_PROPOSED = 3
_PHARMACIST = "dscsa_compliance.group_dscsa_pharmacist"
_TECHNICIAN = "dscsa_compliance.group_dscsa_technician"


class ReceiptBench:
    """The bench side of one transfer, for the user who asks."""

    def __init__(self, facts, tally=None):
        self.facts, self.picking = facts, facts.picking
        self.tally = tally or Tally(self.picking)
        self.env = facts.env
        self.mode = "receive" if facts.picking._dscsa_is_receipt() else "return"

    def about(self, lines, sentence):
        """What an ``Overview`` says beside the counts, but for the buttons."""
        first = self._storage_first(lines)
        return {
            "model": self.picking._name,
            "id": self.picking.id,
            "mode": self.mode,
            "title": self.title(),
            "state": self.picking.state,
            "is_open": self.picking.state in _OPEN,
            "people": self.tally.people,
            "storage_first": first,
            "next": " ".join(filter(None, [first, sentence])),
            "pin": pin_state(self.env, self.facts.company),
            "notice": self._notice(),
        }

    def title(self):
        """Transfer, seller and invoice number."""
        names = [
            self.picking.name,
            self.picking.partner_id.display_name,
            self.picking.dscsa_invoice,
        ]
        return " · ".join(filter(None, names))

    def _notice(self):
        """What is missing about the seller, in one line from the first scan on."""
        if self.picking.state == "done" or self.mode != "receive":
            return False
        said = self.picking.with_env(self.env)._dscsa_seller_words()
        if said and not self.env.user.has_group(_PHARMACIST):
            ask = self.env._("A pharmacist adds the proof: ask the one in charge.")
            return f"{said} {ask}"
        return said or False

    def _storage_first(self, lines):
        if self.picking.state not in _OPEN or self.mode != "receive":
            return False
        return storage_first(self.env, lines)

    # buttons -------------------------------------------------------------------------
    def buttons(self, overview):
        """What can be pressed now; ``dscsa_press`` does it."""
        if self.picking.state not in _OPEN:
            return self._afterwards()
        if self.mode == "return":
            return self._of_return(overview)
        return [
            *self._announced(overview),
            *self._validations(overview),
            *self._links(),
            *self._order(),
            *self._products(overview),
            *self._proof(),
            *self._seller_proof(),
        ]

    def _of_return(self, overview):
        if not (overview.scanned or self.picking.dscsa_return_epc_ids):
            return []
        return [Button("validate", self.env._("Validate the return"), primary=True)]

    def _announced(self, overview):
        """Receive as announced, where the company does not scan each package."""
        if self.facts.depth != "announced" or not overview.missing:
            return []
        if not any(line.expected for line in self.facts.lines):
            return []
        return [
            Button(
                "receive_as_announced",
                self.env._("Take %(count)s as announced", count=overview.missing),
                primary=not overview.scanned,
                confirm=self.env._(
                    "Take %(count)s packages as received without scanning them? On "
                    "record is the seller's data then, not your own observation.",
                    count=overview.missing,
                ),
            )
        ]

    def _links(self):
        """Data that name what was scanned, and may be of this delivery: one tap."""
        adoption = Adoption(self.picking)
        for transaction in adoption.proposals(self.tally.named)[:_PROPOSED]:
            told = adoption.about(transaction)
            yield Button(
                f"link_ti.{transaction.id}",
                self.env._("TI/TS %(name)s is of this delivery", name=told.name),
                confirm=self._link_question(told),
            )

    def _order(self):
        """What was scanned and not ordered: kept, or the seller is asked. One tap."""
        if not differs_from_order(self.picking, self.tally):
            return []
        return [
            Button("accept_order", self.env._("Accept what was not ordered")),
            Button("ask_order", self.env._("Ask the seller about the order")),
        ]

    def _products(self, overview):
        """Drugs scanned that have no product: one tap makes them all."""
        gtins = {
            line.gtin
            for line in overview.lines
            if line.scanned and line.gtin and not line.product_id
        }
        return self._make_products(len(gtins))

    def _make_products(self, count):
        records_only = self.facts.company.dscsa_records_only
        if not count or records_only or not self.env.user.has_group(_TECHNICIAN):
            return []
        title = self.env._("Create the product")
        if count > 1:
            title = self.env._("Create all %(count)s products", count=count)
        return [Button("make_products", title)]

    def _late(self):
        """What came before its product: made, then booked."""
        late = LateBooking(self.picking)
        if late.ready:
            title = self.env._("Book 1 package now")
            if len(late.ready) > 1:
                title = self.env._("Book %(count)s packages now", count=len(late.ready))
            yield Button("book_late", title, primary=True)
        yield from self._make_products(len(late.nameless))

    def _link_question(self, told):
        env, facts = self.env, {"about": told.about, "receipts": told.receipts}
        if told.doubt == OTHER_RECEIPT:
            return env._("It is linked to %(receipts)s. Link it here too?", **facts)
        if told.doubt == OTHER_BUYER:
            return env._("It is addressed to %(about)s. Link it all the same?", **facts)
        return env._("The seller in it is %(about)s. Is that this seller?", **facts)

    def _proof(self):
        """Data in a portal or on paper are proof too: a tick, and the goods go up."""
        picking = self.picking
        ours = picking.dscsa_in_scope or not picking.move_ids
        if self.facts.transactions or not ours or picking._dscsa_needs_no_ti():
            return []
        if self.facts.company.dscsa_profile == "practitioner":
            return []
        return [Button("proof", self.env._("TI/TS is in a portal or on paper"))]

    def _seller_proof(self):
        """Who may sell to us is proved in a minute, by a pharmacist."""
        if not self.env.user.has_group(_PHARMACIST) or not self._notice():
            return []
        return [Button("prove_seller", self.env._("Add proof of the seller"))]

    def _validations(self, overview):
        here, missing = overview.scanned, overview.missing
        if not here and not self._may_close_unscanned():
            return []
        if here and missing and overview.expected:
            return self.partial_buttons(overview)
        title = self.env._("Validate")
        if overview.held:
            title = self.env._("Validate; on hold: %(count)s", count=overview.held)
        return [Button("validate", title, primary=True)]

    def partial_buttons(self, overview):
        """The rest comes later, or it does not: said, not asked in a window."""
        facts = {
            "here": overview.expected - overview.missing,
            "expected": overview.expected,
            "missing": overview.missing,
        }
        later, never = self._rest_titles(overview, facts)
        return [
            Button(
                "rest_later",
                later,
                primary=True,
                confirm=self.env._(
                    "Close this receipt with what was scanned? The missing %(missing)s "
                    "can still be received when they come.",
                    **facts,
                ),
            ),
            Button(
                "rest_never",
                never,
                confirm=self.env._(
                    "Close the delivery? %(missing)s announced packages are reported "
                    "as missing, and the seller can be told.",
                    **facts,
                ),
            ),
        ]

    def _rest_titles(self, overview, facts):
        """As many as announced, but not all the same: nothing is “the rest”."""
        env = self.env
        if overview.scanned >= overview.expected:
            return (
                env._("Validate; the missing %(missing)s may still come", **facts),
                env._("Validate; the missing %(missing)s will not come", **facts),
            )
        return (
            env._("%(here)s of %(expected)s are here; the rest comes later", **facts),
            env._("%(here)s of %(expected)s are here; the rest does not come", **facts),
        )

    def _may_close_unscanned(self):
        """Deliveries whose proof lies in a portal or on paper need no scan."""
        if not self.picking._dscsa_is_ours():
            return bool(self.picking.move_ids)
        return self.facts.depth == "announced" and bool(self.facts.transactions)

    def _afterwards(self):
        """Done: what is still to be carried."""
        if self.picking.state != "done":
            return []
        found = [*self._late()] if self.mode == "receive" else []
        waiting = self.env["dscsa.release"].search_count(
            [("picking_id", "=", self.picking.id), ("put_back_state", "=", "to_do")],
            limit=1,
        )
        if waiting:
            title = self.env._("Put released goods back")
            found.append(Button("put_back", title, primary=not found))
        if self.next_transfers():
            title = self.env._("Put away")
            found.append(Button("put_away", title, primary=not found))
        return found

    def next_transfers(self):
        """Transfers that carry the goods on to the shelf."""
        return self.picking.move_ids.move_dest_ids.picking_id.filtered(
            lambda each: (
                each.state not in ("done", "cancel")
                and each.picking_type_code == "internal"
            )
        )
