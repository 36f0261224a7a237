"""Which packages of a receipt go up, which are held, and why: before anything moves."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta

from dscsa_core.catalogue import finding
from dscsa_core.finding import Finding
from dscsa_core.gs1.keys import package_key
from dscsa_core.rules.ordering import ORDER_CODES, judge_order
from dscsa_core.rules.receiving import WIDE_CODES, judge_package
from dscsa_core.rules.surplus import overage, surplus

from ..days.expiry import BookedLots, expiry_day
from ..holds.hold_codes import hold_kind
from ..holds.severity import HELD, Weights
from ..knowledge.seller_goods import UnprovenGoods
from ..scanning.again import all_labels_apart, labels_apart
from ..scanning.scanned import Package, known_of, packages_of, register_rows
from .facts import units_of
from .ordered import orders_of

# told once for the receipt; data that are missing keep a row for each lot, as they
# come lot by lot
_ONE_ROW = WIDE_CODES - {"NO_TI"}
# what holds these packages is on the work list already
_ON_THE_LIST = frozenset({"SERIAL_ON_HOLD", "IN_DOUBT"})


@dataclass(slots=True)
class Decision:
    """One package (or count of a lot) with what was found and what follows."""

    package: Package
    product: object
    findings: list[Finding] = field(default_factory=list)
    severity: str = "note"
    hold: str = ""
    lot: object = None
    epc_ids: list[int] = field(default_factory=list)

    @property
    def is_double(self):
        return any(each.code == "SERIAL_IN_STOCK" for each in self.findings)


class Plan:
    """Decisions for one receipt. ``products`` are those whose moves we fill."""

    def __init__(self, facts):
        self.facts, self.env = facts, facts.env
        self.weights = Weights(self.env, facts.company, facts.is_live)
        self.booked = BookedLots(facts.company)
        self.decisions = []
        self.apart = {}
        self.doubles = []
        self.nameless = []
        self.seller = None

    @classmethod
    def make(cls, facts):
        """Load, judge and count; writes nothing."""
        plan = cls(facts)
        packages = packages_of(facts)
        scanned = {package.product_id for package in packages}
        packages += typed_packages(facts, scanned)
        plan._judge(packages)
        plan._count()
        plan._compare_order()
        plan._weigh()
        plan._take_twins()
        goods = [*plan.decisions, *plan.nameless]
        plan.seller = UnprovenGoods(facts.picking, plan.weights, goods)
        plan.seller.hold()
        return plan

    @property
    def clean(self):
        return [each for each in self.decisions if not each.hold]

    @property
    def held(self):
        return [each for each in self.decisions if each.hold]

    @property
    def doubtful_doubles(self):
        """Packages of other receipts against which the scan here speaks."""
        return [each for each in self.doubles if each.severity != "note"]

    def _judge(self, packages):
        products = self.env["product.product"].browse(
            {each.product_id for each in packages if each.product_id}
        )
        # taken from the recordset, they are read together
        by_id = {product.id: product for product in products}
        self.booked.learn(products, {each.real_lot for each in packages})
        self.apart = all_labels_apart(self.facts.picking)
        for package in packages:
            product = by_id.get(package.product_id, products.browse())
            decision = Decision(package, product)
            decision.findings = self._findings(package, product)
            if decision.is_double:
                self.doubles.append(decision)
            elif not product:
                self.nameless.append(decision)
            else:
                self.decisions.append(decision)

    def _findings(self, package, product):
        seen = package.seen(
            product.display_name or "",
            bool(product.use_expiration_date),
            self.booked.day(product, package.real_lot),
        )
        found = judge_package(seen, package.known, self.facts.delivery)
        if package.scan_id in self.apart:
            found += labels_apart(self.apart[package.scan_id], package.known)
        if product.tracking == "none":
            found = [each for each in found if each.code != "LOT_UNKNOWN"]
        if not product:
            found.append(
                finding("GTIN_UNKNOWN", package.key, name="", gtin=package.gtin)
            )
        return found

    def _count(self):
        """Add OVERAGE to the last packages of a lot beyond the announced count."""
        groups = defaultdict(lambda: ([], []))
        for decision in self.decisions:
            package = decision.package
            known = package.known
            if known is not None and known.withdrawn:
                # announced, and taken back: that is said of it, it is no surplus
                continue
            if known is not None and known.announced:
                groups[package.item, package.told_lot][0].append(decision)
            else:
                told = self.facts.delivery.told(package.item, package.real_lot)
                groups[told][1].append(decision)
        for told, (matched, other) in groups.items():
            announced = self.facts.expected.get(told)
            if announced is None:
                continue
            others = sum(each.package.count for each in other)
            have = sum(each.package.count for each in matched)
            extra = surplus(announced, have, others)
            self._mark_surplus(other, extra, announced, have + others)

    def _compare_order(self):
        """Add what nobody ordered, in the order of the scans."""
        orders = orders_of(self.facts)
        here = defaultdict(int)
        for decision in self.decisions if orders else ():
            package, said = decision.package, {f.code for f in decision.findings}
            here[package.item] += package.count
            decision.findings += judge_order(
                package.item,
                decision.product.display_name or "",
                here[package.item],
                orders,
                said,
                package.key,
                package.gtin,
            )

    def _mark_surplus(self, others, extra, announced, found):
        for decision in reversed(others):
            if not extra:
                return
            package = decision.package
            if package.count > extra:
                rest = replace(package, count=package.count - extra)
                package.count = extra
                self.decisions.append(
                    Decision(rest, decision.product, list(decision.findings))
                )
            extra -= package.count
            decision.findings.append(
                overage(
                    decision.product.display_name or "",
                    package.real_lot,
                    found,
                    announced,
                    package.key,
                )
            )

    def _weigh(self):
        every = [*self.decisions, *self.nameless, *self.doubles]
        self.weights.learn({f.code for each in every for f in each.findings})
        for decision in every:
            weights = {
                each.code: self.weights.of(each.code, decision.product)
                for each in decision.findings
            }
            _worst, decision.severity = self.weights.worst(
                decision.findings, decision.product
            )
            held = {code for code, weight in weights.items() if weight in HELD}
            if held:
                decision.hold = hold_kind(held)

    def _take_twins(self):
        """A package with the serial of one that is here, and something is wrong: held.

        It has no row of its own, as its serial has one; a stand-in is booked for it.
        Stock that counts serials cannot have the same one twice.
        """
        for double in self.doubtful_doubles:
            codes = {each.code for each in double.findings}
            product = double.product
            known_held = "SERIAL_ON_HOLD" in codes and double.package.known.same_seller
            if not double.hold or not product or known_held:
                continue
            if product.tracking != "serial":
                package = replace(
                    double.package,
                    key="",
                    epc_id=None,
                    parent_id=None,
                    lot=double.package.real_lot,
                    expiry=double.package.real_expiry,
                    known=None,
                )
                twin = replace(double, package=package, epc_ids=[])
                self.decisions.append(twin)

    def reportable(self):
        """What ``dscsa.discrepancy._report`` takes: findings, rows hit, severities."""
        findings, epcs, severities, wide = [], {}, {}, {}
        for decision in [*self.decisions, *self.nameless, *self.doubtful_doubles]:
            for each in decision.findings:
                if each.code in _ON_THE_LIST:
                    continue
                severity = self.weights.of(each.code, decision.product)
                key = each.code, severity, _once(each, decision)
                if key in wide:
                    place, hit = wide[key]
                    hit.extend(decision.epc_ids)
                    findings[place] = each
                elif severity != "note":
                    hit = list(decision.epc_ids)
                    if key[2] is not None:
                        wide[key] = len(findings), hit
                    epcs[len(findings)] = hit
                    severities[len(findings)] = severity
                    findings.append(each)
        return {
            "findings": findings,
            "epcs_by_index": epcs,
            "severities": severities,
        }

    def notes(self):
        """What is worth a line on the receipt, but no row on the work list."""
        every = [*self.decisions, *self.doubles]
        return [
            each
            for decision in every
            for each in decision.findings
            if self.weights.of(each.code, decision.product) == "note"
        ] + self.seller.notes()


def _once(found, decision):
    """What a finding is told once for: the receipt, or a product of its order."""
    if found.code in _ONE_ROW:
        return 0
    return decision.product.id if found.code in ORDER_CODES else None


def typed_packages(facts, scanned):
    """Packages of in-scope lines that a person filled in without scanning."""
    lines = facts.picking.move_line_ids.filtered(
        lambda line: (
            line.product_id.dscsa_scope == "in_scope"
            and line.product_id.id not in scanned
            and line.quantity > 0
            and line.state not in ("done", "cancel")
            and (line.product_id.tracking == "none" or line.lot_id or line.lot_name)
        )
    )
    expected = {line.product_id for line in facts.lines}
    lines = lines.filtered(
        lambda line: line.lot_id or line.lot_name or line.product_id.id not in expected
    )
    picked = lines.filtered("picked") or lines
    gtins = _package_gtins(facts, picked.product_id)
    return _with_history(facts, [_typed(facts, line, gtins) for line in picked])


def _typed(facts, line, gtins):
    product = line.product_id
    gtin = gtins.get(product.id, "")
    name = (line.lot_name or line.lot_id.name or "").strip()
    serial = name if product.tracking == "serial" else ""
    expiry = line.lot_id.dscsa_expiry_date
    if not expiry and product.use_expiration_date and _date_was_typed(line):
        expiry = expiry_day(line.expiration_date, facts.company)
    return Package(
        key=package_key(gtin, serial) if gtin and serial else "",
        epc_id=None,
        gtin=gtin,
        serial=serial,
        lot=line.lot_id.dscsa_lot or "" if serial else name,
        expiry=expiry or None,
        product_id=product.id,
        count=max(1, round(line.quantity_product_uom / units_of(product))),
        scan_id=-line.id,
        parent_id=None,
        is_inside=False,
        known=None,
    )


def _date_was_typed(line):
    """Odoo fills in "now" where nobody gave a date and the product has no term."""
    if line.lot_id or line.product_id.expiration_time:
        return bool(line.expiration_date)
    default = line.picking_id.scheduled_date
    if not line.expiration_date or not default:
        return bool(line.expiration_date)
    return abs(line.expiration_date - default) >= timedelta(hours=1)


def _with_history(facts, packages):
    rows = register_rows(facts, [each.key for each in packages if each.key])
    for package in packages:
        row = rows.get(package.key)
        if row:
            package.epc_id, package.parent_id = row["id"], row["parent_id"]
            package.known = known_of(row, facts)
            package.told_lot = row["told_lot"] or ""
    return packages


def _package_gtins(facts, products):
    rows = facts.env["dscsa.gtin"].search(
        [
            ("company_id", "=", facts.company.id),
            ("product_id", "in", products.ids),
            ("level", "=", "package"),
        ]
    )
    return {row.product_id.id: row.gtin for row in rows}
