"""One tap: goods of a doubt are put aside, and their case is open."""

from dataclasses import dataclass, field

from odoo.exceptions import UserError
from odoo.fields import Command, Date

from odoo.addons.dscsa_compliance.services.holds.stand_ins import stand_ins

# on the shelf, or on the way here
HERE = ("in_stock", "announced", "missing")
CODE = "IN_DOUBT"


@dataclass(kw_only=True)
class Doubt:
    """What a person says: what is odd, and of what.

    ``epcs`` rows of the register; ``printed`` values of an item that is in no register
    row. ``photos``: (name, base64).
    """

    why: str
    whose: str = "ours"
    epcs: object = None
    printed: dict | None = None
    product: object = None
    product_name: str = ""
    photos: list = field(default_factory=list)


class Opening:
    """Opens cases for one company; the rights of the user are checked by the caller."""

    def __init__(self, env, company):
        self.user_env = env
        # a technician may hold, and not write the register or a case by RPC
        self.env = env(su=True)
        self.company = company.with_env(self.env)

    def open(self, doubt):
        """The cases of the doubt, one a product; what is here of it is on hold.

        Packages of a case that nobody decided stay in it: the doubt is added to its
        words. Raises UserError without goods or without a reason.
        """
        if not (doubt.why or "").strip():
            raise UserError(self.env._("Say in a few words what is odd."))
        if doubt.printed is not None and not doubt.epcs:
            cases = self._case(doubt, None)
        else:
            cases = self._of_packages(doubt)
        if len(cases) > 1:
            cases.write({"incident": cases[0].name})
        self._keep_photos(cases, doubt)
        return cases.with_env(self.user_env)

    def _of_packages(self, doubt):
        packages = packages_in(doubt.epcs.with_env(self.env))
        if not packages:
            raise UserError(
                self.env._("Choose the packages you doubt, or type what is printed.")
            )
        if packages.company_id != self.company:
            raise UserError(self.env._("Doubt packages of one company at a time."))
        known = packages._dscsa_undecided_cases()
        for case in known:
            case.message_post(body=self.env._("Doubted again: %(why)s", why=doubt.why))
        new = packages - known.item_ids.epc_id
        cases = known
        for _goods, group in new.grouped(lambda e: (e.product_id, e.gtin)).items():
            case = self._case(doubt, group)
            put_aside(case, group)
            cases |= case
        return cases

    def _case(self, doubt, epcs):
        items = [values_of(epc) for epc in epcs or ()] or [doubt.printed]
        return self.env["dscsa.investigation"].create(
            {
                "company_id": self.company.id,
                "whose": doubt.whose,
                "why": doubt.why.strip(),
                "product_id": self._product(doubt, epcs),
                "product_name": doubt.product_name,
                "gtin": items[0].get("gtin") or False,
                "item_ids": [Command.create(values) for values in items],
            }
        )

    def _product(self, doubt, epcs):
        """Of the packages; of what is printed alone, what the number stands for."""
        known = epcs.product_id if epcs else doubt.product
        return known[:1].id if known else False

    def _keep_photos(self, cases, doubt):
        for case in cases:
            for name, content in doubt.photos:
                case._keep_evidence(name, content)

    def of_lot(self, lot, count):
        """Register rows for so many packages of a lot; new ones for those nobody named.

        Free packages are taken, not those of another hold.
        """
        lot = lot.with_env(self.env)
        free = self.env["dscsa.epc"].search(
            [
                ("company_id", "=", self.company.id),
                ("lot_id", "=", lot.id),
                ("kind", "=", "package"),
                ("status", "=", "in_stock"),
                ("hold", "=", False),
            ],
            limit=count,
            order="id",
        )
        missing = count - len(free)
        name = f"{lot.id}.{Date.today()}"
        return free | (
            stand_ins(self.env, self.company, lot, missing, name) if missing else free
        )


def packages_in(epcs):
    """The packages among these, and those packed in the cases and pallets."""
    packages = epcs.filtered(lambda epc: epc.kind == "package")
    boxes = epcs - packages
    while boxes:
        inside = epcs.search([("parent_id", "in", boxes.ids)])
        packages |= inside.filtered(lambda epc: epc.kind == "package")
        boxes = inside.filtered(lambda epc: epc.kind != "package")
    return packages


def values_of(epc):
    """What a case keeps of a package: as printed, also after the register moves on."""
    return {
        "epc_id": epc.id,
        "gtin": epc.gtin,
        "serial": epc.serial,
        "lot": epc.printed_lot,
        "expiry": epc.printed_expiry,
        "printed": epc.display_name,
    }


def put_aside(case, epcs):
    """Hold what is here, or will come, with the cause on the work list."""
    here = epcs.filtered(lambda epc: epc.status in HERE)
    for lot, group in here.grouped(lambda epc: epc.printed_lot or "").items():
        row = case.env["dscsa.discrepancy"].create(
            {
                "company_id": case.company_id.id,
                "code": CODE,
                "severity": "hold",
                "facts": {"reason": f"{case.name}: {case.why}"},
                "product_id": case.product_id.id,
                "gtin": case.gtin,
                "lot": lot,
                "quantity": len(group),
                "investigation_id": case.id,
                "epc_ids": [Command.set(group.ids)],
                "user_id": case.env.uid,
            }
        )
        group._hold("suspect", row)


def hold_again(case, epcs=None):
    """Its packages that are here are suspect once more, whatever else holds them: a
    decision was taken back, or they came here again.
    """
    of_case = case._packages() if epcs is None else case._packages() & epcs
    here = of_case.filtered(lambda epc: epc.status in HERE and epc.hold != "suspect")
    if here:
        put_aside(case, here)
