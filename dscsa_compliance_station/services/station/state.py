"""The first screen: what one can do here, and what is open already."""

from odoo import fields

from odoo.addons.dscsa_compliance.services.scanning.signing import pin_state
from odoo.addons.dscsa_compliance.services.scanning.standing import Standing

from .bench_standing import BenchStanding
from .contract import Candidate, Mode, Station, Work
from .creating import Creating
from .opening import Opening

_USES = ("dispensed", "administered", "wasted")
_OPEN_SHOWN = 30


class State(Opening):
    """The station as one user sees it."""

    def station(self):
        """The first screen."""
        company = self.company.sudo()
        tested = company.dscsa_scanner_tested_at
        return Station(
            company=company.name,
            user=self.env.user.name,
            modes=self.modes(),
            scanner_tested_at=fields.Datetime.to_string(tested) or False,
            pin=pin_state(self.env, self.company),
            open=self._open_benches(),
        )

    def modes(self):
        """What this user can do in this company."""
        user = self.env.user
        scans = user.has_group("stock.group_stock_user")
        keeps = user.has_group("dscsa_compliance.group_dscsa_technician")
        reads = user.has_group("dscsa_compliance.group_dscsa_auditor")
        found = []
        if scans:
            found.append(
                Mode(
                    "receive",
                    self.env._("Receive a delivery"),
                    self.env._("Scan the first package, or type the invoice number."),
                    "fa-truck",
                    "stock.picking",
                )
            )
        if keeps or reads:
            found.append(
                Mode(
                    "look_up",
                    self.env._("What is this?"),
                    self.env._(
                        "Scan a package: where it came from and whether it is in order."
                    ),
                    "fa-search",
                    False,
                )
            )
        if scans:
            found += self._stock_modes(keeps)
        return found

    def _stock_modes(self, keeps):
        found = [
            Mode(
                "count",
                self.env._("Take stock"),
                self.env._("Count what is here against the register."),
                "fa-list-ol",
                "dscsa.bench",
            )
        ]
        if keeps:
            found.append(
                Mode(
                    "return",
                    self.env._("Return to seller"),
                    self.env._("The first package names the seller it goes back to."),
                    "fa-reply",
                    "stock.picking",
                )
            )
        if keeps and self.company.sudo().dscsa_use_packages:
            found += self._use_modes()
        found.append(
            Mode(
                "self_test",
                self.env._("Try the scanner"),
                self.env._("Scan a test symbol: does it send what is printed?"),
                "fa-barcode",
                False,
            )
        )
        return found

    def _use_modes(self):
        promise = self.env._("No patient data, no controlled-drug record.")
        words = {
            "dispensed": (
                self.env._("Dispense"),
                self.env._("One scan a package."),
                "fa-medkit",
            ),
            "administered": (
                self.env._("Administer"),
                self.env._("One scan a package."),
                "fa-heartbeat",
            ),
            "wasted": (
                self.env._("Waste"),
                self.env._("Broken, spilled or expired."),
                "fa-trash",
            ),
        }
        return [
            Mode(
                key,
                title,
                f"{sentence} {promise}",
                icon,
                "dscsa.bench",
            )
            for key, (title, sentence, icon) in words.items()
        ]

    # what is open --------------------------------------------------------------------
    def _open_benches(self):
        """Receipts with scans, returns and stock-takes that nobody closed yet."""
        return [*self._open_transfers(), *self._open_counts()]

    def _open_transfers(self):
        """Open receipts and returns, those being scanned first."""
        pickings = self.env["stock.picking"].search(
            [
                ("company_id", "=", self.company.id),
                ("state", "not in", ("done", "cancel")),
                "|",
                "&",
                ("picking_type_code", "=", "incoming"),
                ("return_id", "=", False),
                "&",
                ("dscsa_return_to", "!=", False),
                ("picking_type_code", "=", "outgoing"),
            ],
            order="scheduled_date, id",
            limit=200,
        )
        counts = self._counts(pickings)
        scanned = dict(counts)
        ranked = sorted(pickings, key=lambda each: -scanned.get(each.id, 0))
        return [
            self._transfer(each, scanned.get(each.id, 0))
            for each in ranked[:_OPEN_SHOWN]
        ]

    def _transfer(self, picking, scanned):
        expected = 0
        if not picking.dscsa_is_return and picking.sudo().dscsa_transaction_ids:
            # the numbers the bench itself will show
            totals = Standing(picking).totals()
            expected = totals["expected"]
            scanned = expected - totals["missing"] if expected else scanned
        return Work(
            **vars(self.candidate(picking)),
            mode="return" if picking.dscsa_is_return else "receive",
            expected=expected,
            scanned=scanned,
        )

    def _counts(self, pickings):
        groups = self.sudo["dscsa.scan"]._read_group(
            [("picking_id", "in", pickings.ids), ("undone_at", "=", False)],
            ["picking_id"],
            ["quantity:sum"],
        )
        return [(picking.id, count) for picking, count in groups]

    def _open_counts(self):
        benches = self.sudo["dscsa.bench"].search(
            [("company_id", "=", self.company.id), ("state", "=", "open")]
        )
        rows = []
        for bench in benches:
            overview = BenchStanding(bench).overview()
            names = ("model", "id", "mode", "title", "sentence", "expected", "scanned")
            rows.append(Work(**{name: getattr(overview, name) for name in names}))
        return rows

    def open_bench(self, mode, text=None, client_uuid=None, choice=None):
        """Stock-takes and uses: the open one, with the scan counted."""
        if mode in _USES:
            bench = Creating(self.env).uses_of_today(mode)
            return self.one(bench, text, client_uuid, choice)
        if mode != "count":
            return self.said("none", self.env._("Choose what you want to do first."))
        benches = self.env["dscsa.bench"].search(
            [
                ("company_id", "=", self.company.id),
                ("kind", "=", "count"),
                ("state", "=", "open"),
            ]
        )
        if len(benches) == 1:
            return self.one(benches, text, client_uuid, choice)
        if benches:
            return self.said(
                "many",
                self.env._("Several stock-takes are open."),
                self.env._("Tap yours."),
                candidates=[
                    Candidate(
                        model=each._name,
                        id=each.id,
                        title=each.name,
                        sentence=each.user_id.name,
                    )
                    for each in benches
                ],
            )
        return self.said(
            "none",
            self.env._("No stock-take is open."),
            self.env._("Begin one: everything, or one place."),
            proposal={"location_id": False},
        )
