"""The first scan at an empty screen: it finds or opens the right bench, and counts."""

import uuid

from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.receiving.adoption import seller_of
from odoo.addons.dscsa_compliance.services.returns.returning import Returning
from odoo.addons.dscsa_compliance.services.scanning.desk import way_out
from odoo.addons.dscsa_compliance.services.scanning.reader import Reader
from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
    plain_facts,
)

from .contract import Candidate, Opened
from .finder import ReceiptFinder
from .seen_before import seen_before, warning_of

_SHOWN = 10
# what is known to be a code of goods, if not of one package, is no invoice number
_NO_NUMBER = ("barcode.ndc_alone", "barcode.other_standard", "barcode.several_codes")


class Opening:
    """Opens benches for one user; texts in, what was ``Opened`` out."""

    def __init__(self, env, scanned_at=None):
        self.env, self.company = env, env.company
        # who may scan may find: the register and orders are read for them
        self.sudo = env(su=True)
        self.scanned_at = scanned_at

    def said(self, found, sentence, next_step="", **more):
        """What was found, in words."""
        return Opened(found=found, sentence=sentence, next_step=next_step, **more)

    def one(self, record, text=None, client_uuid=None, choice=None):
        """One bench, opened; the scan that led there counts at once."""
        answer = False
        if text:
            key = client_uuid or str(uuid.uuid4())
            answer = record.with_env(self.env).dscsa_scan(
                text, key, scanned_at=self.scanned_at, choice=choice
            )
        title = record.display_name
        return self.said(
            "one",
            answer["sentence"] if answer else title,
            answer["next_step"] if answer else "",
            model=record._name,
            id=record.id,
            level=answer["level"] if answer else "green",
            code=answer["code"] if answer else False,
            answer=answer,
        )

    def many(self, records, sentence, next_step, is_goods=False, **more):
        """Several, or one that is not certain: a person taps."""
        return self.said(
            "many",
            sentence,
            next_step,
            candidates=[self.candidate(each) for each in records[:_SHOWN]],
            is_goods=is_goods,
            **more,
        )

    def candidate(self, picking):
        """One receipt to choose, with what tells it from the others."""
        names = [
            picking.partner_id.display_name,
            picking.dscsa_invoice,
            picking.sudo().purchase_id.name,
        ]
        return Candidate(
            model=picking._name,
            id=picking.id,
            title=picking.name,
            sentence=" · ".join(filter(None, names)),
        )

    def unread(self, problem):
        """A text that is neither a number of ours nor a code."""
        facts = plain_facts(problem.facts)
        return self.said(
            "none",
            message_of(self.env, problem.code, facts),
            next_step_of(self.env, problem.code, facts),
            level="red",
            code=problem.code,
            button=way_out(self.env, "type"),
        )

    def choose(self, asked):
        """More than one reading: which is printed on the pack?"""
        return Opened(found="choose", level="choose", **asked)


class ReceiptOpening(Opening):
    """“Any delivery”: the receipt of what was scanned or typed."""

    def open(self, text, client_uuid=None, choice=None):
        """For ``dscsa_open("receive", …)``."""
        known = self._known(client_uuid)
        if known:
            return self.one(known, text, client_uuid, choice)
        found = ReceiptFinder(self.sudo, self.company).by_text(text, choice)
        if found.problem:
            return self._unknown_text(text, found.problem)
        if found.asked:
            return self.choose(found.asked)
        scanned = text if found.reading else None
        if found.certain and len(found.pickings) == 1:
            return self.one(found.pickings, scanned, client_uuid, choice)
        if found.pickings:
            return self._several(text, found)
        return self._none(text, found)

    def _known(self, client_uuid):
        """The receipt a scan sent before was counted on."""
        return (
            self.sudo["dscsa.scan"]
            .search([("client_uuid", "=", client_uuid)])
            .picking_id
            if client_uuid
            else None
        )

    def _several(self, text, found):
        # goods are scanned on the one that is tapped; a typed number only found it
        is_goods = bool(found.reading)
        if found.certain:
            return self.many(
                found.pickings,
                self.env._("Several receipts fit."),
                self.env._("Tap the one this delivery belongs to."),
                is_goods,
            )
        if found.transactions:
            return self.many(
                found.pickings,
                self._announced_by(found.transactions[:1]),
                self.env._("These expect its goods: tap one, or begin a new delivery."),
                is_goods,
                proposal=self._proposal(text, found),
            )
        return self.many(
            found.pickings,
            self.env._("No data name this package. These receipts expect its drug."),
            self.env._("Tap the delivery it came with, or begin a new one."),
            is_goods,
        )

    def _unknown_text(self, text, problem):
        """Looks like a number: perhaps an invoice that nobody announced."""
        is_number = problem.code not in _NO_NUMBER or text.isdecimal()
        if is_number and any(map(str.isdigit, text)) and len(text) <= 30:
            return self.said(
                "none",
                self.env._("No open delivery has the number %s.", text),
                self.env._("Begin a new delivery with this invoice number."),
                proposal={"invoice": text},
            )
        return self.unread(problem)

    def _none(self, text, found):
        transactions, done = found.transactions, found.done
        if found.epc and done:
            return seen_before(self, found, text)
        if transactions:
            return self._announced(text, found)
        if done:
            return self.said(
                "none",
                self.env._("%s is done already.", done.name),
                self.env._("Another delivery? Begin a new one."),
                candidates=[self.candidate(done)],
                proposal={"invoice": text},
            )
        warned = found.reading and warning_of(self, found)
        return warned or self.said(
            "none",
            self.env._("Nobody announced this package, and no receipt expects it."),
            self.env._("Begin a new delivery: seller and invoice number are enough."),
            proposal={"text": text},
        )

    def _announced(self, text, found):
        first = found.transactions[:1]
        return self.said(
            "none",
            self._announced_by(first),
            self.env._("Begin the delivery: one tap, the numbers are filled in."),
            proposal=self._proposal(text, found),
        )

    def _announced_by(self, transaction):
        return self.env._(
            "Announced by %(seller)s, %(number)s; no receipt is linked to it.",
            seller=seller_of(transaction).name or transaction.seller_name or "?",
            number=transaction.invoice_numbers or transaction.name,
        )

    def _proposal(self, text, found):
        """What begins the delivery with one tap."""
        first = found.transactions[:1]
        seller = seller_of(first)
        return {
            "seller_id": seller.id,
            "seller": seller.name or first.seller_name or "",
            "invoice": first.invoice_numbers or "",
            "transaction_ids": found.transactions.ids,
            "text": text if found.reading else "",
        }


class ReturnOpening(Opening):
    """Back to the seller: the first package says to whom."""

    def open(self, text, client_uuid=None, choice=None):
        """For ``dscsa_open("return", …)``."""
        transfer = self._by_name(text)
        if transfer:
            return self.one(transfer)
        reader = Reader(self.sudo, self.company)
        read = reader.meaning(text, choice)
        if read.problem:
            return self.unread(read.problem)
        if read.readings:
            return self.choose(reader.asked(self.env, read))
        epc = self.sudo["dscsa.epc"].search(
            [("company_id", "=", self.company.id), ("key", "=", read.reading.key)],
            limit=1,
        )
        if not epc or not read.reading.key:
            return self._refused(
                self.env._("This package was never received here."),
                self.env._("Keep it apart and find out where it came from."),
            )
        try:
            transfer = self.transfer_for(epc)
        except UserError as error:
            return self._refused(str(error), self.env._("Keep it apart for now."))
        return self.one(transfer, text, client_uuid, choice)

    def transfer_for(self, epc):
        """The open return to the seller of a package, or a new one."""
        desk = Returning(epc.with_env(self.env))
        desk._check()
        seller = desk._seller(epc).commercial_partner_id
        known = self.env["stock.picking"].search(
            [
                ("company_id", "=", self.company.id),
                ("dscsa_return_to", "=", "seller"),
                ("return_id", "=", False),
                ("location_dest_id.usage", "=", "supplier"),
                ("state", "not in", ("done", "cancel")),
                ("partner_id", "child_of", seller.ids),
            ],
            limit=1,
        )
        return known or desk.begin()

    def _by_name(self, text):
        text = (text or "").strip()
        if not text or len(text) > 40:
            return None
        return self.env["stock.picking"].search(
            [
                ("company_id", "=", self.company.id),
                ("name", "=", text),
                ("dscsa_return_to", "!=", False),
                ("state", "not in", ("done", "cancel")),
            ]
        )

    def _refused(self, sentence, next_step):
        return self.said("none", sentence, next_step, level="red")
