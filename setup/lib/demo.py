"""The main job on the demo's files, through the product's own code.

``main(env)`` makes what is missing, receives a tote and a pallet as a technician
would, and prints what came in, what is on the shelf, and what is not yet and why.
A second run finds everything, changes nothing and says so.
"""

import csv
import time
import uuid

from demo_alert import Alert
from demo_answering import Answering
from demo_deliveries import deliveries
from demo_doubt import Doubts
from demo_files import element_string, read_shifted
from demo_gate import Gate
from demo_places import NORTHFIELD, ORCHARD
from demo_recall import Recall, Specimen
from demo_world import DEMO, World, products


class DemoError(Exception):
    """A step of the demo did not do what it should; the text says which and why."""


class Story:
    """One delivery, from the file to the shelf. Times are kept per step."""

    def __init__(self, world, company, user, order, file):
        self.world, self.company, self.order = world, company, order
        env = world.env(user=user, context={"allowed_company_ids": company.ids})
        self.env = env
        self.picking = order.picking_ids.with_env(env)[:1]
        self.file, self.labels = file, file.replace(".xml", "-labels.csv")
        self.seconds = {}

    def timed(self, step, call, *args, **kwargs):
        """Do one step and keep how long it took."""
        began = time.perf_counter()
        result = call(*args, **kwargs)
        self.seconds[step] = time.perf_counter() - began
        return result

    def run(self):
        """Do what was not done yet; True when anything was."""
        if self.picking.state == "done":
            return False
        content, days = read_shifted(self.file)
        document = self.timed("file", self.read, content)
        if document.state != "processed":
            raise DemoError(f"{self.file}: {document.failure}")
        self.timed("scan", self.scan, days)
        self.timed("validate", self.validate)
        return True

    def read(self, content):
        """Hand the file in and have it read."""
        document, _new = self.env["dscsa.document"]._take_in(
            self.file, content.encode("utf-8")
        )
        document._process()
        return document

    def scan(self, days):
        """Scan what lies on the bench, label by label."""
        with open(DEMO / self.labels, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.picking.dscsa_scan(element_string(row, days), str(uuid.uuid4()))

    def validate(self):
        """Press Validate; a question in return is a failure of the demo."""
        answer = self.picking.button_validate()
        if answer is not True and self.picking.state != "done":
            raise DemoError(f"{self.picking.name} was not validated: {answer}")

    def account(self):
        """What came in, what is on the shelf and what is not, in a few lines."""
        packages = self.env["dscsa.epc"].search(
            [("picking_id", "=", self.picking.id), ("kind", "=", "package")]
        )
        held = packages.filtered("hold")
        transactions = self.picking.dscsa_transaction_ids
        announced = sum(transactions.mapped("package_count"))
        yield f"{self.company.name}: {self.picking.name}, order {self.order.name}"
        for transaction in transactions:
            words = dict(transaction._fields["statement"].selection)
            statement = words[transaction.statement].lower()
            yield (
                f"  came in       {transaction.document_id.name} from "
                f"{transaction.seller_id.name or transaction.seller_name}: {announced} "
                f"packages, {len(transaction.line_ids)} TI lines, "
                f"transaction statement {statement}{self.took('file')}"
            )
        scans = self.picking.dscsa_overview()["scanned"]
        yield f"  scanned       {scans} packages{self.took('scan')}"
        shelf = len(packages) - len(held)
        yield f"  on the shelf  {shelf} packages{self.took('validate')}"
        yield f"  not yet       {len(held)} package{'s' * (len(held) != 1)}"
        for discrepancy in self.env["dscsa.discrepancy"].search(
            [("picking_id", "=", self.picking.id), ("state", "=", "open")]
        ):
            yield f"    {discrepancy.number}: {discrepancy.message}"
            yield f"      → {discrepancy.next_step}"

    def took(self, step):
        """The seconds of a step, when it was done in this run."""
        seconds = self.seconds.get(step)
        return f" ({seconds:.1f} s)" if seconds is not None else ""


class Announced(Story):
    """A tote whose file is here, and which nobody scanned yet: the visitor's."""

    def run(self):
        """Read the file; True when that was to do."""
        if self.picking.dscsa_transaction_ids:
            return False
        content, _days = read_shifted(self.file)
        document = self.timed("file", self.read, content)
        if document.state != "processed":
            raise DemoError(f"{self.file}: {document.failure}")
        return True

    def account(self):
        """What is announced, and where to begin."""
        announced = sum(self.picking.dscsa_transaction_ids.mapped("package_count"))
        yield (
            f"{self.company.name}: {self.picking.name}, order {self.order.name}: "
            f"{announced} packages announced, none scanned"
        )
        yield "  to play with  DSCSA > Receive > Scan Station; scan the SPECIMEN sheet"


def build(world):
    """The two stories with everything they need, and the buyer's side of it."""
    pharmacy, wholesale = world.companies()
    people = world.people(pharmacy, wholesale)
    rows = products()
    goods = {row["ndc"]: world.product(row) for row in rows}
    sellers = {
        name: world.record(name, "res.partner", world.address(vals, supplier_rank=1))
        for name, vals in (("northfield", NORTHFIELD), ("orchard", ORCHARD))
    }
    northfield, orchard = sellers.values()
    in_scope = [goods[row["ndc"]] for row in rows if row["scope"] == "in_scope"]
    gate = Gate(world, pharmacy, people)
    gate.prepare(northfield)
    gate.prepare_wholesale(wholesale, orchard)
    gate.order(in_scope[0])
    tote, next_tote, pallet = _orders(world, pharmacy, wholesale, sellers, in_scope)
    lee, rob = people["lee"], people["rob"]
    visitor = Announced(world, pharmacy, lee, next_tote, "northfield-next-tote.xml")
    received = Story(world, pharmacy, lee, tote, "northfield-tote.xml")
    stories = [
        received,
        Story(world, wholesale, rob, pallet, "orchard-pallet.xml"),
        *deliveries(world, pharmacy, people, in_scope, sellers),
        Recall(world, pharmacy, people, in_scope, sellers),
        Doubts(world, pharmacy, people, in_scope),
        visitor,
        Specimen(visitor),
        Alert(world, pharmacy, lee, received, visitor),
    ]
    return stories, gate


def _orders(world, pharmacy, wholesale, sellers, in_scope):
    two, many = [(p, 2) for p in in_scope], [(p, 48) for p in in_scope[:2]]
    northfield, orchard = sellers.values()
    return (
        world.order("order_tote", "MSP-1041", pharmacy, northfield, two),
        world.order("order_next_tote", "MSP-1061", pharmacy, northfield, two),
        world.order("order_pallet", "BAY-2207", wholesale, orchard, many),
    )


def main(env):
    """Do the main job; returns 0, or 1 when a step failed (its text is printed)."""
    began = time.perf_counter()
    world = World(env)
    try:
        stories, gate = build(world)
        # every story must run, whatever the first one answered
        done = [story.run() for story in stories]
        answering = Answering(world)
        done.append(answering.run())
    except DemoError as error:
        print(f"The demo stopped: {error}")
        return 1
    if not any(done):
        print("Everything was there already: nothing was changed.")
    for story in (*stories, gate, answering):
        print()
        for line in story.account():
            print(line)
    print(f"\n{time.perf_counter() - began:.1f} s in all.")
    return 0
