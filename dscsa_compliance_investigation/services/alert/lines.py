"""Goods of a warning as the core reads them ⇄ as a line keeps them."""

from dscsa_core.investigation.alert import Watched
from dscsa_core.recall.lots import Like, Names, Range

from odoo import fields


def values_of(goods):
    """Values of ``dscsa.alert.line`` for ``Watched`` goods."""
    return {
        "code": ", ".join(goods.codes) or False,
        "named": {
            "lots": _kept(goods.lots),
            "serials": _kept(goods.serials),
            "expiries": [fields.Date.to_string(day) for day in goods.expiries],
        },
    }


def watched_of(line):
    """``Watched`` goods of a line."""
    named = line.named or {}
    return Watched(
        tuple(filter(None, map(str.strip, (line.code or "").split(",")))),
        _names(named.get("lots")),
        _names(named.get("serials")),
        tuple(map(fields.Date.to_date, named.get("expiries", ()))),
    )


def _kept(names):
    return {
        "names": list(names.names),
        "ranges": [[each.first, each.last] for each in names.ranges if each.first],
        "like": [[each.head, each.tail] for each in names.ranges if not each.first],
        "every": names.every,
    }


def _names(kept):
    if not kept:
        return Names()
    ranges = [Range(*each) for each in kept["ranges"]]
    ranges += [Like(*each) for each in kept["like"]]
    return Names(tuple(kept["names"]), tuple(ranges), kept["every"])
