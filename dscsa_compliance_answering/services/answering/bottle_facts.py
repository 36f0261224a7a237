"""Everything about one package of the register that an inspector asks."""

from functools import cached_property

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.facts import local_date
from odoo.addons.dscsa_compliance.services.scanning.in_hand import InHand
from odoo.addons.dscsa_compliance.services.scanning.open_scan import open_scans
from odoo.addons.dscsa_compliance.services.words.page_words import Words

from .bottle_judged import Judged
from .proof_words import proof_of
from .seller_papers import SellerPapers
from .whereabouts import Whereabouts


class PackageFacts(Judged):
    """``epc`` is the reader's; their right to it is the right to its history.

    The facts beside it (receipt, seller, license, people) are read as superuser: who
    may see the package may see where it came from, an auditor without other rights too.
    ``reading``: what was scanned of it, when it lies in somebody's hand.
    """

    def __init__(self, epc, reading=None):
        self.reading = reading
        self.hand = InHand(epc.env, epc.sudo().company_id, reading, epc)
        self.epc, self.env = epc.sudo(), epc.env
        self.company = self.epc.company_id
        self.words = Words(self.env, self.company)

    def values(self):
        """The page of this package; see ``Bottle.values``."""
        return {
            "kind": "package",
            "title": self.title,
            "identity": self._identity(),
            "sentence": " ".join(filter(None, (self._sentence(), self._taken_back()))),
            "level": self._level(),
            "warnings": self._warnings(),
            "seller": self._seller_texts(),
            "proofs": [
                proof_of(self.words, transaction, self._lines_of(transaction))
                | self._standing(transaction)
                for transaction in self.transactions
            ],
            "why_none": self.picking._dscsa_why_no_ti() if self.picking else "",
            "receipt": self._receipt(),
            "license": self._license(),
            "discrepancies": self._discrepancies(),
            "releases": self._releases(),
            "where": Whereabouts(self.epc, self.words, self.in_work).sentence(),
            "company": self.company,
            "epc_id": self.epc.id,
        }

    # facts ----------------------------------------------------------------------
    @cached_property
    def current(self):
        """TI/TS the package came with last."""
        return self.epc.transaction_id

    @cached_property
    def transactions(self):
        """The TI/TS it came with, and those of earlier purchases; newest first.

        A package scanned in a delivery whose proof lists no packages: that proof.
        """
        earlier = self.epc.env["dscsa.epc.transaction"].search(
            [("epc_id", "=", self.epc.id)]
        )
        found = self.current | earlier.transaction_id
        if not found:
            found = self.picking.dscsa_transaction_ids._live().filtered(
                lambda each: each.direction == "in"
            )
        return found

    @cached_property
    def in_work(self):
        """Its scans at receipts that are not validated yet."""
        return open_scans(self.company, epc=self.epc)

    @property
    def picking(self):
        return self.epc.picking_id

    @cached_property
    def seller(self):
        """Partner it was bought from: of the TI/TS, else of the receipt.

        Of a drop shipment the data are the maker's: it was bought where it was ordered.
        """
        ordered_from = self.picking.partner_id
        given_by = self.transactions[:1].seller_id
        return ordered_from if self.is_drop_shipment else given_by or ordered_from

    @cached_property
    def is_drop_shipment(self):
        """Whether somebody else than the seller sent goods and data."""
        ordered_from = self.picking.partner_id.commercial_partner_id
        transaction = self.transactions[:1]
        given_by = transaction.seller_id.commercial_partner_id
        return bool(
            (transaction.drop_shipment or self.picking.dscsa_drop_shipment)
            and ordered_from
            and given_by
            and ordered_from != given_by
        )

    @property
    def title(self):
        epc = self.epc
        name = epc.product_id.name or epc.line_id.name or epc.gtin_id.name
        return name or epc.display_name

    def _identity(self):
        epc = self.epc
        rows = [
            (self.env._("NDC"), epc.ndc),
            (self.env._("GTIN"), epc.gtin),
            (self.env._("Serial number"), epc.serial),
            (self.env._("Lot"), epc.lot),
            (self.env._("Expires"), self.words.day(epc.expiry)),
        ]
        if epc.seen_lot and epc.seen_lot != epc.lot:
            rows.append((self.env._("Lot on the label"), epc.seen_lot))
        if epc.label_expiry and epc.label_expiry != epc.expiry:
            label = self.env._("Expires, on the label")
            rows.append((label, self.words.day(epc.label_expiry)))
        rows += self._differing()
        if epc.kind == "logistic":
            number = epc.key[2:] if epc.key else ""
            rows = [(self.env._("SSCC"), number)]
        return [(title, value) for title, value in rows if value]

    def _lines_of(self, transaction):
        """Lines of a TI/TS that say this package and no other."""
        line = self.epc.line_id
        if line.transaction_id == transaction:
            return line
        return transaction.line_ids.filtered(
            lambda each: each.gtin == self.epc.gtin and each.lot == self.epc.lot
        )

    # sentences --------------------------------------------------------------------
    def _sentence(self):
        facts = {
            "seller": self._seller_name() or self.env._("an unknown seller"),
            "day": self.words.day(self._bought_on()),
            "number": self.transactions[:1].invoice_numbers
            or self.picking.dscsa_invoice
            or "",
        }
        if self.is_drop_shipment:
            return self.env._(
                "Bought from %(seller)s. %(sender)s sent it straight here, with its "
                "data, on %(day)s: %(number)s.",
                sender=self.transactions[:1].seller_name
                or self.transactions[:1].seller_id.name,
                **facts,
            )
        if facts["day"] and facts["number"]:
            return self.env._(
                "Bought from %(seller)s on %(day)s, invoice %(number)s.", **facts
            )
        if facts["day"]:
            return self.env._("Bought from %(seller)s on %(day)s.", **facts)
        if self.epc.origin == "opening":
            return self.env._(
                "Here since before this record began: it was on the shelf when the "
                "company went live."
            )
        return self.env._("Bought from %(seller)s.", **facts)

    def _taken_back(self):
        return self.epc.with_env(self.env).sudo()._withdrawn_words()

    def _seller_name(self):
        given = "" if self.is_drop_shipment else self.transactions[:1].seller_name
        return given or self.seller.name or ""

    def _seller_texts(self):
        partner = self.seller
        transaction = self.transactions[:1]
        if self.is_drop_shipment:
            # the address in the data is that of who sent it
            transaction = transaction.browse()
        return {
            "name": self._seller_name(),
            "address": transaction.seller_address
            or (partner._dscsa_one_line_address() if partner else ""),
            "gln": transaction.seller_gln or partner.global_location_number or "",
        }

    def _bought_on(self):
        """Day of the transaction, else of the receipt; None when neither is known."""
        picking = self.picking
        return self.transactions[:1].transaction_date or local_date(
            picking.date_done, self.company
        )

    def _receipt(self):
        """When, by whom, and whether it was scanned."""
        picking = self.picking
        if not picking and not self.in_work:
            return {"sentence": self.env._("No receipt of it is on record.")}
        done = picking.state == "done"
        if not done:
            name = (picking or self.in_work[:1].picking_id).name
            return {
                "sentence": self.env._("On receipt %(picking)s, open.", picking=name)
            }
        scan = self._scan()
        facts = {
            "picking": picking.name,
            "day": self.words.moment(picking.date_done),
            "scanned": self.words.moment(scan["at"]) if scan else "",
            "name": scan["name"] if scan else self._receiver(),
        }
        facts["how"] = self._how(scan, facts)
        return {
            "sentence": self.env._("Received %(day)s on %(picking)s: %(how)s.", **facts)
        }

    def _how(self, scan, facts):
        if not scan or scan["is_announced"]:
            return self.env._("taken as announced by %(name)s, not scanned", **facts)
        if scan["kind"] == "package":
            return self.env._("scanned by %(name)s on %(scanned)s", **facts)
        return self.env._(
            "counted with its sealed case or pallet, which %(name)s scanned on "
            "%(scanned)s",
            **facts,
        )

    def _scan(self):
        """The reading it was received by: its own, else that of its case or pallet."""
        self.env.flush_all()
        rows = self.env.execute_query_dict(
            SQL(
                """
                WITH RECURSIVE up(id, depth) AS (
                    SELECT %(epc)s, 0
                    UNION ALL
                    SELECT e.parent_id, depth + 1 FROM up
                      JOIN dscsa_epc e ON e.id = up.id
                     WHERE e.parent_id IS NOT NULL AND depth < 16
                )
                SELECT s.kind, s.is_announced, s.scanned_at AS at, p.name
                  FROM up JOIN dscsa_epc thing ON thing.id = up.id
                  JOIN dscsa_scan s
                    ON s.picking_id = %(picking)s AND s.key = thing.key
                   AND s.undone_at IS NULL
                   AND (depth = 0 OR NOT COALESCE(s.seal_broken, FALSE))
                  JOIN res_users u ON u.id = s.user_id
                  JOIN res_partner p ON p.id = u.partner_id
                 ORDER BY depth, s.id LIMIT 1
                """,
                epc=self.epc.id,
                picking=self.picking.id,
            )
        )
        return rows[0] if rows else None

    def _receiver(self):
        """Who closed the receipt, as the register's event of it says."""
        event = self.epc.env["dscsa.event"].search(
            [("picking_id", "=", self.picking.id), ("step", "=", "receiving")],
            order="id",
            limit=1,
        )
        return event.user_id.name or self.picking.user_id.name or "?"

    def _license(self):
        sellers = SellerPapers(self.words, self.seller)
        return sellers.on(self.seller, self._bought_on())

    def _discrepancies(self):
        rows = self.epc.discrepancy_ids.sorted("id")
        return [
            {
                "name": row.name,
                "sentence": row.message,
                "found": self.words.day(local_date(row.create_date, self.company)),
                "end": self.words.choice(row, "resolution")
                if row.state == "resolved"
                else self.env._("Open"),
                "ended": self.words.moment(row.resolved_at),
                "is_open": row.state == "open",
            }
            for row in rows
        ]

    def _releases(self):
        rows = self.epc.env["dscsa.release"].search(
            [("epc_ids", "in", self.epc.ids)], order="id"
        )
        return [
            {
                "name": row.name,
                "reason": self.words.choice(row, "reason"),
                "by": self.env._("by itself") if row.is_automatic else row.user_id.name,
                "at": self.words.moment(row.released_at),
                "call": row.call_note or "",
            }
            for row in rows
        ]
