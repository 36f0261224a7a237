"""What a finding means for the goods of one company: holds where they may be held."""

RANK = {"note": 0, "amber": 1, "hold": 2, "stop": 3}
LEVEL = {"note": "green", "amber": "amber", "hold": "red", "stop": "red"}
HELD = frozenset({"hold", "stop"})


def soften(severity, product, is_live):
    """Excluded goods: a note. Scope not determined or not live yet: no hold."""
    if product and product.dscsa_scope == "excluded":
        return "note"
    undetermined = not product or product.dscsa_scope == "undetermined"
    if severity in HELD and (undetermined or not is_live):
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
        worst, severity = None, "note"
        for each in findings:
            weight = self._known[each.code]
            if worst is None or RANK[weight] > RANK[severity]:
                worst, severity = each, weight
        return worst, soften(severity, product, self.is_live)

    def of(self, code, product):
        """Severity of one code for goods of ``product``."""
        self.learn({code})
        return soften(self._known[code], product, self.is_live)
