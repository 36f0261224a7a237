"""An expiry is a date: bench, validation and shelf know one day."""

import random
from datetime import date, datetime, time, timedelta

import pytz

from odoo.tests import tagged

from ..services.days.expiry import expiry_day, expiry_stamp, lot_expiry
from .receiving import ReceivingCommon

ZONES = (
    False,
    "UTC",
    "America/New_York",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Pacific/Pago_Pago",
    "Pacific/Guam",
    "Pacific/Auckland",
)


@tagged("post_install", "-at_install")
class TestExpiry(ReceivingCommon):
    def live_in(self, zone):
        self.company.partner_id.tz = zone
        self.technician.tz = zone

    def test_a_day_comes_back_as_it_was_written(self):
        for zone in ZONES:
            self.live_in(zone)
            for day in (date(2028, 9, 30), date(2028, 3, 12), date(2028, 12, 31)):
                with self.subTest(zone=zone, day=day):
                    stamp = expiry_stamp(day, self.company)
                    self.assertEqual(expiry_day(stamp, self.company), day)
                    if zone != "Pacific/Auckland":
                        for other in ZONES[1:-1]:
                            there = pytz.utc.localize(stamp).astimezone(
                                pytz.timezone(other)
                            )
                            self.assertEqual(there.date(), day, other)

    def test_days_that_others_wrote(self):
        day = date(2028, 9, 30)
        for zone in ZONES:
            self.live_in(zone)
            mine = pytz.timezone(zone or "UTC")
            written = {
                "midnight UTC": datetime.combine(day, time.min),
                "typed": mine.localize(datetime.combine(day, time.min))
                .astimezone(pytz.utc)
                .replace(tzinfo=None),
                "end of the day": mine.localize(datetime.combine(day, time.max))
                .astimezone(pytz.utc)
                .replace(tzinfo=None, microsecond=0),
            }
            for name, stamp in written.items():
                with self.subTest(zone=zone, written=name):
                    self.assertEqual(expiry_day(stamp, self.company), day)
        self.assertIsNone(expiry_day(False, self.company))
        self.assertFalse(expiry_stamp(None, self.company))

    def lot(self, stamp, day=None):
        lot = self.env["stock.lot"].create(
            {"name": "L1", "product_id": self.product.id}
        )
        lot.write({"expiration_date": stamp, "dscsa_expiry_date": day})
        return lot

    def any_stamp(self, rng, told):
        """What Odoo's lot may say where a file told a day."""
        midnight = datetime.combine(told, time.min)
        hours = rng.choice((0, 4, 10, 11, 12, 14, 23, 27, 28, 34))
        return rng.choice(
            (
                False,
                midnight,
                midnight + timedelta(hours=hours),
                datetime.combine(told, time(3, 59, 59)) + timedelta(days=1),
                midnight - timedelta(days=400),
            )
        )

    def test_bench_and_validation_say_the_same(self):
        """Whatever Odoo's lot says, in whatever zone."""
        rng = random.Random(42)
        self.company.dscsa_scan_depth = "package"
        for story in range(24):
            self.live_in(rng.choice(ZONES))
            prefix, item = f"E{story}", 100 + story
            self.product = self._make_product(item)
            told = self.expiry
            seen = told if rng.random() < 0.7 else told + timedelta(days=1)
            stamp = self.any_stamp(rng, told)
            lot = self.lot(stamp, rng.choice((None, None, told)))
            booked = lot_expiry(lot.with_company(self.company))
            picking = self.receipt(
                {self.product: 1},
                self.packages(1, item=item, prefix=prefix, expiry=told),
                instance=f"expiry {story}",
            )
            answer = self.scan(
                picking, self.label(f"{prefix}0001", item=item, expiry=seen)
            )
            self.validate(picking)
            epc = self.package(f"{prefix}0001", item=item)
            with self.subTest(story=story, stamp=stamp, seen=seen, booked=booked):
                fits = seen == told and booked in (None, told)
                self.assertEqual(answer["level"] != "red", fits, answer["sentence"])
                self.assertEqual(not epc.hold, fits)
                codes = {row.code for row in self.discrepancies(picking)}
                self.assertEqual(codes, set() if fits else {"EXPIRY_MISMATCH"})
                if fits:
                    self.assertEqual(lot_expiry(epc.lot_id), told)

    def test_a_lot_at_midnight_utc_is_the_same_day(self):
        self.live_in("America/New_York")
        self.lot(datetime.combine(self.expiry, time.min))
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.assertEqual(self.scan(picking, self.label("S0001"))["level"], "green")
        self.validate(picking)
        self.assertFalse(self.package("S0001").hold)
        self.assertFalse(self.discrepancies(picking))

    def test_everybody_sees_the_day_that_is_printed(self):
        self.live_in("America/New_York")
        picking = self.receipt({self.product: 1}, self.packages(1))
        self.scan(picking, self.label("S0001"))
        self.validate(picking)
        stamp = self.package("S0001").lot_id.expiration_date
        for zone in ("UTC", "America/New_York", "Pacific/Honolulu", "Pacific/Guam"):
            shown = pytz.utc.localize(stamp).astimezone(pytz.timezone(zone)).date()
            self.assertEqual(shown, self.expiry, zone)
