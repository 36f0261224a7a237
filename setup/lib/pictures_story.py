"""The demo stopped half way, so that its screens can be photographed.

``main(env, "start")`` makes the demo's world, reads the tote's file and scans most of
it, the bottle with the unknown lot last; ``main(env, "finish")`` does the rest. Both
print the records to show as one JSON object.
"""

import csv
import json
import uuid

from demo import build
from demo_answering import Answering
from demo_doubt import Doubts
from demo_files import DEMO, days_since_made, element_string, shifted
from demo_world import World

LEFT_FOR_LATER = 7


def labels(story, days):
    """What is printed on the goods, the bottle nobody announced last."""
    with open(DEMO / story.labels, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    announced = {
        (row.gtin, row.lot) for row in story.picking.dscsa_transaction_ids.line_ids
    }
    rows.sort(key=lambda row: (row["gtin"], row["lot"]) not in announced)
    return [element_string(row, days) for row in rows]


def start(story):
    """Read the file, scan all but a few, the wrong bottle last."""
    content = (DEMO / story.file).read_text(encoding="utf-8")
    days = days_since_made(content)
    document = story.read(shifted(content, days))
    texts = labels(story, days)
    for text in [*texts[: -LEFT_FOR_LATER - 1], texts[-1]]:
        story.picking.dscsa_scan(text, str(uuid.uuid4()))
    transaction = story.picking.dscsa_transaction_ids[:1]
    return {
        "picking": story.picking.id,
        "document": document.id,
        "transaction": transaction.id,
        "labels": texts[-LEFT_FOR_LATER - 1 : -1],
    }


def finish(story, doubts):
    """Scan the rest and validate: one bottle is on hold, two are doubted."""
    content = (DEMO / story.file).read_text(encoding="utf-8")
    for text in labels(story, days_since_made(content)):
        story.picking.dscsa_scan(text, str(uuid.uuid4()))
    story.validate()
    env = story.env
    discrepancy = env["dscsa.discrepancy"].search(
        [("picking_id", "=", story.picking.id)], limit=1
    )
    package = env["dscsa.epc"].search(
        [("picking_id", "=", story.picking.id), ("hold", "=", False)], limit=1
    )
    answering = Answering(story.world)
    answering.run()
    doubts.run()
    return {
        "discrepancy": discrepancy.id,
        "package": package.id,
        "serial": package.serial,
        "request": answering.request.id,
        "doubted": f"(01){package.gtin}(21){package.serial}",
    }


def main(env, stage):
    """One of the two stages; 0."""
    stories, _gate = build(World(env))
    if stage == "start":
        ids = start(stories[0])
    else:
        (doubts,) = (each for each in stories if isinstance(each, Doubts))
        ids = finish(stories[0], doubts)
    print(json.dumps(ids))
    return 0
