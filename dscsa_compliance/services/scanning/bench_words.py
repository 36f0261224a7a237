"""What a bench says by code: level, sentence, next step."""

from ..words.messages import shown_facts

LEVELS = {
    "OK": "green",
    "SEALED": "green",
    "USED": "green",
    "OPENED": "green",
    "OPEN_AGAIN": "amber",
    "NO_STOCK": "amber",
    "LOT_ONLY": "amber",
    "NOT_IN_REGISTER": "amber",
    "ELSEWHERE": "amber",
    "PRESUMED_USED": "amber",
    "ANNOUNCED": "amber",
    "SOLD": "red",
    "RETURNED": "red",
    "DISPENSED": "red",
    "DESTROYED": "red",
    "HELD_DATA": "red",
    "HELD_SUSPECT": "red",
    "HELD_RECALL": "red",
    "HELD_EXPIRED": "red",
    "EXPIRED": "red",
    "OTHER_COMPANY": "red",
    "WATCHED": "red",
    "WATCH_DOUBT": "red",
    "RECALLED": "red",
    "RECALL_DOUBT": "red",
    "TAKEN_BACK": "red",
    "LOT_DIFFERS": "red",
    "EXPIRY_DIFFERS": "red",
    "LOT_HELD": "red",
    "LOT_DATE_DIFFERS": "red",
    "NOT_BOOKED": "red",
    "NOT_RECEIVED": "red",
    "BOX": "red",
}


def sentence_of(env, code, facts):
    """The sentence of a code; facts are texts."""
    return _words(env, _said_as(code, facts))[0] % _Facts(shown_facts(env, facts))


def next_step_of(env, code, facts):
    """What to do now; empty when nothing is."""
    return _words(env, _said_as(code, facts))[1] % _Facts(shown_facts(env, facts))


def _said_as(code, facts):
    """Goods that came by lot alone have a delivery, though no row of their own."""
    is_known = code == "NOT_IN_REGISTER" and facts.get("delivery")
    return "KNOWN_BY_LOT" if is_known else code


class _Facts(dict):
    """Facts of an answer; what is not known reads as nothing."""

    def __missing__(self, key):
        # scans of earlier days noted one date only
        return self.get("expiry", "") if key == "expired" else ""


def _words(env, code):
    """(sentence, next step) of a code; empty texts where there are none."""
    for table in (_recorded, _elsewhere, _gone, _held, _watched, _recalled, _differing):
        if found := table(env).get(code):
            return found
    return "", ""


def _recorded(env):
    return {
        "OK": (env._("As expected."), ""),
        "SEALED": (env._("Sealed: packages counted as the seller packed them."), ""),
        "USED": (env._("Recorded: %(use)s."), ""),
        "OPENED": (
            env._("Recorded: a part is %(use)s. The package stays open."),
            "",
        ),
        "OPEN_AGAIN": (
            env._("A part again; the package is open since %(date)s."),
            env._("Scan it without “a part” when it is used up."),
        ),
        "NO_STOCK": (
            env._("Recorded. Odoo's stock shows none of lot %(lot)s."),
            env._("Count this lot in the inventory."),
        ),
        "LOT_ONLY": (
            env._("Counted by lot: this code names no single package."),
            env._("Scan the square code to name the package."),
        ),
        "BOX": (
            env._("This is the code of a case or pallet."),
            env._("Scan the package itself."),
        ),
    }


def _elsewhere(env):
    return {
        "NOT_IN_REGISTER": (
            env._("This package is not in the register."),
            env._("Keep it apart until its delivery is found."),
        ),
        "KNOWN_BY_LOT": (
            env._("No serial is on record; lot %(lot)s came with %(delivery)s."),
            env._("Compare the pack with that delivery."),
        ),
        "NOT_RECEIVED": (
            env._("This package was never received here."),
            env._("Receive it first, or find out where it came from."),
        ),
        "ANNOUNCED": (
            env._("Announced by %(seller)s and never received."),
            env._("Receive it: scan it into its delivery."),
        ),
        "ELSEWHERE": (
            env._("By the records lot %(lot)s does not stand here."),
            env._("Put it where it belongs, or count that place too."),
        ),
        "OTHER_COMPANY": (
            env._("By the records this package belongs to %(company)s."),
            env._("Take it back there, or receive it with its papers."),
        ),
    }


def _gone(env):
    suspect = env._("Stop. Is it a suspect product? The pharmacist decides.")
    return {
        "SOLD": (
            env._("By the records this package was sold%(when)s."),
            _decides(env),
        ),
        "RETURNED": (
            env._("By the records this package went back%(when)s."),
            _decides(env),
        ),
        "DISPENSED": (
            env._("By the records this package was used%(when)s."),
            suspect,
        ),
        "DESTROYED": (
            env._("By the records this package was destroyed%(when)s."),
            suspect,
        ),
        "PRESUMED_USED": (
            env._("Presumed used by the records, but it is here."),
            env._("It counts as here when the stock-take is closed."),
        ),
    }


def _held(env):
    return {
        "HELD_DATA": (
            env._("This package is on hold: it waits for data."),
            env._("Back to where it is held. A pharmacist can release it."),
        ),
        "LOT_HELD": (
            env._("All of lot %(lot)s that is known here is on hold."),
            env._("Keep it apart, with the goods on hold. The pharmacist decides."),
        ),
        "HELD_SUSPECT": (
            env._("This package is in quarantine: suspect."),
            env._("Put it into quarantine and tell the pharmacist."),
        ),
        "HELD_RECALL": (
            env._("This package is recalled and on hold."),
            env._("Keep it apart and follow the recall letter."),
        ),
        "HELD_EXPIRED": (
            env._("This package is expired and set aside."),
            env._("Back to the expired goods: return it or destroy it."),
        ),
        "EXPIRED": (
            env._("It expired on %(expired)s."),
            env._("Not for a patient. Return it, or record it as wasted."),
        ),
    }


def _watched(env):
    return {
        "WATCHED": (
            env._("A warning of suspect product names it: %(warned)s."),
            env._("Put it into quarantine and tell the pharmacist."),
        ),
        "WATCH_DOUBT": (
            env._("A warning of suspect product may mean it: %(warned)s."),
            env._(
                "Keep it apart. Compare lot, serial number and date on the pack with "
                "the warning, sign by sign."
            ),
        ),
    }


def _recalled(env):
    return {
        "RECALLED": (
            env._("Recalled, lot %(recalled_lot)s: %(why)s."),
            env._(
                "Not for a patient. Keep it apart; hold it under DSCSA > Doubtful > "
                "Recalls."
            ),
        ),
        "RECALL_DOUBT": (
            env._(
                "This drug is recalled (%(recalled)s), and by this code alone nobody "
                "can say whether this package is."
            ),
            env._(
                "Keep it apart. Compare lot and serial number on the pack with the "
                "notice, sign by sign: O and 0, I and 1 look alike."
            ),
        ),
        "TAKEN_BACK": ("%(taken_back)s", _decides(env)),
        "NOT_BOOKED": (env._("Not recorded. %(why)s"), _decides(env)),
    }


def _differing(env):
    clone = env._(
        "Keep it apart: a known serial with other print can be a counterfeit. The "
        "pharmacist decides."
    )
    return {
        "LOT_DIFFERS": (
            env._("The label says lot %(lot)s, the records say %(known)s."),
            clone,
        ),
        "EXPIRY_DIFFERS": (
            env._(
                "The label says expiry %(expiry)s, the records say %(known_expiry)s."
            ),
            clone,
        ),
        "LOT_DATE_DIFFERS": (
            env._(
                "The label says expiry %(expiry)s, lot %(lot)s is on record with "
                "%(known_expiry)s."
            ),
            _decides(env),
        ),
    }


def _decides(env):
    return env._("Keep it apart. The pharmacist decides.")
