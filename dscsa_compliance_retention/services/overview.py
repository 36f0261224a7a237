"""The retention report in numbers and rows, for paper and workbook."""

from functools import cached_property

FLAGS = ("past", "near", "held", "kept")
PAGE = 5000


class Overview:
    """Rows of ``dscsa.retention.report`` that match a domain and that one may read."""

    def __init__(self, env, company, domain):
        self.env, self.company, self.domain = env, company, domain
        self.report = env["dscsa.retention.report"]

    def words(self, field):
        """{value: words} of a selection of the report."""
        return dict(self.report._fields[field]._description_selection(self.env))

    @cached_property
    def groups(self):
        """[(class, flag, first day of the year or False, count)]."""
        return self.report._read_group(
            self.domain,
            ["record_class", "retention_flag", "disposable_from:year"],
            ["__count"],
        )

    @property
    def total(self):
        """How many records there are."""
        return sum(count for *_keys, count in self.groups)

    @cached_property
    def by_class(self):
        """[{words, past, near, held, kept, total}] in the order of the classes."""
        words = self.words("record_class")
        rows = {name: dict.fromkeys(FLAGS, 0) for name in words}
        for name, flag, _year, count in self.groups:
            rows[name][flag] += count
        return [
            {"words": words[name], **row, "total": sum(row.values())}
            for name, row in rows.items()
            if any(row.values())
        ]

    @cached_property
    def by_year(self):
        """[{year or False, past, near, held, kept, total}], without an end last."""
        rows = {}
        for _name, flag, year, count in self.groups:
            row = rows.setdefault(year.year if year else False, dict.fromkeys(FLAGS, 0))
            row[flag] += count
        years = sorted(rows, key=lambda year: year or 9999)
        return [
            {"year": year, **rows[year], "total": sum(rows[year].values())}
            for year in years
        ]

    @property
    def sums(self):
        """{flag: number} of all classes."""
        return {flag: sum(row[flag] for row in self.by_class) for flag in FLAGS}

    def rows(self, limit, domain=None):
        """Records, soonest first, in pages that are let go of."""
        wanted = self.domain & domain if domain is not None else self.domain
        for offset in range(0, limit, PAGE):
            page = self.report.search(
                wanted, offset=offset, limit=min(PAGE, limit - offset)
            )
            yield from page
            if len(page) < PAGE:
                return
            page.invalidate_recordset()
