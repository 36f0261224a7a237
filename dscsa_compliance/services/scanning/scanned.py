"""The packages that stand on a receipt: scanned one by one, in cases, or as a count.

A scanned case or pallet stands for the announced packages below it, unless its seal is
broken. A package counts once however often it was read.
"""

from dataclasses import dataclass
from datetime import date

from dscsa_core.rules.receiving import OTHER_SELLER, Known, Seen

from odoo.tools import SQL

from ..receiving.adoption import TO_COME
from ..receiving.facts import item_of, local_date
from .in_doubt import IN_DOUBT, doubt_of
from .rivals import add_rivals


@dataclass(slots=True)
class Package:
    """One package (or ``count`` of a lot without serials) of a receipt."""

    key: str
    epc_id: int | None
    gtin: str
    serial: str
    lot: str
    expiry: date | None
    product_id: int | None
    count: int
    scan_id: int
    parent_id: int | None
    is_inside: bool
    known: Known | None
    told_lot: str = ""
    is_announced: bool = False

    @property
    def seen_lot(self):
        """The lot of its label; what was taken as announced has none."""
        return "" if self.is_announced else self.lot

    @property
    def seen_expiry(self):
        return None if self.is_announced else self.expiry

    @property
    def real_lot(self):
        """The lot it is booked under: of the label, else of the data."""
        return self.lot or (self.known.lot if self.known else "")

    @property
    def real_expiry(self):
        return self.expiry or (self.known.expiry if self.known else None)

    @property
    def item(self):
        return item_of(self.product_id, self.gtin)

    def seen(self, name, needs_expiry, booked=None):
        """The same as a value for the rules."""
        return Seen(
            key=self.key or "",
            item=self.item,
            product=name,
            gtin=self.gtin or "",
            serial=self.serial or "",
            lot=self.lot or "",
            expiry=self.expiry,
            needs_expiry=needs_expiry,
            booked=booked,
            is_ours=bool(self.product_id),
        )


# history of a register row: who sold it, under which TI/TS, on which receipt
_HISTORY = SQL(
    """
    e.status, COALESCE(told.lot, e.lot, '') AS known_lot, told.lot AS told_lot,
    COALESCE(told.expiry, e.expiry) AS known_expiry,
    e.transaction_id, e.hold, seller.commercial_partner_id AS seller_id,
    seller_name.name AS seller_name, t.statement, pick.name AS receipt,
    t.name AS transaction_name, pick.date_done,
    e.withdrawn_how, e.withdrawn_at, took.name AS withdrawn_by, e.told_state,
    %s
    """,
    IN_DOUBT,
)
_HISTORY_FROM = SQL(
    """
    LEFT JOIN dscsa_transaction t ON t.id = e.transaction_id
    LEFT JOIN dscsa_transaction_line told ON told.id = e.line_id
    LEFT JOIN stock_picking pick ON pick.id = e.picking_id
    LEFT JOIN dscsa_document taking ON taking.id = e.withdrawn_by_id
    LEFT JOIN res_partner took ON took.id = taking.partner_id
    LEFT JOIN res_partner seller ON seller.id = CASE
        WHEN e.status IN ('announced', 'missing')
        THEN COALESCE(t.seller_id, pick.partner_id)
        -- what came here came from whom we received it of, whoever announces it now
        ELSE COALESCE(pick.partner_id, t.seller_id) END
    LEFT JOIN res_partner seller_name ON seller_name.id = seller.commercial_partner_id
    """
)


def known_of(row, facts):
    """What the register says of a row of ``_HISTORY``, seen from one receipt."""
    if not row["status"]:
        return None
    withdrawn = row["withdrawn_how"] or ""
    proof = proof_of(row["transaction_id"], row["status"], facts, withdrawn)
    rival = row["rival"]
    return Known(
        status=row["status"],
        lot=row["known_lot"],
        expiry=row["known_expiry"],
        seller=rival or row["seller_name"] or "",
        since=local_date(row["changed_at"] or row["date_done"], facts.company),
        denied=row["statement"] == "no",
        told=row["told_state"] or "",
        withdrawn=withdrawn,
        withdrawn_by=row["withdrawn_by"] or "",
        withdrawn_on=local_date(row["withdrawn_at"], facts.company),
        **proof
        | {
            "same_seller": is_same_seller(row, proof, facts),
            "hold": row["hold"] or "",
            "receipt": row["receipt"] or proof["receipt"] or "",
            **doubt_of(row),
        },
    )


def is_same_seller(row, proof, facts):
    """Whether whoever had it last sells it here, too; also when nobody is known."""
    if row["rival"]:
        return False
    theirs, mine = row["seller_id"], facts.seller.id
    if not theirs or not mine or theirs == mine:
        return True
    return row.get("status", "announced") in TO_COME and proof["same_seller"]


def proof_of(transaction_id, status, facts, withdrawn=""):
    """What its TI/TS makes of a package, as values of ``Known``."""
    announced = transaction_id in facts.transactions._ids and not withdrawn
    known = {
        "announced": announced,
        "has_data": bool(transaction_id),
        "same_seller": announced,
        "proof": str(transaction_id or ""),
        "receipt": "",
    }
    if not transaction_id or announced or withdrawn:
        return known
    told = facts.unlinked(transaction_id)
    known |= {"has_data": told.is_live, "receipt": told.receipts or told.name}
    if status not in TO_COME or not told.is_live:
        return known
    return known | {
        "ti": told.name,
        "doubt": told.doubt,
        "about": told.about,
        # who ships for another seller, or is not confirmed yet, is no other seller
        "same_seller": told.doubt != OTHER_SELLER,
    }


def register_rows(facts, keys):
    """Register rows of the keys with their history, by key."""
    if not keys:
        return {}
    env = facts.env
    env.flush_all()
    rows = _dicts(
        env,
        SQL(
            """
            SELECT e.id, e.key, e.kind, e.gtin, e.serial, e.product_id, e.parent_id,
                   e.picking_id, e.lot_id, EXISTS (
                       SELECT FROM dscsa_epc_transaction x WHERE x.epc_id = e.id
                   ) AS told_before, EXISTS (
                       SELECT FROM dscsa_scan s WHERE s.epc_id = e.id
                          AND s.code = 'WRONG_RECEIPT' AND s.undone_at IS NULL
                          AND s.picking_id <> %s
                   ) AS is_astray, %s
              FROM dscsa_epc e %s
             WHERE e.company_id = %s AND e.key = ANY(%s)
            """,
            facts.picking.id,
            _HISTORY,
            _HISTORY_FROM,
            facts.company.id,
            list(keys),
        ),
    )
    _add_changes(env, rows)
    return {row["key"]: row for row in rows}


def _add_changes(env, rows):
    """When each thing that came here before last changed here.

    Not a subquery: its estimated cost would have PostgreSQL compile the whole query,
    which takes longer than to run it.
    """
    seen = [r["id"] for r in rows if r["status"] not in ("announced", "missing")]
    query = SQL(
        """SELECT x.epc_id, max(ev.time) FROM dscsa_event_epc x
        JOIN dscsa_event ev ON ev.id = x.event_id
        WHERE x.epc_id = ANY(%s) AND ev.document_id IS NULL GROUP BY 1""",
        seen,
    )
    changed = dict(env.execute_query(query)) if seen else {}
    for row in rows:
        row["changed_at"] = changed.get(row["id"])
    add_rivals(env, rows)


# once: every package of the receipt under its first reading, oldest scan first; IN is
# looked up in a hash, EXISTS would look through all of them for each
_READINGS = """
    WITH RECURSIVE scan AS (
        SELECT * FROM dscsa_scan
         WHERE picking_id = %(picking)s AND undone_at IS NULL
    ), tree AS (
        SELECT s.id AS scan_id, e.id, e.kind, e.status, 0 AS depth
          FROM scan s JOIN dscsa_epc e
            ON e.company_id = s.company_id AND e.key = s.key
         WHERE s.kind <> 'package' AND NOT COALESCE(s.seal_broken, FALSE)
        UNION ALL
        SELECT tree.scan_id, c.id, c.kind, c.status, depth + 1
          FROM tree JOIN dscsa_epc c ON c.parent_id = tree.id
         WHERE depth < 16 AND c.id NOT IN (
            SELECT b.epc_id FROM scan b
             WHERE b.kind <> 'package' AND b.seal_broken AND b.epc_id IS NOT NULL)
    ), reading AS (
        SELECT s.id AS scan_id, s.key, e.id AS epc_id, s.gtin, s.serial,
               s.lot, s.expiry, COALESCE(e.product_id, s.product_id)
               AS product_id, COALESCE(NULLIF(s.quantity, 0), 1) AS count,
               FALSE AS is_inside, COALESCE(s.is_announced, FALSE) AS is_announced
          FROM scan s LEFT JOIN dscsa_epc e
            ON e.company_id = s.company_id AND e.key = s.key
         WHERE s.kind = 'package'
        UNION ALL
        SELECT tree.scan_id, e.key, e.id, e.gtin, e.serial,
               NULL, NULL, e.product_id, 1, TRUE, TRUE
          FROM tree JOIN dscsa_epc e ON e.id = tree.id
         WHERE tree.kind = 'package' AND tree.status IN ('announced', 'missing')
    ), once AS (
        SELECT DISTINCT ON (COALESCE(key, 'scan' || scan_id)) *
          FROM reading
         ORDER BY COALESCE(key, 'scan' || scan_id), is_inside, scan_id
    )
    SELECT once.key, once.epc_id, once.gtin, once.serial, once.lot, once.expiry,
           COALESCE(once.product_id, (
               SELECT g.product_id FROM dscsa_gtin g
                WHERE g.company_id = %(company)s AND g.gtin = once.gtin)
           ) AS product_id,
           once.count, once.scan_id, once.is_announced,
           COALESCE(once.epc_id IN (SELECT id FROM tree), FALSE) AS is_inside
      FROM once
     ORDER BY once.scan_id, once.epc_id
"""
_UNKNOWN = {"parent_id": None, "status": None, "told_lot": None}


def packages_of(facts):
    """Every package that stands on the receipt, oldest scan first."""
    facts.env.flush_all()
    rows = _dicts(
        facts.env,
        SQL(_READINGS, picking=facts.picking.id, company=facts.company.id),
    )
    # a query of its own: PostgreSQL takes the readings for two rows, whatever they
    # are, and would join each of them to the history by itself
    ids = [row["epc_id"] for row in rows if row["epc_id"]]
    found = _dicts(
        facts.env,
        SQL(
            "SELECT e.id, e.parent_id, %s FROM dscsa_epc e %s WHERE e.id = ANY(%s)",
            _HISTORY,
            _HISTORY_FROM,
            ids,
        ),
    )
    _add_changes(facts.env, found)
    history = {row["id"]: row for row in found}
    return [_package(row | history.get(row["epc_id"], _UNKNOWN), facts) for row in rows]


def _package(row, facts):
    return Package(
        key=row["key"] or "",
        epc_id=row["epc_id"],
        gtin=row["gtin"] or "",
        serial=row["serial"] or "",
        lot=row["lot"] or "",
        expiry=row["expiry"],
        product_id=row["product_id"],
        count=row["count"],
        scan_id=row["scan_id"],
        parent_id=row["parent_id"],
        is_inside=row["is_inside"],
        known=known_of(row, facts),
        told_lot=row["told_lot"] or "",
        is_announced=row["is_announced"],
    )


def gtins_without_product(facts):
    """Numbers of the drugs on an open receipt that no product of ours stands for."""
    return {
        each.gtin for each in packages_of(facts) if each.gtin and not each.product_id
    }


def announced_packages(facts):
    """Packages of the receipt's TI/TS that are still announced: (id, kind …) rows."""
    if not facts.transactions:
        return []
    facts.env.flush_all()
    return _dicts(
        facts.env,
        SQL(
            """
            SELECT e.id, e.key, e.gtin, e.serial, e.lot, e.expiry, e.parent_id,
                   COALESCE(e.product_id, g.product_id) AS product_id
              FROM dscsa_epc e
              LEFT JOIN dscsa_gtin g
                ON g.company_id = e.company_id AND g.gtin = e.gtin
             WHERE e.transaction_id IN %s AND e.kind = 'package'
               AND e.status IN ('announced', 'missing')
             ORDER BY e.id
            """,
            tuple(facts.transactions.ids),
        ),
    )


def _dicts(env, query):
    env.cr.execute(query)
    return env.cr.dictfetchall()
