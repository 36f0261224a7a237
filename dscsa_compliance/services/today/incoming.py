"""What is on its way or lies here unfinished: receipts, and data without one."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Domain

from ..receiving.adoption import TO_COME

LIMIT = 1000
# older announcements are history nobody will receive any more
_DAYS = 60
_OPEN = ("confirmed", "waiting", "assigned")


def to_receive(env):
    """Open receipts, those begun at the bench first of all."""
    found = env["stock.picking"].search(_open_receipts(env), limit=LIMIT)
    level, sentence = _state_of(env, found)
    return [
        env["dscsa.today"]._card(
            "receive",
            10,
            env._("To receive"),
            count=len(found),
            sentence=sentence,
            level=level,
            icon="fa-truck",
            action="dscsa_compliance.stock_picking_dscsa_action",
        )
    ]


def _open_receipts(env):
    """Domain: ordered goods that may be in scope, and drafts somebody has begun."""
    here = Domain("company_id", "in", env.companies.ids)
    # whether something was scanned, for people who may not read scans
    begun = env["dscsa.scan"].sudo()._search(here & Domain("undone_at", "=", False))
    in_scope = Domain("move_ids.product_id.dscsa_scope", "!=", "excluded")
    ordered = in_scope | Domain("move_ids", "=", False)
    named = Domain("dscsa_invoice", "!=", False)
    scanned = Domain("id", "in", begun.subselect("picking_id"))
    return (
        here
        & Domain("picking_type_code", "=", "incoming")
        & Domain("return_id", "=", False)
        & (
            Domain("state", "in", _OPEN) & ordered
            | Domain("state", "=", "draft") & (named | scanned)
        )
    )


def _state_of(env, found):
    """(level, sentence) of open receipts."""
    scanned = (
        env["dscsa.scan"]
        .sudo()
        ._read_group(
            [("picking_id", "in", found.ids), ("undone_at", "=", False)], ["picking_id"]
        )
    )
    if scanned:
        words = env._(
            "Begun: %(count)s. Scan the rest, then validate.", count=len(scanned)
        )
        return "amber", words
    tomorrow = fields.Datetime.now() + timedelta(days=1)
    due = sum(bool(each.scheduled_date <= tomorrow) for each in found)
    if due:
        words = env._("Due by now or within a day: %(count)s.", count=due)
        return "amber", words
    if found:
        return "grey", env._("Ordered, expected later.")
    return "green", env._("No receipt is open.")


def to_come(env):
    """Announced goods that no open receipt waits for: not begun, or the rest of one."""
    packages = _announced(env)
    found = env["dscsa.transaction"].union(*packages)
    rest = found.filtered(lambda each: each.sudo().picking_ids)
    sentence = env._("Nothing announced is left.")
    if found:
        sentence = env._(
            "Packages: %(packages)s. Not begun: %(new)s. Rest to come: %(rest)s.",
            packages=sum(packages.values()),
            new=len(found - rest),
            rest=len(rest),
        )
    return [
        env["dscsa.today"]._card(
            "to_come",
            11,
            env._("Announced, without a receipt"),
            count=len(found),
            sentence=sentence,
            level="amber" if rest else "grey" if found else "green",
            icon="fa-clock-o",
            action="dscsa_compliance.dscsa_transaction_action",
            domain=[("id", "in", found.ids)],
        )
    ]


def _announced(env):
    """{TI/TS of a file that no open receipt waits for: packages still to come}."""
    return dict(
        env["dscsa.epc"]._read_group(
            [
                ("transaction_id", "in", _idle(env).ids),
                ("kind", "=", "package"),
                ("status", "in", TO_COME),
            ],
            ["transaction_id"],
            ["__count"],
        )
    )


def _idle(env):
    """TI/TS of files of late that no open receipt waits for."""
    since = fields.Datetime.now() - timedelta(days=_DAYS)
    waiting = env["dscsa.transaction"].search(
        [
            ("company_id", "in", env.companies.ids),
            ("direction", "=", "in"),
            ("proof", "=", "file"),
            ("superseded_by_id", "=", False),
            ("withdrawn_by_id", "=", False),
            ("delivery_closed_at", "=", False),
            ("create_date", ">=", since),
        ],
        limit=LIMIT,
    )
    # receipts are read for whoever may read their data
    return waiting.filtered(
        lambda each: all(
            one.state in ("done", "cancel") for one in each.sudo().picking_ids
        )
    )
