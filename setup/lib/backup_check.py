"""Is a restored database whole? The chain of the ledger, and every original.

    backup_check.py DATABASE FILESTORE [--anchor NUMBER:SEAL] [--live DATABASE]

Asks with ``psql``, judges with the checks of the addon's core; standard library
alone. Prints sentences; the line after ``UNTIL `` is how far the chain goes. Exit
code 0: whole, 1: a problem was found, 2: could not be asked.
"""

import argparse
import csv
import hashlib
import os
import subprocess
import sys

from dscsa_core.archive.chain import ChainCheck, anchor_of
from dscsa_core.archive.reading import MOST_CELL

_LEDGER = """SELECT position, kind, model, subject, content, at, user_name, digest,
    previous, link, sealed_at FROM dscsa_ledger
    WHERE COALESCE(company_id, 0) = {company} AND position IS NOT NULL
    ORDER BY position"""
_COMPANIES = """SELECT DISTINCT COALESCE(l.company_id, 0) AS id,
    COALESCE(c.name, 'Whole database') AS name
    FROM dscsa_ledger l LEFT JOIN res_company c ON c.id = l.company_id ORDER BY 1"""
_ORIGINALS = """SELECT d.name, d.sha256, a.store_fname FROM dscsa_document d
    JOIN ir_attachment a ON a.id = d.attachment_id WHERE a.store_fname IS NOT NULL
    UNION ALL
    SELECT e.name, e.sha256, a.store_fname FROM dscsa_license_evidence e
    JOIN ir_attachment a ON a.id = e.attachment_id WHERE a.store_fname IS NOT NULL"""
_AT = """SELECT link FROM dscsa_ledger WHERE COALESCE(company_id, 0) = {company}
    AND position = {position}"""


def ask(database, query):
    """Rows of a query as dicts of texts, one after the other."""
    command = f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)"
    call = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", command]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        yield from csv.DictReader(process.stdout)
    if process.returncode:
        raise OSError(f"{database} could not be asked; see the message above.")


def has_ledger(database):
    """Whether the addon with its ledger is installed in a database."""
    query = "SELECT to_regclass('dscsa_ledger') IS NOT NULL AS found"
    return next(ask(database, query))["found"] == "t"


class Check:
    """Follows every chain of a database and hashes every original."""

    def __init__(self, database, filestore, anchor, live):
        self.database, self.filestore = database, filestore
        self.anchor, self.live = anchor, live
        self.problems, self.until, self.met = [], [], anchor is None

    def run(self):
        """Print what was found; the exit code."""
        if not has_ledger(self.database):
            print("There is no ledger in this database: nothing of ours to check.")
            return 0
        for company in list(ask(self.database, _COMPANIES)):
            self._chain(company)
        if not self.met:
            self.problems.append(
                f"Entry {self.anchor.position} of the anchor is not in it: this backup "
                "is older than the anchor. What was recorded between the two is "
                "missing here."
            )
        good, total = self._originals()
        for text in self.until:
            print(text)
        print(f"{good} of {total} originals are as they were received.")
        for text in self.problems:
            print(f"PROBLEM: {text}")
        print(f"UNTIL {'; '.join(self.until) or 'nothing sealed yet'}")
        return 1 if self.problems else 0

    def _chain(self, company):
        check = ChainCheck()
        query = _LEDGER.format(company=int(company["id"]))
        for row in ask(self.database, query):
            self.problems += [f"{company['name']}: {t}" for t in check.row(row)]
            mark = self.anchor
            if mark and (int(row["position"]), row["link"]) == (
                mark.position,
                mark.link,
            ):
                self.met = True
        self.problems += check.end()
        if check.position:
            self.until.append(
                f"{company['name']}: chain complete up to {_minute(check)} UTC, "
                f"entry {check.position}"
            )
            self._compare(company, check)

    def _compare(self, company, check):
        """The live ledger has to go on from where the copy ends."""
        if not self.live:
            return
        query = _AT.format(company=int(company["id"]), position=check.position)
        found = [row["link"] for row in ask(self.live, query)]
        if found != [check.link]:
            self.problems.append(
                f"{company['name']}: entry {check.position} of {self.live} has another "
                "seal than the backup, or is gone. One of the two was written anew."
            )

    def _originals(self):
        good = total = 0
        for row in ask(self.database, _ORIGINALS):
            total += 1
            try:
                found = _digest(os.path.join(self.filestore, row["store_fname"]))
            except OSError:
                self.problems.append(f"The bytes of {row['name']} are missing.")
                continue
            if found == row["sha256"]:
                good += 1
            else:
                self.problems.append(
                    f"{row['name']} is not as it was received: SHA-256 {found}, noted "
                    f"was {row['sha256']}."
                )
        return good, total


def _minute(check):
    return check.sealed_at[:16].replace("T", " ")


def _digest(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while data := file.read(1 << 20):
            digest.update(data)
    return digest.hexdigest()


def main():
    """The command line described above."""
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("filestore")
    parser.add_argument("--anchor", type=anchor_of)
    parser.add_argument("--live")
    options = parser.parse_args()
    csv.field_size_limit(MOST_CELL)
    try:
        check = Check(options.database, options.filestore, options.anchor, options.live)
        return check.run()
    except (OSError, StopIteration) as error:
        print(f"PROBLEM: {error}")
        return 2


if __name__ == "__main__":
    sys.exit(main())
