"""What the page of a bottle makes of it: level, warnings, what each proof is worth."""

from odoo.addons.dscsa_compliance.services.scanning.bench_words import sentence_of
from odoo.addons.dscsa_compliance.services.scanning.open_scan import is_set_aside

# what is said of a package nobody has in the hand
_RED = frozenset({"HELD_SUSPECT", "WATCHED", "HELD_RECALL", "RECALLED"})
_ALWAYS = _RED | {"HELD_DATA", "HELD_EXPIRED", "RECALL_DOUBT", "WATCH_DOUBT"}


class Judged:
    """The half of ``PackageFacts`` that judges; ``hand``: see ``InHand``."""

    def _bearing(self, transaction):
        """Whether a TI/TS is of an earlier purchase, or does not name the package."""
        is_of_receipt = transaction in self.picking.dscsa_transaction_ids
        lots = set(filter(None, transaction.line_ids.mapped("lot")))
        is_named = transaction == self.current or not lots
        is_named = is_named or bool(self._lines_of(transaction))
        return {
            "is_earlier": transaction != self.current
            and (bool(self.current) or not is_of_receipt),
            "remark": ""
            if is_named or not is_of_receipt
            else self.env._(
                "It came with this delivery, but its list does not name lot %(lot)s.",
                lot=self.epc.seen_lot or self.epc.lot or "?",
            ),
        }

    def _standing(self, transaction):
        """Whether a TI/TS is of an earlier purchase, or taken back for this package."""
        earlier = self.epc.env["dscsa.epc.transaction"].search(
            [
                ("epc_id", "=", self.epc.id),
                ("transaction_id", "=", transaction.id),
                ("withdrawn_by_id", "!=", False),
            ]
        )
        gone = earlier or (
            transaction == self.current
            and self.epc.withdrawn_how not in (False, "retired")
        )
        found = self._bearing(transaction)
        found["is_earlier"] = found["is_earlier"] and not earlier
        if gone and not transaction.withdrawn_by_id:
            taken_back = self.env._("The seller took this package back later.")
            found["corrected"] = taken_back
        return found

    def _warnings(self):
        """What speaks against the package in the hand; a page without a scan says what
        holds or recalls it."""
        hand = self.hand
        codes = [code for code in hand.codes if self.reading or code in _ALWAYS]
        # the sentence of the page says it
        codes = [code for code in codes if code != "TAKEN_BACK"]
        said = []
        for code in codes:
            words = (sentence_of(self.env, code, hand.facts), hand.next_step(code))
            said.append(" ".join(filter(None, words)))
        return said

    def _level(self):
        """What the reader should look at first."""
        if self.epc.withdrawn_how or is_set_aside(self.in_work):
            return "red"
        codes = [code for code in self.hand.codes if self.reading or code in _RED]
        if codes and self.hand.level(codes[0]) == "red":
            return "red"
        if self.transactions[:1].statement == "no":
            return "red"
        is_named = any(not self._bearing(each)["remark"] for each in self.transactions)
        is_asked = any(self.transactions.mapped("doubted_by_id"))
        return "amber" if self.epc.hold or is_asked or not is_named else "green"

    def _differing(self):
        """What the scanned code says, where the records say something else."""
        facts, codes = self.hand.facts, self.hand.codes
        label, rows = self.hand.printed, []
        if "LOT_DIFFERS" in codes:
            rows.append((self.env._("Lot in the scanned code"), facts["lot"]))
        if "EXPIRY_DIFFERS" in codes:
            day = self.words.day(label.expiry)
            rows.append((self.env._("Expires, in the scanned code"), day))
        return rows
