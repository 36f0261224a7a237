"""The date on a label that is read again after its receipt was done.

A person corrects the date of a package in one way: the label is scanned again, and
the new reading is kept beside the first. What is past its date goes to no patient
(FD&C Act, section 501(a); 21 CFR 211.137), whoever judges otherwise.
"""

from ..days.expiry import expiry_stamp, lot_expiry
from ..words.messages import date_text


def read_again(epc):
    """The date of the last reading of this package since its receipt, or None."""
    domain = [
        ("picking_id", "=", epc.picking_id.id),
        ("is_late", "=", True),
        ("expiry", "!=", False),
        ("lot", "in", (False, "", epc.printed_lot)),
    ]
    if epc.serial:
        domain.append(("key", "=", epc.key))
    else:
        domain += [("key", "=", False), ("gtin", "=", epc.gtin)]
    # readings are facts of the bench; whoever judges the package may know them
    scan = epc.env["dscsa.scan"].sudo().search(domain, order="id desc", limit=1)
    return (epc.picking_id and scan.expiry) or None


def says_other_date(env, scan):
    """(sentence, step) for a held package whose label was read otherwise, or None."""
    domain = [("picking_id", "=", scan.picking_id.id), ("key", "=", scan.key)]
    # judged for whoever scans; rights to the register are not asked at the bench
    epc = env["dscsa.epc"].sudo().search(domain, limit=1) if scan.key else None
    if not epc or not epc.hold or not scan.expiry:
        return None
    if scan.lot and scan.lot != epc.printed_lot or scan.expiry == epc.printed_expiry:
        return None
    sentence = env._(
        "On hold. The label now reads %(now)s; on record is %(before)s.",
        now=date_text(env, scan.expiry),
        before=date_text(env, epc.printed_expiry) if epc.printed_expiry else "-",
    )
    step = env._(
        "Keep it apart. A pharmacist can release it: “Scanning mistake, label read "
        "again”."
    )
    return sentence, step


def is_past(epc, reason, today):
    """Whether a release for this reason would let out what is past its date.

    The label counts before the data, and these before the lot in stock; what goes to
    a patient today must be good by every date that is on record.
    """
    label = epc.label_expiry
    if reason == "scan_mistake":
        label = read_again(epc) or label
    days = [label or None, epc.expiry or None, lot_expiry(epc.lot_id) or None]
    days = [day for day in days if day]
    if reason != "patient_need":
        days = days[:1]
    return any(day < today for day in days)


def correct_dates(epcs):
    """Take over what labels say when they are read again; a sentence, or ""."""
    said = []
    for epc in epcs:
        day, before = read_again(epc), epc.printed_expiry
        if not day or day == before:
            continue
        epc.reread_expiry = day
        _correct_lot(epc.lot_id, before, day)
        said.append(
            epc.env._(
                "%(serial)s: the label reads %(now)s, not %(before)s.",
                serial=epc.serial or epc.gtin or "",
                now=date_text(epc.env, day),
                before=date_text(epc.env, before) if before else "-",
            )
        )
    return " ".join(said)


def _correct_lot(lot, before, day):
    """The lot in stock has the date of its first label: the same mistake."""
    if not before or lot_expiry(lot) != before:
        return
    if before in lot.env["dscsa.epc"].search([("lot_id", "=", lot.id)]).mapped(
        "printed_expiry"
    ):
        # other packages of it still say so
        return
    values = {"dscsa_expiry_date": day}
    if lot.product_id.use_expiration_date:
        values["expiration_date"] = expiry_stamp(day, lot.company_id or lot.env.company)
    lot._dscsa_correct_expiry(values)
