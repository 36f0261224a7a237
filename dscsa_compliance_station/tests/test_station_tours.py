"""The scan station in a browser: every mode, speed, no network, two people, access."""

import base64
import io
import json
import os
import uuid
from unittest.mock import patch

from PIL import Image

from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of
from odoo.addons.dscsa_compliance.tests.touring import TourCase

from ..services.labels.symbols import data_matrix
from .station import StationCommon

STATION = "/odoo/dscsa-station"
# pixels a module, modules of white around
MODULE, QUIET = 8, 4


def picture_of(rows):
    """PNG in base64 of a square code given as rows of modules."""
    side = len(rows)
    image = Image.new("L", (side + 2 * QUIET,) * 2, 255)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                image.putpixel((x + QUIET, y + QUIET), 0)
    file = io.BytesIO()
    image.resize([MODULE * size for size in image.size], Image.NEAREST).save(
        file, "PNG"
    )
    return base64.b64encode(file.getvalue()).decode()


class StationTours(StationCommon, TourCase):
    """Starts tours as the technician."""

    def attach(self, name, raw, mimetype):
        """Address of a file the browser may fetch."""
        attachment = self.env["ir.attachment"].create(
            {"name": name, "raw": raw, "mimetype": mimetype, "public": True}
        )
        return attachment.id

    def axe(self):
        """Address of axe-core, where the set-up fetched it."""
        path = os.environ.get("DSCSA_AXE")
        if not path or not os.path.exists(path):
            return False
        with open(path, "rb") as file:
            number = self.attach("axe.js", file.read(), "text/javascript")
        return f"/web/content/{number}"

    def run_tour(self, name, path=STATION, **given):
        """Start a tour with these labels and pictures at hand."""
        given["axe"] = self.axe()
        number = self.attach("given.json", json.dumps(given).encode(), "text/plain")
        self.start_tour(
            path,
            name,
            login=self.technician.login,
            cookies={"dscsa_tour": str(number)},
        )
        self.env.invalidate_all()

    def tote(self, count=3):
        """A receipt whose file announced so many packages."""
        return self.receipt({self.product: count}, self.packages(count))

    def texts(self, count=3, **options):
        """Labels of these packages."""
        return [
            self.label(f"S{number:04d}", **options) for number in range(1, count + 1)
        ]

    def picture(self, number):
        """A photo of the square code of one of these packages."""
        elements = (
            ("01", gtin_of(1)),
            ("21", f"S{number:04d}"),
            ("17", self.expiry.strftime("%y%m%d")),
            ("10", "L1"),
        )
        return picture_of(data_matrix(self.env, elements))

    def bench(self, picking):
        """The station's address of one receipt."""
        return f"{STATION}?bench=stock.picking,{picking.id}"

    def scans(self, picking):
        """Its scans in the order they were made."""
        return self.env["dscsa.scan"].search(
            [("picking_id", "=", picking.id), ("undone_at", "=", False)],
            order="scanned_at, id",
        )


@tagged("post_install", "-at_install")
class TestStationTours(StationTours):
    def test_a_delivery_from_number_to_shelf(self):
        picking = self.tote()
        labels = self.texts()
        self.run_tour(
            "dscsa_station_receive",
            order=picking.origin,
            labels=labels,
            picture=self.picture(2),
            wrong=self.label("S0009", lot="7K21"),
        )
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.on_hand(self.product), 3)
        self.assertEqual(len(self.scans(picking)), 3)

    def test_the_first_picture_finds_its_delivery(self):
        picking = self.tote()
        other = self.receipt(
            {self.other_product: 1}, self.packages(1, item=2), instance="other"
        )
        self.run_tour("dscsa_station_first_picture", picture=self.picture(1))
        self.assertEqual(len(self.scans(picking)), 1)
        self.assertFalse(self.scans(other))

    def test_camera_and_typed_text(self):
        picking = self.tote()
        self.run_tour(
            "dscsa_station_camera",
            self.bench(picking),
            picture=self.picture(1),
            ndc=self.product.dscsa_ndc,
        )
        self.assertEqual(self.scans(picking).mapped("serial"), ["S0001", "S0002"])

    def test_what_is_this(self):
        self.in_stock(1)
        self.run_tour("dscsa_station_look_up", labels=self.texts(1))
        self.assertFalse(self.env["dscsa.bench.scan"].search_count([]))

    def test_stock_take(self):
        self.in_stock(2)
        self.run_tour("dscsa_station_count", labels=self.texts(2))
        bench = self.env["dscsa.bench"].search([("company_id", "=", self.company.id)])
        self.assertEqual((bench.state, bench.difference_count), ("closed", 1))

    def test_dispensed(self):
        self.company.dscsa_use_packages = True
        self.in_stock(1)
        self.run_tour("dscsa_station_use", labels=self.texts(1))
        self.assertEqual(self.on_hand(self.product), 0)

    def test_back_to_the_seller(self):
        self.in_stock(1)
        self.run_tour("dscsa_station_return", labels=self.texts(1))
        self.assertEqual(self.on_hand(self.product), 0)

    def test_self_test_learns_a_separator(self):
        self.in_stock(1)
        text = f"]d201{gtin_of(1)}21S0001+§+17{self.expiry:%y%m%d}+§+10L1"
        self.run_tour(
            "dscsa_station_self_test", "/odoo/dscsa-scanner-self-test", strange=text
        )
        self.assertIn("+§+", self.company.dscsa_separators)
        self.assertTrue(self.company.dscsa_scanner_tested_at)

    def test_initials_and_pin(self):
        self.env["ir.config_parameter"].set_param("password.hashing.rounds", 1)
        self.env.registry.clear_cache("stable")
        self.addCleanup(self.env.registry.clear_cache, "stable")
        self.give_pin(self.technician, "LT", "4713")
        self.company.dscsa_pin_required = True
        picking = self.tote()
        self.run_tour("dscsa_station_pin", self.bench(picking), labels=self.texts())
        scans = self.scans(picking)
        self.assertEqual(scans.mapped("signed_by_id"), self.technician)
        self.assertEqual(len(scans), 1)


@tagged("post_install", "-at_install")
class TestStationUnderWay(StationTours):
    """What goes wrong at a bench: speed, network, other people."""

    def test_300_scans_at_ten_a_second(self):
        picking = self.tote(300)
        labels = self.texts(300)
        self.run_tour("dscsa_station_burst", self.bench(picking), labels=labels)
        serials = self.scans(picking).mapped("serial")
        self.assertEqual(serials, [f"S{number:04d}" for number in range(1, 301)])

    def test_scans_without_a_network_come_later_and_count_once(self):
        picking = self.tote(5)
        self.run_tour(
            "dscsa_station_offline", self.bench(picking), labels=self.texts(5)
        )
        serials = self.scans(picking).mapped("serial")
        self.assertEqual(serials, [f"S{number:04d}" for number in range(1, 6)])

    def test_two_people_at_one_delivery(self):
        picking = self.tote()
        labels = self.texts()
        model = self.env.registry["stock.picking"]
        poll = model.dscsa_poll
        asked = []

        def poll_while_another_scans(record, version=None):
            asked.append(version)
            if len(asked) == 1:
                colleague = record.with_user(self.pharmacist)
                colleague.dscsa_scan(labels[1], str(uuid.uuid4()))
            return poll(record, version)

        with patch.object(model, "dscsa_poll", poll_while_another_scans):
            self.run_tour(
                "dscsa_station_two_people", self.bench(picking), labels=labels
            )
        self.assertEqual(self.scans(picking).user_id, self.technician | self.pharmacist)
