"""Discrepancies as an exception report of the Partnership for DSCSA Governance.

An agreed format between partners, asked for by no law; it goes along with the letter.
"""

from datetime import UTC, date, datetime

from dscsa_core.pdg import report as pdg

from .letter import Letter

_REQUESTS = {
    "new_data": pdg.NEW_DATA,
    "send_product": pdg.SEND_PRODUCT,
    "return": pdg.RETURN_PRODUCT,
    "credit": pdg.CREDIT,
}
_MISALIGNED = {"LOT_MISMATCH", "EXPIRY_MISMATCH", "NDC_MISMATCH"}
_NUMBERS = {
    "GLN_UNKNOWN": "gln",
    "GLN_CHECKDIGIT": "gln",
    "GLN_MISSING": "gln",
    "ZERO_STRIPPED": "gln",
}
_MOST_ITEMS = 1000


class CaseReport:
    """The report about rows of one case and seller."""

    def __init__(self, rows):
        self.rows, self.env = rows, rows.env
        self.letter = Letter(rows)
        self.case = rows[:1].case_uuid
        self.row_of = {}

    def sender(self):
        """Who reports, or None: the schema requires an e-mail address."""
        company = self.rows[:1].company_id.sudo()
        email = company.email or self.env.user.email
        if not email:
            return None
        gln = company.partner_id.global_location_number
        return pdg.Sender(email, gln or "", company.phone or "")

    def bytes_of(self):
        """The message, or None when the company has no e-mail address on file."""
        sender = self.sender()
        if not sender:
            return None
        items, others = [], []
        for row in self.rows.filtered(lambda each: each.state == "open"):
            made = list(self._items(row))[:_MOST_ITEMS]
            self.row_of.update((item.uuid, row.id) for item in made)
            items += made
            if not made:
                others.append(self.letter._what(row))
        report = pdg.Report(
            self.case,
            int(datetime.now(UTC).timestamp()),
            self._order(),
            sender,
            tuple({item.uuid: item for item in items}.values()),
            tuple(others),
            resolved=all(row.state == "resolved" for row in self.rows),
        )
        return pdg.bytes_of(report)

    def _order(self):
        """The schema wants an order number; without one, what the seller knows."""
        return self.letter.order() or self.letter.invoice() or self.rows[:1].name

    def _items(self, row):
        request = _REQUESTS[row.remedy or row.usual_remedy]
        if row.code in _MISALIGNED:
            return self._misaligned(row, request)
        if row.code in _NUMBERS:
            return self._numbers(row, request)
        if row.code in ("OVERAGE", "SHORTAGE"):
            return self._counts(row, request)
        if row.hda_category == "product_no_data":
            return self._without_data(row, request)
        return ()

    def _without_data(self, row, request):
        packages = self.letter.packages(row)
        for epc in packages:
            if epc.gtin:
                yield pdg.missing_data(
                    self.case,
                    gtin=epc.gtin,
                    serial=epc.serial or "",
                    request=request,
                )
        if not packages and row.gtin:
            yield pdg.missing_data(
                self.case, gtin=row.gtin, serial="", request=request, source="Other"
            )

    def _counts(self, row, request):
        facts = row.facts or {}
        packages = self.letter.packages(row)
        gtin = row.gtin or packages[:1].gtin
        if row.code == "SHORTAGE" and all(packages.mapped("serial")) and packages:
            for epc in packages:
                document = epc.transaction_id.document_id
                yield pdg.missing_product(
                    self.case,
                    file_id=document.instance_id or document.name or "",
                    gtin=epc.gtin,
                    serial=epc.serial,
                    request=request,
                )
        elif gtin:
            yield pdg.count_differs(
                self.case,
                gtin=gtin,
                ordered=int(facts.get("expected") or 0),
                received=int(facts.get("found") or 0),
                request=request,
            )

    def _misaligned(self, row, request):
        facts = row.facts or {}
        for epc in row.sudo().epc_ids.filtered("gtin"):
            label = pdg.Label(
                epc.gtin, epc.printed_lot or "", epc.printed_expiry, epc.serial or ""
            )
            seen = _with(label, row.code, facts.get("found"))
            told = _with(label, row.code, facts.get("expected"))
            yield pdg.misalignment(self.case, received=seen, data=told, request=request)

    def _numbers(self, row, request):
        facts = row.facts or {}
        what = _NUMBERS[row.code]
        number = facts.get("value") or facts.get(what)
        if number:
            yield pdg.wrong_number(
                self.case,
                what=what,
                invalid=str(number),
                proposed=str(facts.get("proposal") or ""),
                request=request,
            )


def _with(label, code, text):
    """The label with the one field that differs, as this side has it."""
    values = {
        "gtin": label.gtin,
        "lot": label.lot,
        "expiry": label.expiry,
        "serial": label.serial,
    }
    if text and code == "LOT_MISMATCH":
        values["lot"] = str(text)
    elif text and code == "EXPIRY_MISMATCH":
        values["expiry"] = date.fromisoformat(str(text))
    return pdg.Label(**values)
