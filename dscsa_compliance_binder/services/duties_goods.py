"""Duties around goods: scope, package-level data, holds."""

from datetime import timedelta

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.holds.hold_codes import SUSPECT_CODES
from odoo.addons.dscsa_compliance.services.words.messages import date_text

from .size import dates

# what was called off shows no goods
_HANDLING = {
    "stock.move": [("state", "!=", "cancel")],
    "purchase.order.line": [("state", "!=", "cancel")],
    "dscsa.transaction.line": [],
    "dscsa.gtin": [],
}
_SETTLE = 3
_YEAR = 365
# who sells to other trading partners as a business
_SELLERS = frozenset({"wholesaler", "repackager"})


def scope(facts):
    """Each product decided: in scope, or why not."""
    env = facts.env
    domain = [
        ("dscsa_scope", "=", "undetermined"),
        ("purchase_ok", "=", True),
        ("type", "=", "consu"),
        ("company_id", "in", (False, facts.company.id)),
    ]
    undecided = env["product.template"].search_count(domain)
    handled = handled_products(env, facts.company)
    evidence = env._(
        "Products in scope of this company (own, ordered, announced or moved): "
        "%(count)s.",
        count=len(handled),
    )
    gap = undecided and env._("Products not decided yet: %(count)s.", count=undecided)
    unnamed = _unnamed(facts)
    # beside named ones it is a fact to know; alone, nothing is known of the goods
    yield facts.row(
        "scope",
        env._("Know which products are prescription drugs under the law"),
        "FD&C Act, 581(13)",
        _joined(evidence, handled and unnamed),
        gap=_joined(gap, not handled and unnamed),
        shown=len(handled),
        action="dscsa_compliance.product_template_dscsa_action",
        domain=domain if undecided else [("id", "in", handled.product_tmpl_id.ids)],
    )


def _joined(*sentences):
    return " ".join(each for each in sentences if each)


def handled_products(env, company):
    """Products in scope a company has to do with: its own, moved, ordered, announced.

    Companies share products: what one set up says nothing about the others.
    """
    found = env["product.product"].search(
        [("company_id", "=", company.id), ("dscsa_scope", "=", "in_scope")]
    )
    here = [
        ("company_id", "=", company.id),
        ("product_id.dscsa_scope", "=", "in_scope"),
    ]
    for model, live in _HANDLING.items():
        # a number only, whatever of orders and moves its reader may open
        rows = env[model].sudo()._read_group(here + live, ["product_id"])
        found = found.union(*(product for (product,) in rows))
    return found.with_env(env)


def _unnamed(facts):
    """Packages noted from a portal or paper, of receipts that name no drug: words."""
    env = facts.env
    table = env["dscsa.transaction"]
    noted = table.search(
        table._live_domain()
        & Domain("company_id", "=", facts.company.id)
        & Domain("direction", "=", "in")
        & Domain("proof", "!=", "file")
        & Domain("line_ids", "=", False)
        & Domain("picking_ids.state", "=", "done")
        & Domain("picking_ids", "not any", Domain("move_ids", "!=", False))
    )
    count = sum(noted.mapped("package_count"))
    return count and env._("Packages whose drugs nobody named: %(count)s.", count=count)


def package_data(facts):
    """Package-level data: the printed day counts here, whatever was reported since."""
    env = facts.env
    rows = facts.traces and dates(env, facts.company)
    if not rows:
        return
    first, good, total = rows[0].effective_date, *_serialised(facts)
    missing = total - good if facts.today >= first else 0
    yield facts.row(
        "package_data",
        env._("Exchange data of each package electronically"),
        "FD&C Act, 582(g)(1)",
        env._(
            "Printed day: %(first)s. %(later)sOf %(total)s packages received in 90 "
            "days, %(good)s came with their serial in the seller's data.",
            first=date_text(env, first),
            later="".join(_moved_to(env, row) for row in rows[1:]),
            total=total,
            good=good,
        ),
        gap=missing and env._("Packages without: %(count)s.", count=missing),
        shown=good,
        is_note=facts.today < first,
        action="dscsa_compliance.dscsa_deadline_action",
        domain=[("id", "in", rows.ids)],
    )


def _moved_to(env, row):
    day = date_text(env, row.effective_date)
    return env._("Reported as moved to %(day)s, confirm with FDA. ", day=day)


def _serialised(facts):
    """(packages announced by serial, all packages) received in 90 days.

    What a portal or a paper told counts as it was noted, scanned or not.
    """
    facts.env.flush_all()
    ((good, total),) = facts.env.execute_query(
        SQL(
            """
            SELECT COALESCE(sum(named), 0), COALESCE(sum(GREATEST(seen, noted)), 0)
              FROM (SELECT
                    (SELECT count(*) FROM dscsa_epc e
                      WHERE e.picking_id = p.id AND e.kind = 'package'
                        AND e.document_id IS NOT NULL AND e.serial IS NOT NULL) named,
                    (SELECT count(*) FROM dscsa_epc e
                      WHERE e.picking_id = p.id AND e.kind = 'package') seen,
                    (SELECT COALESCE(sum(t.package_count), 0)
                       FROM dscsa_transaction t
                       JOIN dscsa_transaction_picking_rel r
                         ON r.dscsa_transaction_id = t.id
                      WHERE r.stock_picking_id = p.id AND t.proof <> 'file'
                        AND t.superseded_by_id IS NULL) noted
                    FROM stock_picking p
                    JOIN stock_picking_type kind ON kind.id = p.picking_type_id
                   WHERE p.company_id = %(company)s AND p.state = 'done'
                     AND kind.code = 'incoming' AND p.date_done >= %(since)s
                   ) receipts
            """,
            company=facts.company.id,
            since=facts.today - timedelta(days=90),
        )
    )
    return int(good), int(total)


def provided(facts):
    """TI/TS for what was sold on: the duty of who sells to other trading partners."""
    env, count = facts.env, facts.env["stock.picking"].search_count
    if facts.profile not in _SELLERS:
        return
    sold = [
        ("company_id", "=", facts.company.id),
        ("picking_type_code", "=", "outgoing"),
        ("location_dest_id.usage", "=", "customer"),
        ("state", "=", "done"),
        ("date_done", ">=", (facts.today - timedelta(days=_YEAR)).isoformat()),
        ("move_ids.product_id.dscsa_scope", "=", "in_scope"),
    ]
    bare = [("dscsa_transaction_ids", "=", False), ("dscsa_reason_id", "=", False)]
    total, missing = count(sold), count(sold + bare)
    gap = env._("Deliveries to buyers without TI/TS: %(count)s.", count=missing)
    yield facts.row(
        "provided",
        env._("Give TI/TS with every delivery to a buyer"),
        "(1)(A)(ii)",
        env._(
            "%(good)s of %(total)s deliveries to buyers of the last year have TI/TS "
            "or a reason why none is needed.",
            good=total - missing,
            total=total,
        ),
        gap=missing and gap,
        shown=total - missing,
        action="dscsa_compliance.stock_picking_dscsa_action",
        domain=sold + bare if missing else sold,
    )


def discrepancies(facts):
    """Open discrepancies are settled."""
    env, table = facts.env, facts.env["dscsa.discrepancy"]
    here = [("company_id", "=", facts.company.id)]
    old = [
        *here,
        ("state", "=", "open"),
        ("severity", "!=", "note"),
        ("create_date", "<", (facts.today - timedelta(days=_SETTLE)).isoformat()),
    ]
    late = table.search_count(old)
    resolved = table.search_count([*here, ("state", "=", "resolved")])
    yield facts.row(
        "discrepancies",
        env._("Settle what does not fit with the seller"),
        env._("FDA guidance on enhanced security; three days are our own measure"),
        env._("Discrepancies settled, on record: %(count)s.", count=resolved),
        gap=late and env._("Open for more than three days: %(count)s.", count=late),
        shown=resolved,
        action="dscsa_compliance.dscsa_discrepancy_action",
        domain=old if late else here,
    )


def suspect(facts):
    """Suspect goods are decided."""
    env = facts.env
    if facts.is_practitioner:
        return
    here = [("company_id", "=", facts.company.id)]
    waiting = [*here, ("hold", "=", "suspect"), ("status", "=", "in_stock")]
    held = env["dscsa.epc"].search_count(waiting)
    decided = env["dscsa.discrepancy"].search_count(
        [*here, ("code", "in", tuple(SUSPECT_CODES)), ("state", "=", "resolved")]
    )
    counts = facts.company._dscsa_case_counts()
    owed = held - counts["settled"] if counts else held
    yield facts.row(
        "suspect",
        env._("Quarantine and investigate suspect product"),
        "(4)(A)",
        _suspect_words(env, counts, held, decided),
        gap=owed > 0 and env._("A decision is owed on each."),
        shown=decided + (counts["concluded"] if counts else 0),
        action="dscsa_compliance.dscsa_epc_hold_action",
        domain=waiting,
    )


def _suspect_words(env, counts, held, decided):
    words = env._(
        "Packages in quarantine today: %(count)s. Doubts decided: %(decided)s.",
        count=held,
        decided=decided,
    )
    if not counts:
        outside = env._("The investigation itself and Form 3911 are kept outside.")
        return f"{words} {outside}"
    kept = env._(
        "Cases on record: %(open)s open, %(concluded)s cleared or closed.",
        open=counts["open"],
        concluded=counts["concluded"],
    )
    return f"{words} {kept}"


def notices(facts):
    """FDA is told of illegitimate product in time; a person sends, this shows it."""
    env, counts = facts.env, facts.company._dscsa_case_counts()
    if facts.lifted or not counts:
        return
    gaps = [
        counts["untold"]
        and env._("FDA is not marked as told: %(count)s.", count=counts["untold"]),
        counts["late"]
        and env._("Later than 24 hours: %(count)s.", count=counts["late"]),
    ]
    yield facts.row(
        "notices",
        env._("Notify FDA of illegitimate product within 24 hours (Form FDA 3911)"),
        "(4)(B)",
        env._(
            "Notices to FDA marked as sent: %(count)s. A person sends them, outside "
            "this software.",
            count=counts["told"],
        ),
        gap=_joined(*gaps),
        shown=counts["told"],
        action="dscsa_compliance.dscsa_epc_hold_action",
        domain=[("company_id", "=", facts.company.id), ("hold", "=", "suspect")],
    )


DUTIES = (scope, package_data, provided, discrepancies, suspect, notices)
