"""Four numbers of a warning: here now, announced, sold on, used.

They are the recall's own answers: one way of looking for goods, whoever asks.
"""

from odoo.addons.dscsa_compliance.services.receiving.facts import item_of
from odoo.addons.dscsa_compliance_answering.services.recall.run import RecallRun

from .watched import watchlist_of

_NUMBERS = {
    "here_count": ("shelf", "held"),
    "maybe_count": ("no_serials", "alike"),
    "announced_count": ("announced",),
    "sold_count": ("sold",),
    "used_count": ("dispensed",),
    "presumed_count": ("unknown",),
    "gone_count": ("returned", "destroyed"),
}
_MOST_ROWS = 200


def numbers_of(alert):
    """Values of the warning's result; ``alert`` is a superuser's."""
    run, rows, watchlist = RecallRun(alert), [], watchlist_of(alert)
    for goods in alert._goods():
        _known, found = run.of_goods(goods)
        rows += (row for row in found if _is_meant(row, watchlist))
    values = {
        name: sum(row["quantity"] for row in rows if row["bucket"] in buckets)
        for name, buckets in _NUMBERS.items()
    }
    sold = [row for row in rows if row["bucket"] == "sold"]
    partners = {row.get("partner_id") or row.get("partner_name") for row in sold}
    unlisted = [row for row in rows if row["bucket"] == "no_lots"]
    return values | {
        "buyer_count": len(partners - {None, ""}),
        "unlisted_count": sum(row.get("deliveries") or 1 for row in unlisted),
        "found": [_shown(row) for row in rows[:_MOST_ROWS]],
    }


def _is_meant(row, watchlist):
    """Goods whose serial nobody recorded are asked about only in the lots named."""
    if row["bucket"] != "no_serials" or not row["lot"]:
        return True
    return bool(watchlist.found({item_of(row["product_id"], None)}, [row["lot"]], ""))


def _shown(row):
    names = ("bucket", "product_name", "lot", "quantity", "partner_name", "place")
    return {name: row.get(name) or "" for name in names}
