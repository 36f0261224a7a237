"""A medicine's expiry is a date. Odoo keeps a point in time: these two go between.

Everything that reads or writes ``stock.lot.expiration_date`` goes through here, so the
bench, the validation and the shelf know one day.
"""

from datetime import datetime, time

import pytz

from odoo import fields

from ..receiving.facts import end_of_day, local_date, zone_of

_MIDNIGHT, _NOON = time.min, time(12)
_DATES = ("dscsa_expiry_date", "expiration_date")


def expiry_day(stamp, company):
    """The day meant by a point in time (naive UTC), however it was written.

    Midnight in the company's zone is a day somebody typed; midnight or noon UTC is one
    that a program wrote; any other time is the day it falls on at the company.
    """
    if not stamp:
        return None
    stamp = fields.Datetime.to_datetime(stamp)
    local = pytz.utc.localize(stamp).astimezone(zone_of(company))
    if local.time() == _MIDNIGHT:
        return local.date()
    return stamp.date() if stamp.time() in (_MIDNIGHT, _NOON) else local.date()


def expiry_stamp(day, company):
    """The point in time (naive UTC) that shows as ``day`` to everybody, or False.

    Noon UTC is the same day from Samoa to New Caledonia; east of it, where noon is
    tomorrow already, the day ends at the company's midnight.
    """
    if not day:
        return False
    noon = datetime.combine(day, _NOON)
    if expiry_day(noon, company) == day == local_date(noon, company):
        return noon
    return end_of_day(day, company)


def lot_expiry(lot):
    """The day a lot runs out: as received, else as Odoo has it; None: not known."""
    if lot.dscsa_expiry_date:
        return lot.dscsa_expiry_date
    company = lot.company_id or lot.env.company
    return expiry_day(lot.expiration_date, company)


class BookedLots:
    """When lots of one company run out by its own stock; each is asked for once."""

    def __init__(self, company):
        self.company, self.env = company, company.env
        self._days = {}

    def day(self, product, name):
        """The day of a lot, or None: no such lot, or no date of it."""
        if not name or product.tracking != "lot":
            return None
        self.learn(product, {name})
        return self._days[product.id, name]

    def learn(self, products, names):
        """Load the dates of these lots in one query."""
        new = {(product.id, name) for product in products for name in names}
        new -= self._days.keys()
        if not new:
            return
        self._days |= dict.fromkeys(new)
        lots = self.env["stock.lot"].search_fetch(
            [
                ("product_id", "in", products.ids),
                ("name", "in", list(names)),
                ("company_id", "in", (False, self.company.id)),
            ],
            ["name", "product_id", "company_id", *_DATES],
        )
        for lot in lots.with_company(self.company):
            self._days[lot.product_id.id, lot.name] = lot_expiry(lot)
