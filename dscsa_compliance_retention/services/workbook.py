"""The retention report as XLSX; xlsxwriter comes with Odoo."""

import io
from datetime import datetime

import xlsxwriter

# a sheet holds 1,048,576 rows; a workbook of more than this opens on few machines
MOST_ROWS = 200_000
_HEAD = {"bold": True, "bg_color": "#714B67", "font_color": "#FFFFFF", "border": 1}
_COLORS = {"past": "#F8D7DA", "near": "#FFF3CD", "held": "#D6E4F5"}


def workbook_of(overview):
    """Bytes of a workbook: classes and years on one sheet, the records on another."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False})
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(_HEAD),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "number": book.add_format({"num_format": "#,##0"}),
        "sum": book.add_format({"num_format": "#,##0", "bold": True, "top": 1}),
        "muted": book.add_format({"font_color": "#6C757D", "text_wrap": True}),
        **{
            flag: book.add_format({"bg_color": color})
            for flag, color in _COLORS.items()
        },
    }
    _summary(book, overview, styles)
    _records(book, overview, styles)
    book.close()
    return out.getvalue()


def _summary(book, overview, styles):
    env = overview.env
    sheet = book.add_worksheet(env._("Overview"))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 5, 16)
    sheet.write(0, 0, overview.company.name, styles["title"])
    sheet.write(1, 0, env._("Records and how long they are kept"), styles["muted"])
    row = _table(
        sheet, 3, env._("Records"), overview.by_class, "words", overview, styles
    )
    years = [
        {**each, "words": each["year"] or env._("No end yet")}
        for each in overview.by_year
    ]
    _table(
        sheet, row + 2, env._("May be disposed from"), years, "words", overview, styles
    )


def _table(sheet, row, title, lines, key, overview, styles):
    """Write a table of numbers by flag; the row after it."""
    words = overview.words("retention_flag")
    flags = ("past", "near", "held", "kept")
    heads = [title, *(words[flag] for flag in flags), overview.env._("All")]
    for column, text in enumerate(heads):
        sheet.write(row, column, text, styles["head"])
    for line in lines:
        row += 1
        sheet.write(row, 0, line[key])
        for column, flag in enumerate((*flags, "total"), 1):
            sheet.write_number(row, column, line[flag], styles["number"])
    row += 1
    sheet.write(row, 0, overview.env._("All"), styles["sum"])
    for column, flag in enumerate((*flags, "total"), 1):
        count = sum(line[flag] for line in lines)
        sheet.write_number(row, column, count, styles["sum"])
    return row + 1


def _records(book, overview, styles):
    env = overview.env
    sheet = book.add_worksheet(env._("Records"))
    heads = (
        (env._("Records"), 20),
        (env._("Record"), 44),
        (env._("Kept through"), 14),
        (env._("May be disposed from"), 20),
        (env._("Keeping"), 20),
        (env._("How long"), 60),
    )
    for column, (text, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write(0, column, text, styles["head"])
    sheet.freeze_panes(1, 0)
    row = _record_rows(sheet, overview, styles)
    sheet.autofilter(0, 0, max(row, 1), len(heads) - 1)
    if row < overview.total:
        words = env._(
            "%(left)s more records are not listed here. Choose a shorter time.",
            left=overview.total - row,
        )
        sheet.write_string(row + 1, 0, words)


def _record_rows(sheet, overview, styles):
    """Write a row for each record; the number of the last one."""
    classes, flags = overview.words("record_class"), overview.words("retention_flag")
    row = 0
    for row, each in enumerate(overview.rows(MOST_ROWS), 1):
        sheet.write_string(row, 0, classes.get(each.record_class) or "")
        # a name that begins like a formula stays a text
        sheet.write_string(row, 1, each.name or "")
        for column, day in ((2, each.retain_until), (3, each.disposable_from)):
            if day:
                sheet.write_datetime(row, column, _midnight(day), styles["date"])
        flag = each.retention_flag
        sheet.write_string(row, 4, flags.get(flag) or "", styles.get(flag))
        sheet.write_string(row, 5, each.retention_text or "")
    return row


def _midnight(day):
    """A day as a spreadsheet has it."""
    return datetime(day.year, day.month, day.day)
