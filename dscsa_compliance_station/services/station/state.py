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
# icon and model of each, in the order of the screen
_MODES = {
    "receive": ("fa-truck", "stock.picking"),
    "look_up": ("fa-search", False),
    "count": ("fa-list-ol", "dscsa.bench"),
    "return": ("fa-reply", "stock.picking"),
    "dispensed": ("fa-medkit", "dscsa.bench"),
    "administered": ("fa-heartbeat", "dscsa.bench"),
    "wasted": ("fa-trash", "dscsa.bench"),
    "self_test": ("fa-barcode", False),
}


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
        words = self._words()
        return [Mode(key, *words[key], *_MODES[key]) for key in self._offered()]

    def _offered(self):
        """Keys of ``_MODES`` the user has a right to, in the order of the screen."""
        may = self.env.user.has_group
        scans = may("stock.group_stock_user")
        keeps = may("dscsa_compliance.group_dscsa_technician")
        looks = keeps or may("dscsa_compliance.group_dscsa_auditor")
        uses = scans and keeps and self.company.sudo().dscsa_use_packages
        rights = {
            "look_up": looks,
            "return": scans and keeps,
            **dict.fromkeys(_USES, uses),
        }
        return [key for key in _MODES if rights.get(key, scans)]

    def _words(self):
        """Title and sentence of each mode."""
        env = self.env
        promise = env._("No patient data, no controlled-drug record.")
        scan = f"{env._('One scan a package.')} {promise}"
        waste = f"{env._('Broken, spilled or expired.')} {promise}"
        return {
            "receive": (
                env._("Receive a delivery"),
                env._("Scan the first package, or type the invoice number."),
            ),
            "look_up": (
                env._("What is this?"),
                env._("Scan a package: where it came from and whether it is in order."),
            ),
            "count": (
                env._("Take stock"),
                env._("Count what is here against the register."),
            ),
            "return": (
                env._("Return to seller"),
                env._("The first package names the seller it goes back to."),
            ),
            "dispensed": (env._("Dispense"), scan),
            "administered": (env._("Administer"), scan),
            "wasted": (env._("Waste"), waste),
            "self_test": (
                env._("Try the scanner"),
                env._("Scan a test symbol: does it send what is printed?"),
            ),
        }

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
                candidates=[_candidate(each) for each in benches],
            )
        return self.said(
            "none",
            self.env._("No stock-take is open."),
            self.env._("Begin one: everything, or one place."),
            proposal={"location_id": False},
        )


def _candidate(bench):
    return Candidate(
        model=bench._name, id=bench.id, title=bench.name, sentence=bench.user_id.name
    )
