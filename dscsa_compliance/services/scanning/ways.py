"""Further ways out of an answer: rooms add them, every screen shows and takes them."""

_LONGEST = 500


def with_ways(env, answer, text, choice=None, bench=None, **more):
    """The answer for JSON, with the ways out that the rooms know for it.

    ``bench``: record at which it was scanned; ``more`` that is to be sent along.
    """
    seen = {
        "text": str(text or "")[:_LONGEST],
        "choice": choice,
        "bench": bench._name if bench else False,
        "bench_id": bench.id if bench else False,
        **{name: getattr(answer, name, "") for name in _TOLD},
        **more,
    }
    answer.ways = env["dscsa.scan.desk"]._dscsa_ways_out(answer, seen)
    return answer.as_dict()


_TOLD = ("gtin", "serial", "lot", "expiry", "product", "code", "level", "sentence")
_TOLD += ("scan_id", "epc_id")
