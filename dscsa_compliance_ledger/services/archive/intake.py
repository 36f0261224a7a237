"""Takes the records of an archive into a company: files by the normal door, the rest
as records. Twice is once: what came before is known by its bytes or its old number.
"""

import json
import shutil
import tempfile
from collections import Counter

from odoo.fields import Command

from odoo.addons.dscsa_compliance.services.ingest.spool import limit_of

from .intake_parties import Parties

PAGE = 100
_TI = (
    "name direction proof transaction_date shipment_at seller_name seller_address"
    " seller_gln buyer_name buyer_address buyer_gln ship_from_text ship_to_text"
    " po_numbers invoice_numbers delivery_numbers statement statement_text"
    " direct_purchase reference seen_at portal package_count"
).split()
_LINE = (
    "gtin ndc name strength dosage_form container_size manufacturer lot expiry quantity"
).split()
_AGREEMENT = "name portal date_from date_to scope".split()
_LICENSE = (
    "number holder_name holder_address agency activity valid_from valid_to standing"
    " discipline note"
).split()
_CHECK = (
    "method result checked_at valid_from valid_to holder_name holder_address type_name"
    " number state_code effective_date note"
).split()


class Intake:
    """``env`` is a superuser's in the company that takes over."""

    def __init__(self, env, archive, tick=lambda: None):
        self.env, self.archive, self.tick = env, archive, tick
        company = archive.manifest.get("company") or {}
        self.origin = env._("archive of %s", company.get("name") or "?")
        self.parties = Parties(env, archive)
        self.came, self.known = Counter(), Counter()
        self.left = []

    def run(self):
        """Take everything in; ``came``, ``known`` and ``left`` say what happened."""
        documents = self._documents()
        agreements = self._agreements(documents)
        self._transactions(documents, agreements)
        self._licenses()
        for gone in self.archive.manifest["missing"]:
            name = gone.get("name") or gone.get("path")
            self.left.append(self.env._("%s: lost before the archive was made", name))

    # files
    def _documents(self):
        """{old number: document} of all originals."""
        found = {}
        for count, row in enumerate(self.archive.rows("document"), 1):
            path = row.get("archive_path")
            if path and self._fits(row["name"], path):
                found[row["id"]] = self._document(row, path)
            elif row.get("state") == "removed":
                text = self.env._("%s: removed by its owner before", row["name"])
                self.left.append(text)
            if not count % PAGE:
                self.tick()
        self.tick()
        return found

    def _fits(self, name, path):
        """Whether a file is there and no larger than any file may be."""
        if not self.archive.has(path):
            return False
        limit = limit_of(self.env)
        if self.archive.size(path) <= limit:
            return True
        self.left.append(
            self.env._(
                "%(name)s: larger than the %(limit)s MB a file may have. Have the "
                "limit raised and take the archive in again, twice is once.",
                name=name,
                limit=limit >> 20,
            )
        )
        return False

    def _document(self, row, path):
        documents = self.env["dscsa.document"]
        partner = self.parties.of(row.get("partner_id"))
        with (
            self.archive.open(path) as source,
            tempfile.NamedTemporaryFile(prefix="dscsa_") as file,
        ):
            shutil.copyfileobj(source, file)
            file.flush()
            document, is_new = documents._take_in(
                row["name"], file.name, channel="archive", partner=partner
            )
        (self.came if is_new else self.known)["document"] += 1
        if is_new:
            document.write(self._of_document(row))
        return document

    def _of_document(self, row):
        values = {"origin": self.origin}
        if row.get("format") == "evidence":
            values |= {"state": "processed", "format": "evidence"}
        if row.get("direction") == "out":
            values["direction"] = "out"
        if row.get("reading"):
            reading = json.loads(row["reading"]) or {}
            if reading.get("seller_id"):
                seller = self.parties.of(str(reading["seller_id"]))
                reading["seller_id"] = seller.id
            values["reading"] = reading or False
        return values

    # records
    def _agreements(self, documents):
        evidence = self._links("agreement-evidence", "agreement_id", "evidence_id")
        found = {}
        for row in self.archive.rows("agreement"):
            values = {
                **_texts(row, _AGREEMENT),
                "partner_id": self.parties.of(row["partner_id"]).id,
                "evidence_ids": _links(evidence.get(row["id"]), documents),
                "user_id": False,
            }
            found[row["id"]] = self._make("dscsa.agreement", "agreement", row, values)
        return found

    def _transactions(self, documents, agreements):
        """TI/TS that no file made: in a portal, on paper."""
        evidence = self._links("transaction-evidence", "transaction_id", "evidence_id")
        lines = {}
        for row in self.archive.rows("transaction_line"):
            lines.setdefault(row["transaction_id"], []).append(row)
        for row in self.archive.rows("transaction"):
            if row.get("document_id"):
                continue
            agreement = agreements.get(row.get("agreement_id"))
            seen = row.get("seen_initials") or row.get("seen_by_name")
            values = {
                **_texts(row, _TI),
                "seller_id": self.parties.of(row.get("seller_id")).id,
                "buyer_id": self.parties.of(row.get("buyer_id")).id,
                "agreement_id": agreement.id if agreement else False,
                "drop_shipment": row.get("drop_shipment") == "yes",
                "seen_by_id": False,
                "seen_initials": seen or False,
                "evidence_ids": _links(evidence.get(row["id"]), documents),
                "line_ids": [
                    Command.create(_texts(line, _LINE))
                    for line in lines.get(row["id"], ())
                ],
            }
            self._make("dscsa.transaction", "transaction", row, values)

    def _licenses(self):
        checks, files = {}, {}
        for row in self.archive.rows("license_check"):
            checks.setdefault(row["license_id"], []).append(row)
        for row in self.archive.rows("license_evidence"):
            files.setdefault(row["check_id"], []).append(row)
        for row in self.archive.rows("license"):
            values = self._license_values(row)
            if values is None:
                continue
            before = self.came["license"]
            made = self._make("dscsa.license", "license", row, values)
            if self.came["license"] > before:
                for check in checks.get(row["id"], ()):
                    self._check(made, check, files.get(check["id"], ()))

    def _license_values(self, row):
        kind = self.env["dscsa.license.type"].search(
            [("name", "=", row.get("type_name"))], limit=1
        )
        state = self.env["res.country.state"].search(
            [
                ("name", "=", row.get("state_name")),
                ("country_id.code", "=", "US"),
            ],
            limit=1,
        )
        if not kind or (kind.is_state and not state):
            self.left.append(
                self.env._(
                    "License %(number)s of %(holder)s: its kind or State is not known "
                    "here",
                    number=row.get("number"),
                    holder=row.get("holder_name"),
                )
            )
            return None
        return {
            **_texts(row, _LICENSE),
            "type_id": kind.id,
            "state_id": state.id,
            "partner_id": self.parties.of(row["partner_id"]).id,
            "active": row.get("active") != "no",
        }

    def _check(self, made, row, files):
        note = self.env._(
            "Checked by %(who)s (%(origin)s).",
            who=row.get("checked_by_name") or "?",
            origin=self.origin,
        )
        check = self.env["dscsa.license.check"].create(
            {
                **_texts(row, _CHECK),
                "lifts": row.get("lifts") == "yes",
                "license_id": made.id,
                "company_id": self.env.company.id,
                "note": " ".join(filter(None, (row.get("note"), note))),
            }
        )
        self.came["check"] += 1
        for file in files:
            path = file.get("archive_path")
            if path and self._fits(file["name"], path):
                with self.archive.open(path) as source:
                    self.env["dscsa.license.evidence"]._store(
                        check, file["name"], source.read()
                    )

    def _make(self, model, table, row, values):
        """The record of a row: the one that came before, or a new one."""
        key = self.archive.key(table, row["id"])
        domain = [("archive_key", "=", key), ("company_id", "=", self.env.company.id)]
        records = self.env[model].with_context(active_test=False)
        found = records.search(domain, limit=1)
        if found:
            self.known[table] += 1
            return found
        self.came[table] += 1
        company = {"company_id": self.env.company.id, "archive_key": key}
        return self.env[model].create({**values, **company})

    def _links(self, name, one, many):
        """{old number: [old numbers]} of a table of links."""
        found = {}
        for row in self.archive.table(f"links/{name}.csv"):
            found.setdefault(row[one], []).append(row[many])
        return found


def _texts(row, names):
    """Fields of a row by name; empty texts are nothing."""
    return {name: row[name] or False for name in names if name in row}


def _links(numbers, documents):
    ids = [documents[number].id for number in numbers or () if number in documents]
    return [Command.set(ids)]
