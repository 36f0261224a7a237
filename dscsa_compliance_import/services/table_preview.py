"""What a person sees of a table before it is imported: columns, rows, faults."""

from dscsa_core.errors import CoreError
from dscsa_core.guarded.reading import read_rows, read_sheets
from dscsa_core.tabular.days import guess_order, is_order_open
from dscsa_core.tabular.fields import DATE_FIELDS, find_header_row, guess_below
from dscsa_core.tabular.rows import column_letter

from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.ingest.machine import faults_told
from odoo.addons.dscsa_compliance.services.words.messages import (
    date_text,
    message_of,
    next_step_of,
    refusal_of,
)

_SAMPLES, _SAMPLE_ROWS = 3, 30
_BAD_SHOWN, _GOOD_SHOWN = 200, 20


class TablePreview:
    """``opened()`` gives a stream on the file; faults of it come as UserError."""

    def __init__(self, env, opened, sheet=""):
        self.env, self._opened, self._sheet = env, opened, sheet

    def sheets(self):
        """Names of the sheets of a spreadsheet; none for other files."""
        with faults_told(self.env), self._opened() as stream:
            try:
                return read_sheets(stream)
            except CoreError as error:
                raise self._in_words(error) from error

    def rows(self):
        """All rows of the sheet."""
        with faults_told(self.env), self._opened() as stream:
            try:
                return read_rows(stream, self._sheet)[1]
            except CoreError as error:
                raise self._in_words(error) from error

    def _in_words(self, error):
        return UserError(refusal_of(self.env, error))

    def guess(self, rows, header=None):
        """Likeliest reading, as options of a document; ``header`` when it is known."""
        header = find_header_row(rows) if header is None else header
        headings = rows[header - 1] if 0 < header <= len(rows) else []
        above = rows[header - 2] if header > 1 else []
        samples = rows[header : header + _SAMPLE_ROWS]
        columns = guess_below(above, headings, samples)
        return {
            "columns": columns,
            "header_row": header,
            "date_order": guess_order(self._dates(rows, header, columns)),
        }

    def is_order_open(self, rows, options):
        """Whether the dates of the table fit month first and day first alike."""
        header = options.get("header_row") or 0
        return is_order_open(self._dates(rows, header, options["columns"]))

    def _dates(self, rows, header, columns):
        return [
            row[columns[name]]
            for name in DATE_FIELDS
            if name in columns
            for row in rows[header:]
            if columns[name] < len(row)
        ]

    def column_values(self, rows, options):
        """Values of the lines that show the columns and what they mean."""
        header = options.get("header_row") or 0
        headings = rows[header - 1] if 0 < header <= len(rows) else []
        below = rows[header : header + _SAMPLE_ROWS]
        meaning = {column: name for name, column in options["columns"].items()}
        lines = []
        for column in range(max(map(len, (headings, *below)), default=0)):
            values = [row[column] for row in below if column < len(row)]
            lines.append(
                {
                    "position": column,
                    "letter": column_letter(column),
                    "heading": headings[column] if column < len(headings) else "",
                    "samples": " · ".join([v for v in values if v][:_SAMPLES])[:120],
                    "field": meaning.get(column, False),
                }
            )
        return lines

    def row_values(self, rows, reading):
        """Values of the lines that show rows: wrong ones first, then some good ones."""
        shown = [
            self._bad_row(number, rows, problems)
            for number, problems in sorted(reading.problems.items())[:_BAD_SHOWN]
        ]
        good = reading.entries[:_GOOD_SHOWN]
        return shown + [self._good_row(entry, rows) for entry in good]

    def _bad_row(self, number, rows, problems):
        words = []
        for problem in problems:
            facts = problem.facts
            said = message_of(self.env, problem.code, facts)
            words.append(f"{said} {next_step_of(self.env, problem.code, facts)}")
        return {
            "number": number,
            "cells": _line(rows[number - 1]),
            "problem": "\n".join(words),
        }

    def _good_row(self, entry, rows):
        parts = (
            entry.gtin,
            entry.lot and self.env._("lot %(lot)s", lot=entry.lot),
            entry.expiry
            and self.env._("exp. %(day)s", day=date_text(self.env, entry.expiry)),
            entry.serial and self.env._("serial %(serial)s", serial=entry.serial),
            self.env._("%(count)s packages", count=entry.quantity),
        )
        return {
            "number": entry.row,
            "is_good": True,
            "cells": _line(rows[entry.row - 1]),
            "goods": " · ".join(filter(None, parts)),
        }


def _line(cells):
    return " | ".join(cells)[:200]
