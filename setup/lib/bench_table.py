"""The figures of a run as one table, each with what it is measured against."""

TARGETS = {
    "ingest_ratio": 3.0,
    "ingest_memory_mb": 300,
    "receipt_ratio": 1.0,
    "receipt_aim": 0.5,
    "scan_ms": 50,
    "poll_ms": 10,
    "licenses_ratio": 2.0,
    "bottle_ms": 1000,
    "ledger_cost": 0.05,
    "ledger_check_s": 30,
    "retention_ratio": 3.0,
    "alert_s": 1.0,
}
HEAD = ("what", "beside", "ours", "ratio", "more", "target", "")
SMALLEST = 10_000
NOTES = """
Ingest beside its bare floor: lxml's stream, keys and COPY into three tables with the
columns and indexes of the product's, without a check (setup/lib/bench_floor.py). Ours
is the whole way from the file to the register, with both commits. Memory is how far
the peak of the process rises.
Receipt beside Odoo alone: the same order in a database without the addon, lots or
serials with dates typed in, Validate. Ours: receive as announced, Validate. Totes hold
loose packages; cases of 20 stay packages in stock, which Odoo alone does not do.
Scan: the answer to one scan of a package with its commit, and the register's list for
one serial.
Station: scans of a receipt of thousands, each a request with its commit, beside a bare
INSERT of the same row; polling asks whether anything changed.
Ledger: files of one size read by turns with and without facts, in one process.
License list beside a bare COPY of its finished rows into a table with the same columns
and indexes. Ours: from the bytes of the file to the proposals for 300 sellers, with the
file kept and the commit.
Take this bottle: one look with its fact in the ledger and its commit, with a million
packages in the register; printed is the PDF.
Retention: the nightly job over a million records of which every one changes, beside
a bare UPDATE of as many rows of the same tables; then a night without changes.
Warning: a pasted table of serials, every package of it found and judged, beside the
bare look-up of as many serials by their index."""


def rows(figures):
    """Lines of the table as tuples of texts."""
    for each in figures.get("ingest", ()):
        yield _ingest(each)
    for each in figures.get("receipt", ()):
        yield _receipt(each)
    for each in figures.get("scan", ()):
        yield from _scan(each)
    for each in figures.get("station", ()):
        yield from _station(each)
    for each in figures.get("licenses", ()):
        yield _licenses(each)
    for each in figures.get("bottle", ()):
        yield from _bottle(each)
    for each in figures.get("ledger", ()):
        yield from _ledger(each)
    for each in figures.get("retention", ()):
        yield _retention(each)
    for each in figures.get("alert", ()):
        yield _alert(each)


def _station(row):
    for name, median, most, floor in (
        ("scan", row["scan_median_ms"], "scan_ms", row["floor_median_ms"]),
        ("poll, nothing new", row["poll_same_ms"], "poll_ms", None),
    ):
        more = f"most {row['scan_max_ms']:.0f} ms" if floor else ""
        yield (
            f"station: {name}, {row['announced']:,} announced",
            f"{floor:.1f} ms" if floor else "",
            f"{median:.1f} ms",
            f"{median / floor:.1f} ×" if floor else "",
            more or f"with news {row['poll_changed_ms']:.0f} ms",
            f"< {TARGETS[most]} ms",
            _verdict(median < TARGETS[most]),
        )


def _ledger(row):
    cost, seconds = TARGETS["ledger_cost"], TARGETS["ledger_check_s"]
    yield (
        f"ledger: ingest {row['packages']:,} with facts",
        f"{row['floor_s']:.2f} s",
        f"{row['full_s']:.2f} s",
        f"{row['full_s'] / row['floor_s']:.2f} ×",
        f"costs {row['cost']:+.1%}",
        f"≤ {cost:.0%}",
        _verdict(row["cost"] <= cost),
    )
    yield (
        f"ledger: check of {row['facts']:,} facts",
        "",
        f"{row['check_s']:.2f} s",
        "",
        f"sealed in {row['seal_s']:.1f} s",
        f"< {seconds} s",
        _verdict(row["check_s"] < seconds),
    )


def _licenses(row):
    target = TARGETS["licenses_ratio"]
    return (
        f"license list {row['rows']:,}",
        f"{row['floor_s']:.2f} s",
        f"{row['full_s']:.2f} s",
        f"{row['ratio']:.2f} ×",
        f"compared in {row['compare_s']:.2f} s, +{row['memory_mb']:.0f} MB",
        f"≤ {target:.0f} ×",
        _verdict(row["ratio"] <= target),
    )


def _ingest(row):
    ratio, most = TARGETS["ingest_ratio"], TARGETS["ingest_memory_mb"]
    # a file of a thousand is mostly the same work whatever its size
    asked = row["packages"] >= SMALLEST
    met = row["ratio"] <= ratio and row["memory_mb"] <= most
    return (
        f"ingest {row['packages']:,}",
        f"{row['floor_s']:.2f} s",
        f"{row['full_s']:.2f} s",
        f"{row['ratio']:.2f} ×",
        f"{row['packages_per_s']:,.0f} packages/s, +{row['memory_mb']:.0f} MB",
        f"≤ {ratio:.0f} ×, ≤ {most} MB" if asked else "",
        _verdict(met) if asked else "",
    )


def _receipt(row):
    target = TARGETS["receipt_ratio"]
    return (
        f"receipt {row['packages']:,} by {row['tracking']}, {row['packing']}",
        f"{row['odoo_s']:.2f} s",
        f"{row['ours_s']:.2f} s",
        f"{row['ratio']:.2f} ×",
        f"{row['packages'] / row['ours_s']:,.0f} packages/s",
        f"≤ {target:.0f} ×, aim {TARGETS['receipt_aim']}",
        _verdict(row["ratio"] <= target),
    )


def _scan(row):
    most = TARGETS["scan_ms"]
    for name, what in (("scan", "scan"), ("look_up", "serial look-up")):
        middle = row[f"{name}_median_ms"]
        yield (
            f"{what}, {row['registered'] / 1e6:.0f} million",
            "",
            f"{middle:.1f} ms",
            "",
            f"95 of 100 below {row[f'{name}_p95_ms']:.1f} ms",
            f"< {most} ms",
            _verdict(middle < most),
        )


def _bottle(row):
    most = TARGETS["bottle_ms"]
    kinds = (("scanned", "scanned"), ("by_lot", "NDC and lot"), ("by_ndc", "NDC alone"))
    for name, what in kinds:
        slow = row[f"{name}_p95_ms"]
        yield (
            f"take this bottle, {what}",
            "",
            f"{row[f'{name}_median_ms']:.0f} ms",
            "",
            f"95 of 100 below {slow:.0f} ms, printed in {row['printed_s']:.1f} s",
            f"< {most} ms",
            _verdict(slow < most),
        )


def _retention(row):
    most = TARGETS["retention_ratio"]
    return (
        f"retention job, {row['records']:,} records",
        f"{row['floor_s']:.1f} s",
        f"{row['job_s']:.1f} s",
        f"{row['ratio']:.2f} ×",
        f"without news {row['again_s']:.1f} s, +{row['memory_mb']:.0f} MB",
        f"≤ {most:.0f} ×",
        _verdict(row["ratio"] <= most),
    )


def _alert(row):
    most = TARGETS["alert_s"]
    return (
        f"warning, {row['serials']:,} serials in {row['packages']:,} packages",
        f"{row['floor_s']:.2f} s",
        f"{row['match_s']:.2f} s",
        f"{row['ratio']:.1f} ×",
        f"read in {row['read_s']:.2f} s, +{row['memory_mb']:.0f} MB",
        f"< {most:.0f} s",
        _verdict(row["match_s"] < most),
    )


def _verdict(met):
    return "met" if met else "not met"


def text(figures):
    """The table with its notes."""
    table = [HEAD, *rows(figures)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [_line(cells, widths) for cells in table]
    lines.insert(1, "─" * (sum(widths) + 2 * len(widths) - 2))
    return "\n".join(lines) + "\n" + NOTES + _load(figures["machine"])


def _load(machine):
    """How busy the machine was; the bench itself is worth about one."""
    before, after, cores = machine["load_before"], machine["load"], machine["cores"]
    said = f"\nLoad before {before:.1f}, after {after:.1f}, on {cores} cores."
    if max(before, after) > cores:
        said += " Other work disturbed this run: small differences mean nothing."
    return said


def _line(cells, widths):
    what, *rest = zip(cells, widths, strict=True)
    shown = [f"{what[0]:<{what[1]}}"]
    for number, (cell, width) in enumerate(rest):
        shown.append(f"{cell:>{width}}" if number < 3 else f"{cell:<{width}}")
    return "  ".join(shown).rstrip()
