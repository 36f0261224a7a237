"""What the file itself is marked for, as the bench has to say it of each package.

A document that stops and a bench that says "Good" would be two judgements. What a
person settled since, and what our own data answer by now, is asked no more.
"""

from collections import defaultdict
from functools import cached_property

from dscsa_core.catalogue import finding
from dscsa_core.numbers import ndc_keys

from ..holds.severity import HELD
from ..ingest.addressed import names_of
from ..receiving.adoption import Adoption

# the bench knows these better: each package is judged against its own label and data
_OWN = frozenset(
    {"STATEMENT_NEGATIVE", "EXPIRED", "EXPIRED_SHIPPED", "SERIAL_DECOMMISSIONED"}
)
# a list that leaves out what is in a box announces nothing of it
_UNLISTED = frozenset({"SSCC_ORPHAN", "CHILD_MISSING"})


class Told:
    """Findings of the files of one receipt: by TI/TS, and by GTIN of a file."""

    def __init__(self, facts):
        self.facts, self.env = facts, facts.env
        self.documents = facts.transactions.document_id

    @cached_property
    def _marks(self):
        return self._holding()

    def by_proof(self):
        """{id of a TI/TS as text: its findings, which concern all it brings}."""
        found = defaultdict(list)
        adoption = Adoption(self.facts.picking)
        for transaction in self.facts.transactions:
            found[str(transaction.id)] += self._of_transaction(transaction, adoption)
        for document, code, place, facts in self._marks:
            if not facts.get("gtin"):
                for transaction in self._concerned(document, place):
                    found[str(transaction.id)].append(finding(code, **facts))
        return {key: tuple(each) for key, each in found.items() if each}

    def by_goods(self):
        """{GTIN: findings of the file about this product}."""
        found = defaultdict(list)
        for _document, code, _place, facts in self._marks:
            if facts.get("gtin") and not self._is_right_by_now(code, facts):
                found[facts["gtin"]].append(finding(code, **facts))
        return {gtin: tuple(each) for gtin, each in found.items()}

    def _of_transaction(self, transaction, adoption):
        place = transaction.name
        parties = adoption.other_buyers(transaction)
        if parties and not self._is_settled(transaction.document_id, "SHIPTO_NOT_OURS"):
            yield finding("SHIPTO_NOT_OURS", place, name=names_of(parties))
        if transaction.doubted_by_id:
            yield finding("SHIPMENT_IN_DOUBT", place, **transaction._doubt_facts())
        if transaction.proof != "file":
            return
        if transaction.statement == "no":
            yield finding("STATEMENT_NEGATIVE", place)
        elif transaction.statement == "missing" and not self._has_statement(
            transaction
        ):
            yield finding("STATEMENT_MISSING", place)
        if transaction.id not in self._listed:
            for each in transaction.document_id.findings or []:
                if each["code"] in _UNLISTED:
                    yield finding(each["code"], **each["facts"])

    def _has_statement(self, transaction):
        """It may come on the invoice, by portal or letter (FD&C Act 581(27))."""
        others = self.facts.transactions - transaction
        return self._is_settled(transaction.document_id, "STATEMENT_MISSING") or any(
            each.proof != "file" and each.statement == "yes" for each in others
        )

    def _holding(self):
        """Findings of the files that hold goods of this company: one at a time."""
        rows = [
            (document, each["code"], each.get("place"), each.get("facts") or {})
            for document in self.documents
            for each in document.findings or []
            if each["code"] not in _OWN | _UNLISTED
            and not self._is_settled(document, each["code"])
        ]
        if not rows:
            return []
        weights = self.env["dscsa.severity"]._severities(
            {code for _document, code, _place, _facts in rows}, self.facts.company
        )
        return [row for row in rows if weights[row[1]] in HELD]

    def _concerned(self, document, place):
        """The TI/TS of a place in a file; all of the file when it names none."""
        mine = self.facts.transactions.filtered(lambda t: t.document_id == document)
        named = mine.filtered(
            lambda each: place in (each.name, f"event {each.event_id.position}")
        )
        return named or mine

    def _is_right_by_now(self, code, facts):
        """The NDC was entered on the product since, as the seller writes it."""
        if code != "NDC_MISMATCH":
            return False
        gtin = self.env["dscsa.gtin"].search(
            [
                ("company_id", "=", self.facts.company.id),
                ("gtin", "=", facts["gtin"]),
            ],
            limit=1,
        )
        ours = ndc_keys(gtin.product_id.dscsa_ndc)
        return bool(ours & ndc_keys(facts.get("found")))

    @cached_property
    def _listed(self):
        """Ids of the TI/TS that have lines."""
        return {line.transaction_id for line in self.facts.lines}

    @cached_property
    def _settled(self):
        """(document, code) that a person closed and nothing opened again."""
        rows = self.env["dscsa.discrepancy"].search_fetch(
            [("document_id", "in", self.documents.ids)],
            ["state", "document_id", "code"],
        )
        by_state = defaultdict(set)
        for row in rows:
            by_state[row.state].add((row.document_id.id, row.code))
        return by_state["resolved"] - by_state["open"]

    def _is_settled(self, document, code):
        return (document.id, code) in self._settled
