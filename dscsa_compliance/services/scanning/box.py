"""A scanned case or pallet: what it brings, as the company's scan depth says."""

from dataclasses import replace

from dscsa_core.catalogue import finding
from dscsa_core.rules.receiving import Known, Seen, judge_package
from dscsa_core.tally import examples

from odoo.tools import SQL

from ..holds.severity import RANK
from ..knowledge.seller_goods import held_for_seller
from ..receiving.facts import item_of, local_date
from .astray import bring_here
from .in_doubt import IN_DOUBT, doubt_of
from .rivals import RIVAL
from .scanned import is_same_seller, proof_of, register_rows

_CONTENTS = """
    WITH RECURSIVE scan AS (
        SELECT key, kind, epc_id FROM dscsa_scan
         WHERE picking_id = %(picking)s AND undone_at IS NULL
           AND id <> %(leave_out)s
    ), tree AS (
        SELECT id, 0 AS depth FROM dscsa_epc WHERE id = %(epc)s
        UNION ALL
        SELECT c.id, depth + 1 FROM tree JOIN dscsa_epc c
            ON c.parent_id = tree.id
         WHERE depth < 16 AND c.id NOT IN (
            SELECT scan.epc_id FROM scan
             WHERE scan.kind <> 'package' AND scan.epc_id IS NOT NULL)
    )
    SELECT COALESCE(e.product_id, g.product_id) AS product_id, e.gtin,
           COALESCE(e.lot, '') AS lot, e.expiry,
           CASE WHEN told.id IS NULL THEN COALESCE(e.lot, '')
                ELSE COALESCE(told.lot, '') END AS told_lot,
           COALESCE(e.transaction_id IN %(transactions)s
                    AND e.withdrawn_how IS NULL, FALSE) AS announced,
           e.transaction_id, COALESCE(t.statement = 'no', FALSE) AS denied,
           t.seller_name AS seller,
           seller.commercial_partner_id AS seller_id,
           e.withdrawn_how, e.withdrawn_at, took.name AS withdrawn_by,
           e.told_state, %(rival)s AS rival, %(in_doubt)s,
           count(*), (array_agg(e.serial ORDER BY e.id))[1:4] AS serials
      FROM dscsa_epc e
      LEFT JOIN dscsa_gtin g
        ON g.company_id = e.company_id AND g.gtin = e.gtin
      LEFT JOIN dscsa_transaction t ON t.id = e.transaction_id
      LEFT JOIN res_partner seller ON seller.id = t.seller_id
      LEFT JOIN dscsa_transaction_line told ON told.id = e.line_id
      LEFT JOIN dscsa_document taking ON taking.id = e.withdrawn_by_id
      LEFT JOIN res_partner took ON took.id = taking.partner_id
     WHERE e.id = ANY(ARRAY(SELECT id FROM tree))
       AND e.kind = 'package' AND e.status IN ('announced', 'missing')
       AND e.key NOT IN (
            SELECT scan.key FROM scan
             WHERE scan.kind = 'package' AND scan.key IS NOT NULL)
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
"""


class BoxScan:
    """Answers the scan of one case, pallet or tote for a ``Scanner``."""

    def __init__(self, scanner, reading, row=None):
        self.scanner, self.reading = scanner, reading
        self.facts, self.env, self._ = scanner.facts, scanner.env, scanner._
        self.row = row or register_rows(self.facts, [reading.key]).get(reading.key)
        self.kind = "logistic" if reading.kind == "logistic" else "case"

    def answer(self):
        """The ``Answer``."""
        before = self.scanner._scanned_before(self.reading.key, self.row)
        same = before and before.key == self.reading.key
        if same and self.row and not before.epc_id:
            # nothing was known of it when it was read: this is its first true reading
            self.scanner.take_back(before)
            before = None
        if not self.row:
            return self._unknown(before)
        if before:
            return self._again(before)
        if self.scanner.note["seal_broken"]:
            return self._open()
        self.scanner.adopt(self.row)
        self.facts = self.scanner.facts
        groups = contents_of(self.facts, self.row["id"])
        count = sum(group["count"] for group in groups)
        if not count:
            return self._empty()
        if self.facts.depth == "package":
            return self._each(count)
        return self._sealed(groups, count)

    def _again(self, before):
        """Scanned before: as it was, or is it open now and was not then?"""
        same = before.key == self.reading.key
        is_open = self.scanner.note["seal_broken"]
        if same and before.seal_broken:
            sentence = self._("Noted as open before: it counts for nothing itself.")
            step = self._("Scan the packages in it one by one.")
        elif same and is_open and before.quantity:
            sentence = self._("It is counted as sealed already.")
            step = self._("Take that scan back, then scan it as open.")
        elif is_open and not same:
            return self._open_inside()
        else:
            return self._as_before(before, same)
        answer = self.scanner.answer("amber", sentence, next_step=step, scan=before)
        return replace(answer, duplicate=True, packages=0)

    def _as_before(self, before, same):
        """Counted already; what speaks against its contents is said again."""
        self.scanner.adopt(self.row)
        self.facts = self.scanner.facts
        groups = contents_of(self.facts, self.row["id"], before.id if same else 0)
        # its contents are among what is counted already
        counted = [each | {"counted": 0} for each in groups]
        worst, severity, where = self._weigh(counted)
        if severity == "note":
            return self.scanner._already(before, None, self.reading.key)
        answer = self.scanner._judged(worst, severity, before, None, self.reading, None)
        again = self._("Scanned before; it counts once.")
        answer.sentence = " ".join(filter(None, (answer.sentence, where, again)))
        return replace(answer, duplicate=True, packages=before.quantity)

    def _open_inside(self):
        """A broken seal in a pallet that counts as sealed: it is taken out of that."""
        answer = self._open()
        recount(self.facts)
        return replace(answer, overview=self.scanner.overview())

    def _unknown(self, before):
        scan = before or self._insert(0, None, "note")
        answer = self.scanner.answer(
            "amber",
            self._("The data say nothing about this case or pallet."),
            code="SSCC_ORPHAN",
            next_step=self._("Open it and scan the packages in it."),
            reading=self.reading,
        )
        return replace(answer, scan_id=scan.id, duplicate=bool(before))

    def _open(self):
        scan = self._insert(0, None, "note")
        return self.scanner.answer(
            "amber",
            self._("The seal is broken, so the contents are not certain."),
            code="AGGREGATE_BROKEN_SEAL",
            next_step=self._("Scan the packages in it one by one."),
            scan=scan,
            reading=self.reading,
        )

    def _empty(self):
        return self.scanner.answer(
            "amber",
            self._("Nothing of this case or pallet is still expected here."),
            next_step=self._(
                "It was received before, or its contents are not told: "
                "scan the packages in it."
            ),
            reading=self.reading,
        )

    def _each(self, count):
        return self.scanner.answer(
            "amber",
            self._(
                "%(count)s packages are in it. Your company scans every package.",
                count=count,
            ),
            next_step=self._("Open it and scan them one by one."),
            reading=self.reading,
        )

    def _sealed(self, groups, count):
        worst, severity, where = self._weigh(groups)
        scan = self._insert(count, worst, severity, [_short(each) for each in groups])
        if worst and severity != "note":
            answer = self.scanner._judged(
                worst, severity, scan, None, self.reading, None
            )
            answer.sentence = " ".join(filter(None, (answer.sentence, where)))
        else:
            answer = self.scanner.answer(
                "green",
                self._(
                    "Sealed: %(count)s packages counted, as the seller packed them.",
                    count=count,
                ),
                scan=scan,
                reading=self.reading,
            )
        answer.packages = count
        is_here = all(group["announced"] for group in groups)
        return bring_here(self.scanner, self.row, answer) if is_here else answer

    def _weigh(self, groups):
        """``(finding, severity, which packages)`` of the heaviest that speaks against
        the contents.
        """
        worst, severity, product = None, "note", self.env["product.product"]
        about = []
        for group in groups:
            goods = product.browse(group["product_id"])
            found, weight = self.scanner.weights.worst(self._judge(group, goods), goods)
            if worst is None or RANK[weight] > RANK[severity]:
                worst, severity, about = found, weight, [group]
            elif found and found.code == worst.code:
                about.append(group)
        size = self._other_size()
        if size and RANK[severity] < RANK["amber"]:
            return size, self.scanner.weights.of(size.code, product), ""
        return worst, severity, self._which(about, groups)

    def _which(self, about, groups):
        """Where only some of the packages are meant: how many, and which of them."""
        if len(about) == len(groups):
            return ""
        count = sum(group["count"] for group in about)
        serials = [serial for group in about for serial in group["serials"] if serial]
        return self._(
            "It is about %(count)s of the %(all)s packages in it: %(serials)s.",
            all=sum(group["count"] for group in groups),
            count=count,
            serials=examples(serials, count),
        )

    def _other_size(self):
        """The finding on a case that lists another count than it stands for."""
        gtin = self.scanner._gtin(self.reading.gtin)
        if not gtin or gtin.state != "confirmed" or gtin.level == "package":
            return None
        inside = self.env["dscsa.epc"].search([("parent_id", "=", self.row["id"])])
        count = len(inside)
        whole = set(inside.mapped("kind")) == {"package"}
        if not whole or gtin.package_qty <= 1 or count == gtin.package_qty:
            return None
        return finding(
            "CASE_COUNT_DIFFERS",
            self.reading.key,
            product=gtin.product_id.display_name or gtin.name or gtin.gtin,
            expected=gtin.package_qty,
            found=count,
            count=1,
            examples=examples([self.reading.key]),
        )

    def _judge(self, group, product):
        seen = Seen(
            key=self.reading.key,
            item=item_of(group["product_id"], group["gtin"]),
            product=product.display_name or "",
            gtin=group["gtin"] or "",
            is_ours=bool(product),
            needs_expiry=bool(product.use_expiration_date),
            booked=self.scanner.booked.day(product, group["lot"]),
        )
        found = judge_package(seen, self._known(group), self.facts.delivery)
        here = group.get("counted", group["count"])
        found += self.scanner.not_ordered(seen, found, here)
        picking, weights = self.facts.picking, self.scanner.weights
        return found + held_for_seller(picking, product, weights)

    def _known(self, group):
        proof = proof_of(
            group["transaction_id"], "announced", self.facts, group["withdrawn_how"]
        )
        proof["same_seller"] = is_same_seller(group, proof, self.facts)
        return Known(
            lot=group["lot"],
            expiry=group["expiry"],
            denied=group["denied"],
            told=group["told_state"] or "",
            seller=group["rival"] or group["seller"] or "",
            withdrawn=group["withdrawn_how"] or "",
            withdrawn_by=group["withdrawn_by"] or "",
            withdrawn_on=local_date(group["withdrawn_at"], self.facts.company),
            **proof,
            **doubt_of(group),
        )

    def _insert(self, count, worst, severity, contents=None):
        return self.scanner._insert(
            {
                "key": self.reading.key,
                "kind": self.kind,
                "epc_id": self.row["id"] if self.row else None,
                "gtin": self.reading.gtin,
                "serial": self.reading.serial,
                "quantity": count,
                "contents": contents or None,
            },
            worst,
            severity,
        )


def contents_of(facts, epc_id, leave_out=0):
    """What a sealed case or pallet brings: announced packages by product and lot.

    Packages and cases read on their own at this receipt are left out: they count
    there. ``leave_out`` is the scan of this very box when it is counted again.
    """
    env = facts.env
    env.flush_all()
    env.cr.execute(
        SQL(
            _CONTENTS,
            picking=facts.picking.id,
            leave_out=leave_out,
            epc=epc_id,
            rival=RIVAL,
            in_doubt=IN_DOUBT,
            transactions=tuple(facts.transactions.ids or [0]),
        )
    )
    return env.cr.dictfetchall()


def _short(group):
    return {
        "p": group["product_id"],
        "g": group["gtin"],
        "l": group["told_lot"],
        "a": group["announced"],
        "n": group["count"],
    }


def recount(facts):
    """Count the boxes of a receipt anew, after a reading in them was taken back."""
    boxes = facts.env["dscsa.scan"].search(
        [
            ("picking_id", "=", facts.picking.id),
            ("undone_at", "=", False),
            ("kind", "!=", "package"),
            ("seal_broken", "=", False),
            ("contents", "!=", False),
        ]
    )
    for box in boxes:
        groups = contents_of(facts, box.epc_id.id, leave_out=box.id)
        box._recounted([_short(each) for each in groups])
