"""Receipts on request: ``run_in_odoo.py DATABASE bench_receive``, one JSON line each.

The same module in a database without the addon and in one with it. Both get the same
order of the same products and lots, and both are measured from the receipt being
ready to its being done and committed, on a cursor and with caches of their own.

Odoo alone gets what a user types: lots or serials with their expiration dates, written
into the lines Odoo made, one save a product, then Validate. Ours gets the seller's file
beforehand, then *receive as announced*, then Validate.
"""

import json
import sys
import time
from collections import defaultdict
from datetime import datetime
from datetime import time as clock
from pathlib import Path

from bench_measure import report
from bench_shipment import Shipment

from odoo import api
from odoo.fields import Command


def main(env, folder):
    """Answer requests until there are no more."""
    user, registry = env.ref("base.user_admin").id, env.registry
    env.cr.commit()
    for line in sys.stdin:
        shipment = Shipment(**json.loads(line))
        with registry.cursor() as cr:
            name = prepare(api.Environment(cr, user, {}), shipment, Path(folder))
        began = time.perf_counter()
        with registry.cursor() as cr:
            receive(api.Environment(cr, user, {}), shipment, name)
        seconds = time.perf_counter() - began
        with registry.cursor() as cr:
            check(api.Environment(cr, user, {}), shipment, name)
        report(seconds=seconds)


def counts(shipment):
    """{gtin: {(lot, expiry): [serials]}}"""
    found = defaultdict(lambda: defaultdict(list))
    for package in map(shipment.package, range(shipment.packages)):
        found[package.gtin][package.lot, package.expiry].append(package.serial)
    return found


def prepare(env, shipment, folder):
    """The confirmed order, with the addon the file too; name of the receipt."""
    by_gtin = counts(shipment)
    products = env["product.product"].search([("barcode", "in", list(by_gtin))])
    lines = [
        Command.create(
            {
                "product_id": product.id,
                "product_qty": sum(map(len, by_gtin[product.barcode].values())),
                "price_unit": 10.0,
            }
        )
        for product in products
    ]
    seller = env["res.partner"].search([("name", "=", "Bench Wholesale")], limit=1)
    order = env["purchase.order"].create(
        {
            "name": shipment.order,
            "partner_id": seller.id,
            "order_line": lines,
        }
    )
    order.button_confirm()
    if "dscsa.document" in env:
        announce(env, shipment, folder)
    return order.picking_ids.name


def announce(env, shipment, folder):
    path = shipment.write(folder / f"{shipment.order}.xml")
    document, _new = env["dscsa.document"].sudo()._take_in(path.name, path)
    document._process()
    if document.state != "processed":
        raise RuntimeError(f"{path.name} was not read: {document.failure}")
    path.unlink()


def receive(env, shipment, name):
    """From ready to done."""
    picking = env["stock.picking"].search([("name", "=", name)])
    if "dscsa.document" in env:
        picking.action_dscsa_receive_as_announced()
    else:
        type_in(picking, counts(shipment))
    asked = picking.button_validate()
    if asked is not True:
        raise RuntimeError(f"{name} was not done: {asked}")


def type_in(picking, by_gtin):
    """What the user types, into the lines that are there, as one save a product."""
    for move in picking.move_ids:
        lines = iter(move.move_line_ids.ids)
        # what the form gives a new line
        form = {"product_id": move.product_id.id, "picking_id": picking.id}
        commands = []
        for values in _typed(move, by_gtin[move.product_id.barcode]):
            line = next(lines, None)
            if line:
                commands.append(Command.update(line, values))
            else:
                commands.append(Command.create({**form, **values}))
        commands += [Command.delete(line) for line in lines]
        move.write({"move_line_ids": commands})


def _typed(move, by_lot):
    """Values of one line for each lot, or for each serial."""
    for (lot, expiry), serials in by_lot.items():
        until = datetime.combine(expiry, clock(23, 59, 59))
        names = serials if move.has_tracking == "serial" else [lot]
        for name in names:
            yield {
                "lot_name": name,
                "quantity": len(serials) // len(names),
                "expiration_date": until,
            }


def check(env, shipment, name):
    """The figures are worth nothing when the work was not done."""
    picking = env["stock.picking"].search([("name", "=", name)])
    lines = picking.move_line_ids
    if picking.state != "done" or sum(lines.mapped("quantity")) != shipment.packages:
        raise RuntimeError(f"{name}: {sum(lines.mapped('quantity'))} were received")
    env.cr.execute(
        """SELECT sum(quantity) FROM stock_quant q JOIN stock_location l
        ON l.id = q.location_id WHERE l.usage = 'internal' AND q.lot_id IN %s""",
        [tuple(lines.lot_id.ids)],
    )
    booked = env.cr.fetchone()[0]
    if booked != shipment.packages:
        raise RuntimeError(f"{name}: {booked} of {shipment.packages} are in stock")
    if "dscsa.epc" in env:
        register = env["dscsa.epc"].search_count(
            [
                ("picking_id", "=", picking.id),
                ("kind", "=", "package"),
                ("status", "=", "in_stock"),
                ("lot_id", "!=", False),
                ("hold", "=", False),
            ]
        )
        if register != shipment.packages:
            raise RuntimeError(f"{name}: {register} packages are in the register")
