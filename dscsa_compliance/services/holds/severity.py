"""What a finding means for the goods of one company: holds where they may be held."""

from dscsa_core.rules.danger import danger

from .hold_codes import SUSPECT_CODES

RANK = {"note": 0, "amber": 1, "hold": 2, "stop": 3}
LEVEL = {"note": "green", "amber": "amber", "hold": "red", "stop": "red"}
HELD = frozenset({"hold", "stop"})


# recalls, warnings and thefts are not of the tracing law, and what is held is held:
# they hold whatever the scope or the live date
_ALWAYS = frozenset(
    {"RECALLED", "TOLD_RECALLED", "TOLD_STOLEN", "TOLD_DESTROYED", "SERIAL_ON_HOLD"}
    | {"WATCHLIST_HIT"}
)
# here the goods themselves are the question, so an open scope excuses nothing
_GOODS = SUSPECT_CODES | {"NDC_NOT_ANNOUNCED"}


def soften(severity, product, is_live, code=None):
    """Excluded goods: a note. Scope not determined or not live yet: no hold.

    Goods that are no product here are judged like known ones: nobody left their scope
    open, and the stranger a bottle, the less it is excused.
    """
    if code in _ALWAYS:
        return severity
    if product and product.dscsa_scope == "excluded":
        return "note"
    is_open = product and product.dscsa_scope == "undetermined" and code not in _GOODS
    if severity in HELD and (is_open or not is_live):
        return "amber"
    return severity


class Weights:
    """Severities of a company, asked for once per code."""

    def __init__(self, env, company, is_live=True):
        self.env, self.company, self.is_live = env, company, is_live
        self._known = {}

    def learn(self, codes):
        """Load what is not known yet, in one query."""
        new = set(codes) - self._known.keys()
        if new:
            table = self.env["dscsa.severity"]._severities(new, self.company)
            self._known.update(table)

    def worst(self, findings, product):
        """``(finding, severity)`` of the heaviest; ``(None, "note")`` without any."""
        self.learn({each.code for each in findings})
        worst, severity, heaviest = None, "note", ()
        for each in findings:
            soft = self.of(each.code, product)
            rank = RANK[soft], RANK[self._known[each.code]]
            # of what is held anyway, the most dangerous is said
            weight = (soft in HELD, danger(each.code) if soft in HELD else 0, *rank)
            if worst is None or weight > heaviest:
                worst, severity, heaviest = each, soft, weight
        return worst, severity

    def of(self, code, product):
        """Severity of one code for goods of ``product``."""
        self.learn({code})
        return soften(self._known[code], product, self.is_live, code)
