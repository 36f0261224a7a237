"""A package that was scanned at a receipt which is not validated yet.

The register knows it as announced, or not at all, until then: whoever asks for it
meanwhile is told of the scan.
"""

from odoo.fields import Domain

from ..holds.severity import HELD
from ..words.page_words import Words

_DEPTH = 16
_MOST = 3


def open_scans(company, *, epc=None, key="", serials=(), gtins=()):
    """Scans of a package at receipts in work, newest first; a superuser's.

    ``epc``: its register row; ``key``: as read; ``serials``: numbers one of which may
    be its serial, of goods with one of ``gtins`` where any are known.
    """
    wanted = Domain("key", "=", key) if key else Domain.FALSE
    if epc:
        boxes = _boxes(epc)
        whole = Domain("seal_broken", "=", False) & Domain("quantity", ">", 0)
        wanted |= Domain("key", "=", epc.key) | Domain("epc_id", "=", epc.id)
        wanted |= Domain("epc_id", "in", boxes.ids) & whole
    if serials := [each for each in serials if each]:
        named = Domain("serial", "in", serials)
        wanted |= named & Domain("gtin", "in", gtins) if gtins else named
    if wanted.is_false():
        return company.env["dscsa.scan"].sudo()
    # who may ask for a package may know who has it in work
    return (
        company.env["dscsa.scan"]
        .sudo()
        .search(
            Domain("company_id", "=", company.id)
            & Domain("undone_at", "=", False)
            & Domain("picking_id.state", "not in", ("done", "cancel"))
            & wanted,
            limit=_MOST,
        )
    )


def _boxes(epc):
    """The cases and pallets it lies in."""
    found, box = epc.browse(), epc.parent_id
    while box and box not in found and len(found) < _DEPTH:
        found, box = found | box, box.parent_id
    return found


def is_set_aside(scans):
    """Whether the bench found one of them red."""
    return any(scan.severity in HELD for scan in scans)


def scanned_words(env, company, scans):
    """A sentence for each scan: by whom, when, where, and why it was set aside."""
    words = Words(env, company)
    return " ".join(_sentence(env, words, scan) for scan in scans)


def _sentence(env, words, scan):
    facts = {
        "name": scan.signed_by_id.name or scan.user_id.name,
        "day": words.moment(scan.scanned_at),
        "receipt": scan.picking_id.name,
    }
    if scan.severity in HELD:
        return env._(
            "Scanned by %(name)s on %(day)s at %(receipt)s, which is not validated "
            "yet, and set aside: %(why)s",
            why=scan._sentence(env),
            **facts,
        )
    if scan.kind != "package":
        return env._(
            "Counted with its sealed case or pallet, which %(name)s scanned on %(day)s "
            "at %(receipt)s; that is not validated yet.",
            **facts,
        )
    return env._(
        "Scanned by %(name)s on %(day)s at %(receipt)s, which is not validated yet.",
        **facts,
    )
