"""The tap at the bench: put aside at once with what the screen knew."""

from dscsa_core.gs1.keys import package_key

from odoo.exceptions import AccessError
from odoo.fields import Date

from odoo.addons.dscsa_compliance.services.scanning.contract import Taken
from odoo.addons.dscsa_compliance.services.scanning.desk import label_of
from odoo.addons.dscsa_compliance.services.scanning.reader import Reader
from odoo.addons.dscsa_compliance.services.scanning.signing import check_signed

from .opening import HERE, Doubt, Opening, packages_in, put_aside
from .put_aside import PutAside

_TECHNICIAN = "dscsa_compliance.group_dscsa_technician"
_LABEL = ("gtin", "serial", "lot", "expiry")


def names_goods(env, seen):
    """Whether an answer is about goods: by what it tells, else by what was scanned."""
    if any(seen.get(name) for name in (*_LABEL, "epc_id")):
        return True
    # reading a text looks at the keys of the whole register
    reader = Reader(env(su=True), env.company)
    reading = reader.meaning(seen.get("text"), seen.get("choice")).reading
    return bool(reading and (reading.key or reading.gtin))


class AtBench:
    """One tap of one user; ``seen`` is what the answer had to be sent along."""

    def __init__(self, env, seen):
        self.env, self.company = env, env.company
        self.seen = {name: seen.get(name) for name in (*_LABEL, "product", "sentence")}
        self.text, self.choice = str(seen.get("text") or ""), seen.get("choice")
        self.scan_id, self.level = seen.get("scan_id"), seen.get("level")
        self.epc_id = seen.get("epc_id")
        self.bench = self._bench(seen.get("bench"), seen.get("bench_id"))

    def _bench(self, model, record_id):
        """The bench it was scanned at, if it is one and the user may see it."""
        table = self.env.get(model) if isinstance(model, str) else None
        if table is None or not hasattr(table, "dscsa_undo_scan"):
            return None
        bench = table.browse(int(record_id)).exists()
        bench.check_access("read")
        self.company = bench.company_id or self.company
        return bench

    def take(self):
        """What was ``Taken``. Raises AccessError for whoever may not put aside."""
        check_signed(self.env, self.company, _TECHNICIAN)
        if not self.env.user.has_group(_TECHNICIAN):
            raise AccessError(self.env._("Only DSCSA users put goods aside."))
        epc = self._row()
        if epc:
            epc.check_access("read")
            return self._of_row(self._in_hand_again(epc))
        if self.bench and self.bench._name == "stock.picking" and self.seen["serial"]:
            return self._of_receipt()
        return self._ask()

    def _row(self):
        """The register row, by what the answer told, else by the text."""
        if self.epc_id:
            return self.env["dscsa.epc"].browse(int(self.epc_id)).exists()
        gtin, serial = self.seen["gtin"], self.seen["serial"]
        if gtin and serial:
            key = package_key(gtin, serial)
        else:
            # reading a text looks at the keys of the whole register
            reader = Reader(self.env(su=True), self.company)
            reading = reader.meaning(self.text, self.choice).reading
            key = reading and reading.key
        domain = [("company_id", "=", self.company.id), ("key", "=", key)]
        return key and self.env["dscsa.epc"].search(domain, limit=1)

    def _in_hand_again(self, epc):
        """A use that was recorded with this very scan did not happen: it is here."""
        used = epc.status in ("dispensed", "destroyed") and self.level != "red"
        if used and self.scan_id and self.bench:
            self.bench.dscsa_undo_scan(int(self.scan_id))
            epc.invalidate_recordset()
        return epc

    def _of_row(self, epc):
        packages = packages_in(epc)
        known = packages._dscsa_undecided_cases()
        if known and packages <= known.item_ids.epc_id:
            return PutAside(known).again()
        is_here = bool(packages.filtered(lambda each: each.status in HERE))
        came = self.bench and self.bench._name == "stock.picking"
        whose = "ours" if is_here or came else "found"
        doubt = Doubt(why=self._why(), whose=whose, epcs=packages)
        return PutAside(Opening(self.env, self.company).open(doubt)).said()

    def _of_receipt(self):
        """Nobody announced it: its row comes with the receipt, and is held then."""
        waiting = (
            self.env["dscsa.investigation.item"]
            ._waiting_for(self.company, [self.seen["serial"]])
            .filtered(lambda item: item.gtin == self.seen["gtin"])
        )
        if waiting:
            return PutAside(waiting.investigation_id).again()
        printed = {name: self.seen[name] or False for name in _LABEL}
        printed["expiry"] = Date.to_date(printed["expiry"])
        doubt = Doubt(
            why=self._why(),
            printed=printed | {"printed": self.text},
            product_name=self.seen["product"] or "",
        )
        return PutAside(Opening(self.env, self.company).open(doubt)).said()

    def _why(self):
        """The sentence of the screen, until a person taps a sign or says it better."""
        sentence = str(self.seen["sentence"] or "")[:300]
        if self.level in ("amber", "red") and sentence:
            return sentence
        return self.env._("Doubted at the bench.")

    def _lot_here(self):
        """The lot of ours that a code without a serial names."""
        if self.seen["serial"] or not (self.seen["gtin"] and self.seen["lot"]):
            return None
        # whoever doubts may be told what a printed number stands for
        known = self.env["dscsa.gtin"].sudo()
        domain = [
            ("company_id", "=", self.company.id),
            ("gtin", "=", self.seen["gtin"]),
        ]
        product = known.search(domain, limit=1).product_id
        return self.env["stock.lot"].search(
            [
                ("product_id", "=", product.id),
                ("name", "=", self.seen["lot"]),
                ("company_id", "in", (False, self.company.id)),
            ],
            limit=1,
        )

    def _question(self, lot):
        """What has to be said before anything can be put aside."""
        if lot:
            return {
                "title": self.env._("How many packages?"),
                "sentence": self.env._("This code names a lot and no single package."),
                "next_step": self.env._("Say how many of lot %s you doubt.", lot.name),
            }
        return {
            "title": self.env._("Whose is it?"),
            "sentence": self.env._("No record of ours names this package."),
            "next_step": self.env._("Keep it in your hand, and say whose it is."),
        }

    def _ask(self):
        """No record names it: whose it is has to be said first."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance_investigation.dscsa_doubt_wizard_action"
        )
        context = {"default_company_id": self.company.id}
        if lot := self._lot_here():
            context["default_lot_id"] = lot.id
        else:
            context["default_label"] = self.text
        return Taken(
            level="amber",
            **self._question(lot),
            action=action | {"context": context},
            **label_of(None) | {n: self.seen[n] or "" for n in ("gtin", "serial")},
        )


def link_what_came(env, epcs):
    """Packages doubted before anybody knew them have their rows now: they are held."""
    # the register and cases are written for whoever validates the receipt
    rows = epcs.sudo().filtered("serial")
    items = env["dscsa.investigation.item"].sudo()
    for company, group in rows.grouped("company_id").items():
        found = group.grouped(lambda epc: (epc.gtin, epc.serial))
        for item in items._waiting_for(company, group.mapped("serial")):
            epc = found.get((item.gtin, item.serial))
            if not epc:
                continue
            item.epc_id = epc
            case = item.investigation_id
            if not case.product_id:
                case.product_id = epc.product_id
            put_aside(case, epc)
