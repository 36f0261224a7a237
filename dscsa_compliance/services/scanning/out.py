"""Scans on transfers that are no receipts: which packages leave or move."""

from ..returns.going_back import going_back
from .differing import note_differences
from .in_hand import InHand
from .scan import Scanner


class OutgoingScanner(Scanner):
    """The same answers; the question here is whether the package may go."""

    def _package(self, reading, gtin, row):
        product = self._product(gtin, row)
        before = self._scanned_before(reading.key, row)
        refusal = self._differing(reading, row) or self._refusal(row)
        if refusal:
            sentence, step = refusal
            return self.answer(
                "red",
                sentence,
                next_step=step,
                scan=before,
                product=product,
                reading=reading,
                duplicate=bool(before),
            )
        if before:
            return self._already(before, product)
        scan = self.insert_package(reading, row, product, None, "note")
        return self.answer(
            "green", self._("Recorded."), scan=scan, product=product, reading=reading
        )

    def _differing(self, reading, row):
        """What the code in the hand says against the records, or of a recall."""
        epc = row and self.env["dscsa.epc"].browse(row["id"])
        hand = InHand(self.user_env, self.company, reading, epc)
        stops = {"LOT_DIFFERS", "EXPIRY_DIFFERS"}
        if not (self.picking.dscsa_is_return or self.picking.dscsa_is_customer_return):
            stops |= {"RECALLED", "RECALL_DOUBT", "RETURNED"}
        stops |= {"WATCHED", "WATCH_DOUBT"}
        code = next((each for each in hand.codes if each in stops), None)
        if not code or row and row["hold"] == "suspect":
            return None
        note_differences(hand, self.picking.display_name)
        return hand.sentence(code), hand.next_step(code)

    def _refusal(self, row):
        if not row:
            return (
                self._("This package was never received here."),
                self._("Keep it apart and find out where it came from."),
            )
        goes_back = self.picking.dscsa_is_return
        if row["hold"] == "suspect" and goes_back:
            return (
                self._("This package is under suspicion and may not go back."),
                self._("Keep it in quarantine; the pharmacist settles it first."),
            )
        if row["hold"] and not self._may_go_back(row):
            stranger = goes_back and self._other_seller(row)
            return stranger or (
                self._("This package is on hold and may not leave."),
                self._("Put it back where it is held and ask the pharmacist."),
            )
        if self.picking.dscsa_is_customer_return:
            return self._refusal_of_return(row)
        if goes_back and self.picking.dscsa_return_to == "seller":
            stranger = self._other_seller(row)
            if stranger:
                return stranger
        if row["status"] not in ("in_stock", "returned"):
            return (
                self._("By the records this package is not in stock."),
                self._("Keep it apart: it left before or was never received."),
            )
        return None

    def _may_go_back(self, row):
        """Whether this transfer takes the package to whom it was bought from."""
        if self.picking.location_dest_id.usage != "supplier":
            return False
        epc = self.env["dscsa.epc"].browse(row["id"])
        receiver = self.picking.partner_id.commercial_partner_id
        return bool(going_back(epc, receiver))

    def _other_seller(self, row):
        """What one seller sold does not go back to another."""
        theirs, mine = row["seller_id"], self.facts.seller
        if not theirs or not mine or theirs == mine.id:
            return None
        facts = {"seller": row["seller_name"] or "", "other": mine.display_name}
        return (
            self._("This package came from %(seller)s, not from %(other)s.", **facts),
            self._("Put it aside, and begin a return to %(seller)s with it.", **facts),
        )

    def _refusal_of_return(self, row):
        """What a customer brings back has to be what was sold to a customer."""
        if row["status"] == "dispensed":
            return (
                self._("This package was dispensed to a patient."),
                self._("It never goes back to the shelf. Keep it apart."),
            )
        if row["status"] != "shipped":
            return (
                self._("By the records this package was not sold."),
                self._("Keep it apart and find out where it came from."),
            )
        return None
