"""The cards of receiving and holds; each one query, none over all rows.

Numbers stop at LIMIT: beyond it nobody counts, and the register may hold millions.
"""

from .ages import open_by_age
from .incoming import to_come, to_receive

LIMIT = 1000
# hold, key, sequence, icon, level
_KEPT_APART = (
    ("data", "held", 20, "fa-hand-paper-o", "amber"),
    ("expired", "expired", 21, "fa-hourglass-end", "amber"),
    ("suspect", "suspect", 22, "fa-shield", "red"),
)


def base_cards(env):
    """Cards of everything that was there before records were kept and answered."""
    makers = (
        ("stock.picking", to_receive),
        ("dscsa.transaction", to_come),
        ("dscsa.epc", _held),
        ("dscsa.discrepancy", _discrepancies),
        ("dscsa.release", _put_back),
        ("dscsa.document", _documents),
    )
    cards = []
    for model, make in makers:
        if env[model].has_access("read"):
            cards += make(env)
    return cards


def count(records, domain):
    """How many there are, at most LIMIT."""
    return records.search_count(domain, limit=LIMIT)


def _here(env):
    return [("company_id", "in", env.companies.ids)]


def _held(env):
    words = {
        "data": (
            env._("On hold"),
            env._("Kept apart: waiting for the seller's data or a decision."),
            env._("No package waits for data."),
        ),
        "expired": (
            env._("Expired"),
            env._("Past their date: send them back, or destroy them."),
            env._("No package is kept apart as expired."),
        ),
        "suspect": (
            env._("Quarantine: suspect"),
            env._("A pharmacist has to decide. Do not dispense or sell."),
            env._("No package is suspect."),
        ),
    }
    return [_kept_apart(env, hold, *row, words[hold]) for hold, *row in _KEPT_APART]


def _kept_apart(env, hold, key, sequence, icon, level, words):
    """The card of one kind of hold, counted by itself: none hides another.

    Read through the index of held packages only.
    """
    title, waits, none = words
    number = count(env["dscsa.epc"], [*_here(env), ("hold", "=", hold)])
    return env["dscsa.today"]._card(
        key,
        sequence,
        title,
        count=number,
        sentence=waits if number else none,
        level=level if number else "green",
        icon=icon,
        action="dscsa_compliance.dscsa_epc_hold_action",
        domain=[("hold", "=", hold)],
    )


def _discrepancies(env):
    drawers = open_by_age(env)
    total, old = sum(drawers), sum(drawers[2:])
    if old:
        sentence = env._(
            "%(count)s older than two days: ask the seller again.", count=old
        )
    elif total:
        sentence = env._("Goods and data do not fit; see what to do.")
    else:
        sentence = env._("No discrepancy is open.")
    return [
        env["dscsa.today"]._card(
            "discrepancies",
            30,
            env._("Discrepancies"),
            count=total,
            sentence=sentence,
            level="red" if old else "amber" if total else "green",
            icon="fa-exchange",
            action="dscsa_compliance.dscsa_discrepancy_action",
            domain=[("state", "=", "open"), ("severity", "!=", "note")],
        )
    ]


def _put_back(env):
    waiting = count(
        env["dscsa.release"], [*_here(env), ("put_back_state", "=", "to_do")]
    )
    return [
        env["dscsa.today"]._card(
            "put_back",
            40,
            env._("To put back"),
            count=waiting,
            sentence=env._("Released, but still where it was held.")
            if waiting
            else env._("Nothing released waits to be put back."),
            level="amber" if waiting else "green",
            icon="fa-reply",
            action="dscsa_compliance.dscsa_release_action_put_back",
        )
    ]


def _documents(env):
    failed = count(env["dscsa.document"], [*_here(env), ("state", "=", "failed")])
    return [
        env["dscsa.today"]._card(
            "documents",
            45,
            env._("Files not read"),
            count=failed,
            sentence=env._("The reason stands on each; ask the seller or try again.")
            if failed
            else env._("No file failed to be read."),
            level="red" if failed else "green",
            icon="fa-file-text-o",
            action="dscsa_compliance.dscsa_document_action",
            domain=[("state", "=", "failed")],
        )
    ]
