"""The bare floor of ingesting a file: ``bench_floor.py DATABASE WARM_UP FILE``.

What is in it: lxml's stream over the file; the key of every identifier
(``dscsa_core.gs1.key_reader``) and a number for each key; lot, expiry and parent of
each thing as the file tells them, taken as they come; COPY of events, things and links,
with the same columns filled, into three tables made by LIKE … INCLUDING ALL of the
product's own, so with all their indexes; the commit. What is not: any check, times
and dates as values, packing over time, TI/TS, partners, products, duplicates, what is
in the database already.
"""

import io
import sys
import time

import psycopg2
from bench_measure import Memory, report
from dscsa_core.gs1.key_reader import KeyReader
from lxml import etree

TABLES = ("dscsa_event", "dscsa_epc", "dscsa_event_epc")
EVENT = "id company_id document_id position kind action step disposition time".split()
EPC = (
    "id company_id key kind gtin serial lot expiry parent_id gtin_id product_id "
    "document_id transaction_id line_id status"
).split()
LINK = ["event_id", "epc_id", "role"]
TAGS = ("{*}ObjectEvent", "{*}AggregationEvent")
CHUNK = 20_000


class Rows:
    """Lines for one table, sent by COPY whenever there are many."""

    def __init__(self, cursor, table, columns):
        names = ", ".join(f'"{name}"' for name in columns)
        self._cursor, self._lines = cursor, []
        self._query = f"COPY floor_{table} ({names}) FROM STDIN"

    def add(self, lines):
        self._lines += lines
        if len(self._lines) >= CHUNK:
            self.flush()

    def flush(self):
        data = io.BytesIO("".join(self._lines).encode())
        self._cursor.copy_expert(self._query, data)
        self._lines = []


def events(path):
    """Each event element of the file, freed afterwards."""
    for _end, node in etree.iterparse(path, tag=TAGS):
        yield node
        node.clear()
        while node.getprevious() is not None:
            del node.getparent()[0]


def short(text):
    return text.rsplit(":", 1)[-1]


def line_of(position, kind, texts):
    return (
        f"{position}\t1\t1\t{position}\t{kind}\t{texts['action']}\t"
        f"{short(texts['bizStep'])}\t{short(texts['disposition'])}\t"
        f"{texts['eventTime']}\n"
    )


def ingest(cursor, path):
    """Read and write one file; the number of things in it."""
    event_rows = Rows(cursor, "dscsa_event", EVENT)
    links = Rows(cursor, "dscsa_event_epc", LINK)
    key_of, numbers = KeyReader().key, {}
    facts, parents = {}, {}
    for position, node in enumerate(events(path), 1):
        texts = {child.tag: child.text for child in node}
        ids = [
            numbers.setdefault(key_of(epc.text), len(numbers) + 1)
            for epc in node.iter("epc")
        ]
        if "parentID" in texts:
            kind, role = "aggregation", "c"
            parent = numbers.setdefault(key_of(texts["parentID"]), len(numbers) + 1)
            parents.update(dict.fromkeys(ids, parent))
            links.add([f"{position}\t{parent}\tp\n"])
        else:
            kind, role = "object", "e"
            lot = node.findtext(".//{*}lotNumber")
            if lot:
                told = (lot, node.findtext(".//{*}itemExpirationDate"))
                facts.update(dict.fromkeys(ids, told))
        links.add([f"{position}\t{each}\t{role}\n" for each in ids])
        event_rows.add([line_of(position, kind, texts)])
    event_rows.flush()
    links.flush()
    write_things(cursor, numbers, facts, parents)
    return len(numbers)


def write_things(cursor, numbers, facts, parents):
    """One row for each key; links to other tables are filled with a number."""
    rows = Rows(cursor, "dscsa_epc", EPC)
    for key, number in numbers.items():
        lot, expiry = facts.get(number, ("\\N", "\\N"))
        parent = parents.get(number, "\\N")
        if key[:2] == "01":
            kind = "package" if key[2] == "0" else "case"
            named = f"{kind}\t{key[2:16]}\t{key[18:]}\t{lot}\t{expiry}"
            goods = "1\t1"
        else:
            named, goods = "logistic\t\\N\t\\N\t\\N\t\\N", "\\N\t\\N"
        rows.add(
            [f"{number}\t1\t{key}\t{named}\t{parent}\t{goods}\t1\t1\t1\tannounced\n"]
        )
    rows.flush()


def main(database, warm_up, path):
    connection = psycopg2.connect(dbname=database)
    cursor = connection.cursor()
    for table in TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS floor_{table}")
        cursor.execute(f"CREATE TABLE floor_{table} (LIKE {table} INCLUDING ALL)")
    connection.commit()
    ingest(cursor, warm_up)
    connection.rollback()
    cursor.execute(f"TRUNCATE {', '.join(f'floor_{table}' for table in TABLES)}")
    connection.commit()
    cursor.execute("CHECKPOINT")
    connection.commit()
    memory, began = Memory(), time.perf_counter()
    things = ingest(cursor, path)
    connection.commit()
    report(seconds=time.perf_counter() - began, things=things, memory=memory.grown())


if __name__ == "__main__":
    main(*sys.argv[1:])
