"""One scan, one answer: read, looked up, judged, recorded, said in one sentence."""

from dataclasses import replace

from dscsa_core.catalogue import finding
from dscsa_core.gs1.ndc import ndc_in_words
from dscsa_core.numbers import names_a_case
from dscsa_core.rules.ordering import ORDER_CODES
from dscsa_core.rules.receiving import Seen, judge_package
from dscsa_core.rules.seller import SELLER_CODES
from psycopg2.errors import UniqueViolation

from odoo.exceptions import ConcurrencyError

from ..days.expiry import BookedLots
from ..holds.severity import Weights
from ..knowledge.seller_goods import held_for_seller
from ..receiving.adoption import TO_COME, Adoption
from ..receiving.facts import ReceiptFacts, item_of
from .again import SecondScan
from .answer import ScanAnswers
from .astray import bring_here
from .box import BoxScan
from .contract import Answer
from .counts import ScanCounts
from .progress import tell_others
from .scanned import known_of, register_rows


class Scanner(ScanAnswers, ScanCounts):
    """Takes the scans of one receipt for one user."""

    def __init__(self, picking):
        self.facts = ReceiptFacts(picking)
        super().__init__(self.facts.picking, picking.env)
        self.picking, self.company = self.facts.picking, self.facts.company
        self.weights = Weights(self.env, self.company, self.facts.is_live)
        self.booked = BookedLots(self.company)
        self._gtins = {}
        self._forget()

    def _take(self, text, choice):
        reading = self._read(text, choice)
        if isinstance(reading, Answer):
            return reading
        if self.picking.state in ("done", "cancel"):
            return self._late(reading)
        if reading.kind == "logistic":
            return BoxScan(self, reading).answer()
        gtin = self._gtin(reading.gtin)
        if gtin and gtin.level != "package" and reading.serial:
            return BoxScan(self, reading).answer()
        if reading.key:
            row = register_rows(self.facts, [reading.key]).get(reading.key)
            if row and row["kind"] != "package":
                return BoxScan(self, reading, row).answer()
            if not row and not gtin and names_a_case(reading.gtin):
                return self._unknown_case(reading)
            return self._package(reading, gtin, row)
        return self._lot(reading, gtin)

    def _store(self, values):
        """Insert a reading; one that somebody else just made is asked for anew."""
        try:
            scan = self.env["dscsa.scan"].create(values)
        except UniqueViolation as error:
            raise ConcurrencyError("scanned at the same time") from error
        tell_others(self.picking)
        self._forget()
        return scan

    # reading -------------------------------------------------------------------
    def _product_by_barcode(self, text):
        """A house barcode on the product: names the goods, but no package."""
        product = self.env["product.product"].search(
            [
                ("barcode", "=", text.strip()),
                ("company_id", "in", (False, self.company.id)),
            ],
            limit=1,
        )
        if not product:
            return None
        if product.tracking == "none":
            seen = {"product_id": product.id, "kind": "package", "quantity": 1}
            scan = self._insert(seen, None, "note")
            return self.answer("green", self._("Counted."), scan=scan, product=product)
        return self._no_lot(product)

    def _gtin(self, gtin):
        table = self.env["dscsa.gtin"]
        if not gtin:
            return table
        if gtin not in self._gtins:
            self._gtins[gtin] = table.search_fetch(
                [("company_id", "=", self.company.id), ("gtin", "=", gtin)], limit=1
            )
        return self._gtins[gtin]

    def _unknown_case(self, reading):
        """No package is counted by a number that GS1 gives to cases, until a person
        says that it is sold as it is; the number is proposed for that."""
        if self.user_env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            table = self.env["dscsa.gtin"].with_company(self.company).sudo()
            table._propose({reading.gtin}, {}, self.env["dscsa.document"], {})
        answer = BoxScan(self, reading).answer()
        answer.next_step += " " + self._(
            "Is it sold as it is? Set its level to “Package” under Configuration > "
            "Products and GTINs, then scan it again."
        )
        return answer

    # one package -----------------------------------------------------------------
    def _package(self, reading, gtin, row):
        product = self._product(gtin, row)
        before = self._scanned_before(reading.key, row)
        if before and before.key == reading.key and before.kind != "package":
            # read as a case while nobody knew what its number stands for
            self.take_back(before)
            before = None
        self.adopt(row)
        if before:
            return SecondScan(self, before, reading, row).answer()
        known = known_of(row, self.facts) if row else None
        findings = self.findings(reading, gtin, product, known, 1)
        worst, severity = self.weights.worst(findings, product)
        scan = self.insert_package(reading, row, product, worst, severity)
        lot = reading.lot or (known.lot if known else "")
        expiry = reading.expiry or (known.expiry if known else None)
        shown = replace(reading, lot=lot, expiry=expiry)
        answer = self._judged(worst, severity, scan, product, shown, known)
        return bring_here(self, row, answer) if known and known.announced else answer

    def findings(self, reading, gtin, product, known, surplus=None):
        """All that speaks against one package as it is read.

        ``surplus``: by how many the lot grows with it; nothing where that is settled.
        """
        seen = self._seen(reading, product, known.lot if known else "")
        found = judge_package(seen, known, self.facts.delivery)
        if surplus is not None:
            found += self._too_many(seen, known, found, surplus)
        self._weigh(found)
        found += held_for_seller(self.picking, product, self.weights)
        if surplus is not None:
            found += self.not_ordered(seen, found, surplus)
        if not product:
            found.append(self._no_product(reading, gtin))
        return found

    def _weigh(self, findings):
        """Severities of all that is or may be said, in one query."""
        codes = {each.code for each in findings}
        self.weights.learn(codes | SELLER_CODES | ORDER_CODES | {"GTIN_UNKNOWN"})

    def insert_package(self, reading, row, product, worst, severity):
        """Store the reading of one package."""
        values = {
            "key": reading.key,
            "kind": "package",
            "epc_id": row["id"] if row else None,
            "product_id": product.id or None,
            "gtin": reading.gtin,
            "serial": reading.serial,
            "lot": reading.lot,
            "expiry": reading.expiry,
        }
        return self._insert(values, worst, severity)

    def take_back(self, scan):
        """Another reading counts in its stead; both stay on record."""
        scan._undo(self.user_env.user)
        # one reading of a key counts at a receipt: the index has to know it now
        scan.flush_recordset()
        self._forget()

    def adopt(self, row):
        """Data that name what is scanned are this delivery's, unless in doubt."""
        if not row or row["status"] not in TO_COME:
            return
        if row["kind"] == "package" and (
            not row["transaction_id"]
            or row["transaction_id"] in self.facts.transactions._ids
        ):
            return
        if Adoption(self.picking).take(row["id"]):
            self.facts = ReceiptFacts(self.picking)
            self._forget()

    def _product(self, gtin, row):
        product = self.env["product.product"]
        if gtin:
            product = gtin.product_id
        if not product and row and row["product_id"]:
            product = product.browse(row["product_id"])
        return product

    def _seen(self, reading, product, lot=""):
        return Seen(
            key=reading.key or "",
            item=item_of(product.id, reading.gtin),
            product=product.display_name or self._gtin(reading.gtin).name or "",
            is_ours=bool(product),
            gtin=reading.gtin or "",
            serial=reading.serial or "",
            lot=reading.lot or "",
            expiry=reading.expiry,
            needs_expiry=bool(product.use_expiration_date),
            booked=self.booked.day(product, reading.lot or lot),
        )

    def _no_product(self, reading, gtin):
        name = (gtin and gtin.name) or ndc_in_words(reading.gtin) or self._("Goods")
        return finding("GTIN_UNKNOWN", reading.gtin or "", name=name, gtin=reading.gtin)

    def _scanned_before(self, key, row):
        """The scan under which this key counts already: its own, or that of its box."""
        scans = self.env["dscsa.scan"]
        is_packed = row and row["parent_id"]
        ids = scans._boxes_of(self.picking, row["id"]) if is_packed else []
        return scans.search_fetch(
            [
                ("picking_id", "=", self.picking.id),
                ("undone_at", "=", False),
                "|",
                ("key", "=", key),
                ("id", "in", ids),
            ],
            limit=1,
        )

    def _already(self, scan, product, key=None):
        if scan.kind == "package" or key and scan.key == key:
            sentence = self._("Already scanned; it counts once.")
        else:
            sentence = self._(
                "Already counted: it came with its sealed case or pallet."
            )
        return self.answer(
            "green", sentence, scan=scan, product=product, duplicate=True
        )

    # a lot without serial --------------------------------------------------------
    def _lot(self, reading, gtin):
        product = self._product(gtin, None)
        if not reading.lot and not product:
            return self._no_goods(reading)
        if not reading.lot and product.tracking != "none":
            return self._no_lot(product, reading)
        inside = gtin.package_qty if gtin and gtin.level != "package" else 1
        count = (reading.count or 1) * max(1, inside)
        findings = self._lot_findings(reading, gtin, product, count)
        worst, severity = self.weights.worst(findings, product)
        scan = self._insert(
            {
                "kind": "package",
                "product_id": product.id or None,
                "gtin": reading.gtin,
                "lot": reading.lot,
                "expiry": reading.expiry,
                "quantity": count,
            },
            worst,
            severity,
        )
        answer = self._judged(worst, severity, scan, product, reading, None)
        return replace(answer, packages=count)

    def _lot_findings(self, reading, gtin, product, count):
        """All that speaks against so many packages of a lot."""
        seen = self._seen(reading, product)
        findings = [
            each
            for each in judge_package(seen, None, self.facts.delivery)
            if each.code != "LOT_UNKNOWN" or product.tracking != "none"
        ]
        findings += self._too_many(seen, None, findings, count)
        self._weigh(findings)
        findings += held_for_seller(self.picking, product, self.weights)
        findings += self.not_ordered(seen, findings, count)
        if not product:
            findings.append(self._no_product(reading, gtin))
        return findings

    def _no_goods(self, reading):
        return self.answer(
            "red",
            self._(
                "%s is no product of yours or of this delivery.",
                ndc_in_words(reading.gtin),
            ),
            next_step=self._(
                "On a medicine: scan the square code. Anything else is not counted."
            ),
            reading=reading,
        )

    def _no_lot(self, product, reading=None):
        """The code names a product whose lots are kept, and no lot."""
        return self.answer(
            "amber",
            self._("%(product)s: this code has no lot.", product=product.display_name),
            next_step=self._("Scan the 2D code, or type lot and expiry as printed."),
            product=product,
            reading=reading,
        )
