"""A package at an empty screen that came here before: what its past means now."""

from odoo.addons.dscsa_compliance.services.receiving.facts import ReceiptFacts
from odoo.addons.dscsa_compliance.services.scanning.desk import way_out
from odoo.addons.dscsa_compliance.services.scanning.in_hand import InHand
from odoo.addons.dscsa_compliance.services.scanning.scanned import (
    known_of,
    register_rows,
)
from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
    plain_facts,
)
from odoo.addons.dscsa_compliance.services.words.place_words import place_words

_CODES = {
    "returned": "SERIAL_RETURNED_BEFORE",
    "dispensed": "SERIAL_DISPENSED_BEFORE",
    "destroyed": "SERIAL_DESTROYED_BEFORE",
}


# of goods that are not to be received either
_RECALLED = frozenset({"RECALLED", "RECALL_DOUBT", "WATCHED", "WATCH_DOUBT"})
# what the sentences about the past say themselves
_SAID = frozenset(
    {"RETURNED", "DISPENSED", "DESTROYED", "SOLD", "NOT_IN_REGISTER", "EXPIRED"}
    | {"HELD_DATA", "HELD_SUSPECT", "HELD_RECALL", "HELD_EXPIRED"}
    | {"NOT_RECEIVED", "OTHER_COMPANY"}
    # of goods that come only now
    | {"LOT_HELD", "LOT_DATE_DIFFERS"}
)


def warning_of(opening, found):
    """The answer when print and records differ, or a recall is open; else nothing."""
    hand = InHand(opening.env, opening.company, found.reading, found.epc)
    code = next((each for each in hand.codes if each not in _SAID), None)
    if not code or found.epc and found.epc.status in _CODES and code not in _RECALLED:
        return None
    title = opening.env._("Set this one aside")
    return opening.said(
        "none",
        hand.sentence(code),
        hand.next_step(code),
        level=hand.level(code),
        code=code,
        title=title,
    )


def seen_before(opening, found, text):
    """The answer of ``dscsa_open`` for a package that was received with a receipt."""
    epc, done = found.epc, found.done
    warned = found.reading and warning_of(opening, found)
    if warned:
        return warned
    if epc.status in _CODES:
        return _gone(opening, epc, done, text)
    if epc.status == "shipped":
        return _sold(opening, epc, text)
    return _here(opening, epc, done)


def _gone(opening, epc, done, text):
    """Returned: seeing it again is normal. Dispensed or destroyed: it cannot be."""
    facts = ReceiptFacts(done)
    known = known_of(register_rows(facts, [epc.key])[epc.key], facts)
    code = _CODES[epc.status]
    shown = plain_facts({"seller": known.seller, "date": known.since or ""})
    sentence = message_of(opening.env, code, shown)
    if epc.status == "returned":
        step = opening.env._("Begin a new delivery: seller and invoice number.")
        return opening.said("none", sentence, step, code=code, proposal={"text": text})
    step = next_step_of(opening.env, code, shown)
    title = opening.env._("Set this one aside")
    return opening.said("none", sentence, step, level="red", code=code, title=title)


def _sold(opening, epc, text):
    to = epc.left_picking_id.partner_id.display_name or "?"
    return opening.said(
        "none",
        opening.env._("This package went to %(partner)s.", partner=to),
        opening.env._(
            "Does %(partner)s send it back? Receive it on the return of that "
            "transfer. From a seller? Begin a new delivery.",
            partner=to,
        ),
        proposal={"text": text},
    )


def _here(opening, epc, done):
    """In stock: scanned twice, most likely."""
    env = opening.env
    level, step = "green", env._("A second scan, most likely. Nothing to do.")
    if epc.hold:
        level = "red"
        holds = dict(epc._fields["hold"]._description_selection(env))
        step = env._(
            "%(hold)s. %(place)s",
            hold=holds.get(epc.hold, epc.hold),
            place=place_words(env, epc.sudo().product_id.dscsa_storage, epc.hold),
        )
    return opening.said(
        "none",
        env._("This package was received already, with %s.", done.name),
        step,
        level=level,
        duplicate=True,
        button=way_out(env, "open", done),
    )
