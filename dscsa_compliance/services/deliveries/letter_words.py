"""Sentences of the catalogue as a seller reads them: about its own data and papers.

On our screens the same codes speak to us of the seller; a letter turns them round.
"""

from dscsa_core.rules.seller import SELLER_CODES

from ..words.messages import message_of


def told(env, code, facts):
    """What is wrong, said to the seller."""
    if code in SELLER_CODES:
        return env._("We have no proof in force on file that you may sell to us.")
    turned = _turned(env, facts).get(code)
    return turned or message_of(env, code, facts)


def _turned(env, facts):
    numbers = {name: facts.get(name) or "" for name in ("serial", "lot", "product")}
    return {
        "SERIAL_NOT_ANNOUNCED": env._(
            "Drug and lot are in your data, serial %(serial)s is not.", **numbers
        ),
        "LOT_NOT_ANNOUNCED": env._(
            "The drug is in your data, lot %(lot)s is not.", **numbers
        ),
        "NDC_NOT_ANNOUNCED": env._("%(product)s is not in your data.", **numbers),
        "SERIAL_ANNOUNCED_BEFORE": env._(
            "You announced %(count)s packages twice: %(examples)s.",
            count=facts.get("count") or "",
            examples=facts.get("examples") or "",
        ),
        "NO_TI": env._("We have no transaction information for these goods."),
        "STATEMENT_MISSING": env._("The transaction statement is missing."),
        "NOTED_COUNT_DIFFERS": env._(
            "Your file lists %(expected)s packages; we count %(found)s.",
            expected=facts.get("expected") or 0,
            found=facts.get("found") or 0,
        ),
        "PARTY_MISSING": env._("Your file does not say who is the seller or buyer."),
    }


def asked_for_papers(env):
    """What a seller without proof is asked for."""
    return env._(
        "Please send us a copy of your State license to distribute prescription drugs, "
        "or the page of the State board that shows it: number, State, valid until."
    )
