"""A package that is read again at its receipt: it counts once, and is judged anew."""

from dataclasses import replace

from dscsa_core.catalogue import finding, rule
from dscsa_core.rules.ordering import ORDER_CODES

from ..holds.severity import RANK
from ..words.messages import message_of
from .box import recount
from .scanned import known_of

# it is the one too many: what was answered when it was counted
_COUNTS = ORDER_CODES | {"OVERAGE"}
_LABELS = {"LOT_MISMATCH": "lot", "EXPIRY_MISMATCH": "expiry"}


class SecondScan:
    """Answers a key that counts already, by itself or with its sealed box.

    ``before``: the scan that counts. Of two labels with one serial number the worse
    one counts from now on, so that the validation finds what the bench answered.
    """

    def __init__(self, scanner, before, reading, row):
        self.scanner, self.before, self.reading = scanner, before, reading
        self.row, self.gtin = row, scanner._gtin(reading.gtin)
        self.product = scanner._product(self.gtin, row)
        self.known = known_of(row, scanner.facts) if row else None

    def answer(self):
        """The ``Answer``."""
        new = self.scanner.findings(self.reading, self.gtin, self.product, self.known)
        if self.before.kind != "package":
            return self._inside(new)
        surplus = 0 if self.before.code in _COUNTS else None
        old = self.scanner.findings(
            self.before, self.gtin, self.product, self.known, surplus
        )
        old += labels_apart(self.before, self.known)
        label = self._other_label()
        if not label:
            return self._said(*self._weigh(old))
        codes = {each.code for each in new}
        new += [each for each in label if each.code not in codes]
        if RANK[self._weigh(new)[1]] > RANK[self._weigh(old)[1]]:
            self.scanner.take_back(self.before)
            return self._counts(new)
        return self._said(*self._weigh(old))

    def _weigh(self, findings):
        return self.scanner.weights.worst(findings, self.product)

    def _other_label(self):
        """What this label says otherwise than the one that counts."""
        found = []
        for code, name in _LABELS.items():
            seen, counted = getattr(self.reading, name), self.before[name] or None
            if seen and counted and seen != counted:
                facts = {"found": str(seen), "expected": str(counted)}
                facts["examples"] = self.reading.serial or ""
                found.append(finding(code, self.reading.key, **facts))
        return found

    def _inside(self, new):
        """It came with its box: kept by itself when its label says anything more."""
        says_more = self.reading.lot and not (self.known and self.known.lot)
        worst, severity = self._weigh(new)
        if severity == "note" and not says_more:
            answer = self.scanner._already(self.before, self.product)
            return self._with_note(answer, worst) if worst else answer
        answer = self._counts(new)
        recount(self.scanner.facts)
        return replace(answer, overview=self.scanner.overview())

    def _counts(self, findings):
        """This reading counts from now on."""
        worst, severity = self._weigh(findings)
        scan = self.scanner.insert_package(
            self.reading, self.row, self.product, worst, severity
        )
        return self._answer(worst, severity, scan, self.reading)

    def _said(self, worst, severity):
        """The first scan counts; what speaks against it is said again."""
        if not worst:
            return self.scanner._already(self.before, self.product)
        answer = self._answer(worst, severity, self.before, self.before)
        answer.sentence += " " + self.scanner._("Scanned before; it counts once.")
        return answer

    def _with_note(self, answer, worst):
        """The same answer, with what is worth knowing of the package before it."""
        words = message_of(self.scanner.user_env, worst.code, worst.facts)
        number = rule(worst.code).number
        sentence = f"{words} {answer.sentence}"
        return replace(answer, sentence=sentence, code=worst.code, number=number)

    def _answer(self, worst, severity, scan, reading):
        answer = self.scanner._judged(
            worst, severity, scan, self.product, reading, self.known
        )
        return replace(answer, duplicate=True)


def labels_apart(scan, known):
    """The finding of a scan that said otherwise than an earlier label of its serial.

    Where data tell the lot or the date, the label is judged against those.
    """
    name = _LABELS.get(scan.code)
    if (
        not name
        or not scan.facts
        or (known and known.has_data and getattr(known, name))
    ):
        return []
    return [finding(scan.code, scan.key, **scan.facts)]


def all_labels_apart(picking):
    """Scans of a receipt that may say so, by id."""
    scans = picking.env["dscsa.scan"].search(
        [
            ("picking_id", "=", picking.id),
            ("undone_at", "=", False),
            ("code", "in", list(_LABELS)),
        ]
    )
    return {scan.id: scan for scan in scans}
