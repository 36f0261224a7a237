"""“What is this?”: a package, case or pallet as records know it. Stores nothing."""

from dataclasses import replace

from dscsa_core.gs1.reading import PACKAGE, Reading

from odoo import fields

from odoo.addons.dscsa_compliance.services.scanning.contract import Proof
from odoo.addons.dscsa_compliance.services.scanning.desk import label_of
from odoo.addons.dscsa_compliance.services.scanning.in_hand import InHand
from odoo.addons.dscsa_compliance.services.scanning.reader import Reader
from odoo.addons.dscsa_compliance.services.words.messages import (
    date_text,
    message_of,
    next_step_of,
    plain_facts,
)

from .contract import Action, LookedUp

_EVENTS = 30
# more packages of one serial number, or fewer signs, are no help to anybody
_CANDIDATES = 20
_LEAST_TYPED = 3


def _typed(row):
    """The reading of a package chosen by its serial number: nothing else was read."""
    return Reading(
        PACKAGE, key=row.key, gtin=row.gtin or None, serial=row.serial or None
    )


def _on_record(row):
    """The same with what is on record, to compare with the pack."""
    return replace(
        _typed(row), lot=row.printed_lot or None, expiry=row.printed_expiry or None
    )


class LookUp:
    """Answers for one user, whose rights to the register decide what is told."""

    def __init__(self, env):
        self.env, self.company = env, env.company
        self.reader = Reader(env(su=True), self.company)

    def answer(self, text, choice=None):
        """What was ``LookedUp``."""
        found = self.reader.meaning(text, choice)
        named = self._named(text, found)
        if named:
            return self._of_serial(named, choice)
        if found.problem:
            code, facts = found.problem.code, plain_facts(found.problem.facts)
            return self._said(
                "red",
                message_of(self.env, code, facts),
                next_step_of(self.env, code, facts),
                code=code,
            )
        if found.readings:
            asked = self.reader.asked(self.env, found)
            return LookedUp(level="choose", **asked)
        reading = found.reading
        epc = self._row(reading)
        return self._known(epc, reading) if epc else self._unknown(reading)

    def _named(self, text, found):
        """Packages whose serial number alone was typed: one text may be several's."""
        if found.readings or found.reading and (found.reading.key or found.reading.lot):
            return []
        serial = (text or "").strip()
        if len(serial) < _LEAST_TYPED:
            return []
        domain = [("company_id", "=", self.company.id), ("serial", "=", serial)]
        return self.env["dscsa.epc"].search(domain, order="id", limit=_CANDIDATES + 1)

    def _of_serial(self, rows, choice):
        """Candidates to choose from, even a single one: a serial names no product."""
        if len(rows) > _CANDIDATES:
            return self._said(
                "amber",
                self.env._("Many packages have this serial number."),
                self.env._("Scan the square code, or type the NDC too."),
            )
        if choice is not None and 0 <= choice < len(rows):
            row = rows[choice]
            return self._known(row, _typed(row))
        return self._said(
            "choose",
            self.env._("A serial number alone names no package. Which one is it?"),
            self.env._("Compare drug, lot and date with the pack before you tap."),
            readings=self.reader.shown([_on_record(row) for row in rows]),
        )

    def _row(self, reading):
        if not reading.key:
            return None
        return self.env["dscsa.epc"].search(
            [("company_id", "=", self.company.id), ("key", "=", reading.key)], limit=1
        )

    # words ---------------------------------------------------------------------------
    def _known(self, epc, reading):
        facts = epc.sudo()
        product = facts.product_id
        labels = dict(epc._fields["status"]._description_selection(self.env))
        holds = dict(epc._fields["hold"]._description_selection(self.env))
        level, sentence, step = self._verdict(facts, reading, labels)
        seller = facts.transaction_id.seller_id or facts.picking_id.partner_id
        name = seller.commercial_partner_id.name or facts.transaction_id.seller_name
        transactions = facts.transaction_id
        return self._said(
            level,
            sentence,
            step,
            **_label(reading, product, facts),
            epc_id=epc.id,
            status=epc.status,
            status_text=labels.get(epc.status, ""),
            hold=holds.get(epc.hold) if epc.hold else False,
            where=self._where(facts),
            tits=[
                Proof(id=each.id, name=each.name, proof=each.proof)
                for each in transactions
            ],
            seller=name or "",
            received_on=fields.Datetime.to_string(facts.picking_id.date_done) or False,
            actions=self._actions(epc),
            timeline=epc.timeline()[:_EVENTS],
        )

    def _verdict(self, epc, reading, labels):
        """(level, sentence, next step) in one look."""
        hand = InHand(self.env, self.company, reading, epc)
        if hand.codes:
            code = hand.codes[0]
            held = code.startswith("HELD") and epc.hold_next_step
            step = held or hand.next_step(code)
            return hand.level(code), hand.sentence(code), step
        if epc.status == "in_stock" and epc.opened_at:
            return (
                "green",
                self.env._(
                    "In stock; opened on %s.", date_text(self.env, epc.opened_at)
                ),
                "",
            )
        if epc.status == "in_stock":
            return "green", self.env._("In stock. Nothing is open about it."), ""
        return "amber", labels.get(epc.status, "") + ".", ""

    def _where(self, epc):
        """Where it stands: its hold place, or where its lot lies."""
        if epc.hold_location_id:
            return epc.hold_location_id.display_name
        if epc.status != "in_stock" or not epc.lot_id:
            return epc.left_picking_id.partner_id.display_name or ""
        places = epc.lot_id.quant_ids.filtered(
            lambda quant: (
                quant.company_id == self.company
                and quant.location_id.usage == "internal"
                and quant.quantity > 0
            )
        ).location_id
        return ", ".join(places[:3].mapped("display_name"))

    def _unknown(self, reading):
        """Not in the register: the same lot or product may be, and that is told."""
        gtin = self.reader.env["dscsa.gtin"].search(
            [("company_id", "=", self.company.id), ("gtin", "=", reading.gtin)], limit=1
        )
        hand = InHand(self.env, self.company, reading, None)
        code = hand.codes[0]
        level, sentence, step = hand.level(code), hand.sentence(code), ""
        if code == "NOT_IN_REGISTER":
            step = self.env._("Open “Take this bottle”: it looks by NDC and lot too.")
            if not gtin:
                sentence = self.env._(
                    "Neither this package nor its product is known here."
                )
        label = label_of(gtin.product_id, reading)
        return self._said(level, sentence, step or hand.next_step(code), **label)

    def _actions(self, epc):
        action = {
            "type": "ir.actions.act_window",
            "res_model": "dscsa.epc",
            "res_id": epc.id,
            "views": [(False, "form")],
            "view_mode": "form",
        }
        title = self.env._("Open the package")
        return [Action(key="open", title=title, action=action)]

    def _said(self, level, sentence, next_step="", **more):
        return LookedUp(level=level, sentence=sentence, next_step=next_step, **more)


def _label(reading, product, epc):
    """What is on the pack and, where it was not read, on record."""
    label = label_of(product, reading, _on_record(epc))
    return label | {"product": label["product"] or epc.line_id.name or ""}
