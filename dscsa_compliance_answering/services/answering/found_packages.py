"""Packages of one found delivery, in batches."""

from odoo.fields import Domain

BATCH = 2000


def packages_domain(item):
    """Register rows of one found delivery that were asked for."""
    if item.epc_ids:
        return Domain("id", "in", item.epc_ids.ids)
    if not item.line_ids:
        return Domain.FALSE
    earlier = item.env["dscsa.epc.transaction"].search(
        [("line_id", "in", item.line_ids.ids)]
    )
    return Domain("kind", "=", "package") & (
        Domain("line_id", "in", item.line_ids.ids)
        | Domain("id", "in", earlier.epc_id.ids)
    )


def batches(item):
    """Those rows, at most ``BATCH`` at a time, oldest first."""
    domain = packages_domain(item)
    last = 0
    while True:
        epcs = item.env["dscsa.epc"].search(
            domain & Domain("id", ">", last), order="id", limit=BATCH
        )
        if not epcs:
            return
        last = epcs[-1].id
        yield epcs
