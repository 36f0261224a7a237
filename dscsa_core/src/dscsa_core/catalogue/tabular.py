"""Tables (CSV, XLSX) of transaction information: files, columns, single rows."""

from ..finding import BLOCK, INFO, WARNING
from .rule import DATA_ISSUE, NOT_HDA, READING, Rule, _lt

_RIGHT = _lt("Correct it in the file, or import the good rows only.")
_TEXT_COLUMN = _lt(
    "Ask the seller's portal for the file again, or format the column as text in the "
    "spreadsheet before saving."
)


def _row(number: str, code: str, sentence: str, next_step: str = _RIGHT) -> Rule:
    """A fault of one row; facts ``row``, ``column`` and ``value``."""
    return Rule(number, code, READING, DATA_ISSUE, BLOCK, sentence, next_step)


RULES = (
    Rule(
        "TAB-01",
        "tabular.empty",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The table has no rows."),
        _lt("Open it in a spreadsheet and look; then export it from the portal again."),
    ),
    Rule(
        "TAB-02",
        "tabular.encoding",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("This is no table of text: %(reason)s."),
        _lt("Export it as CSV or XLSX and try again."),
    ),
    Rule(
        "TAB-03",
        "tabular.size",
        READING,
        NOT_HDA,
        BLOCK,
        _lt("The table is larger than this program reads: %(limit)s."),
        _lt("Export a shorter period, or split the file."),
    ),
    Rule(
        "TAB-04",
        "tabular.workbook",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("The spreadsheet file cannot be opened: it is damaged or protected."),
        _lt("Open it, save it as XLSX without password and macros, and try again."),
    ),
    Rule(
        "TAB-05",
        "tabular.columns",
        READING,
        NOT_HDA,
        BLOCK,
        _lt("This is a table, and nobody has said yet what its columns mean."),
        _lt("Press Choose columns. It is asked once for each seller."),
    ),
    Rule(
        "TAB-07",
        "tabular.rows",
        READING,
        DATA_ISSUE,
        BLOCK,
        _lt("%(count)s of %(total)s rows cannot be read. First: %(reason)s"),
        _lt("Nothing was imported. Press Choose columns to see every row and decide."),
    ),
    Rule(
        "TAB-08",
        "TABLE_ROWS_LEFT_OUT",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("%(count)s rows were left out because somebody chose to: %(rows)s."),
        _lt("Their packages are not announced. Ask the seller for these rows."),
    ),
    Rule(
        "TAB-13",
        "TABLE_SHEETS_LEFT",
        READING,
        DATA_ISSUE,
        WARNING,
        _lt("One sheet was read; these have goods too and were not: %(sheets)s."),
        _lt("Save each of these sheets as a file of its own and import that too."),
    ),
    Rule(
        "TAB-09",
        "TABLE_ROWS_KNOWN",
        READING,
        NOT_HDA,
        INFO,
        _lt("%(count)s packages of invoice %(number)s came in an earlier table."),
        _lt("They are counted once. Nothing to do."),
    ),
    Rule(
        "TAB-10",
        "TABLE_PARTIES_TAKEN",
        READING,
        NOT_HDA,
        INFO,
        _lt("The table does not name the %(role)s; your partner list was used."),
        _lt("Nothing to do if %(name)s is right."),
    ),
    Rule(
        "TAB-11",
        "TABLE_COUNT_IS_SUMMARY",
        READING,
        NOT_HDA,
        INFO,
        _lt("Lot %(lot)s has rows with serials and rows with a count only."),
        _lt("The serials were counted. Compare with the goods."),
    ),
    _row(
        "TAB-20",
        "row.product_missing",
        _lt("Row %(row)s names no product: neither GTIN nor NDC nor barcode."),
    ),
    _row(
        "TAB-21",
        "row.gtin",
        _lt("Row %(row)s, %(column)s: %(value)s is no GTIN (last digit or length)."),
    ),
    _row(
        "TAB-22",
        "row.ndc",
        _lt("Row %(row)s, %(column)s: %(value)s is no NDC."),
    ),
    _row(
        "TAB-23",
        "row.ndc_several",
        _lt("Row %(row)s, %(column)s: %(value)s may mean %(candidates)s."),
        _lt("Add the NDC with hyphens to your product, or write it so in the file."),
    ),
    _row(
        "TAB-24",
        "row.number_shortened",
        _lt("Row %(row)s, %(column)s: the spreadsheet has shortened it to %(value)s."),
        _TEXT_COLUMN,
    ),
    _row(
        "TAB-25",
        "row.zeros_lost",
        _lt("Row %(row)s, %(column)s: %(value)s has lost zeros at its beginning."),
        _TEXT_COLUMN,
    ),
    _row(
        "TAB-26",
        "row.date",
        _lt("Row %(row)s, %(column)s: %(value)s is no date."),
    ),
    _row(
        "TAB-27",
        "row.date_order",
        _lt("Row %(row)s, %(column)s: %(value)s does not fit the order %(order)s."),
        _lt("Choose the other order of day and month, or correct the row."),
    ),
    _row(
        "TAB-28",
        "row.quantity",
        _lt("Row %(row)s, %(column)s: %(value)s is no number of packages."),
    ),
    _row(
        "TAB-29",
        "row.quantity_negative",
        _lt("Row %(row)s, %(column)s: %(value)s packages; a return or credit?"),
        _lt("Leave it out: goods that went back are no purchase."),
    ),
    _row(
        "TAB-30",
        "row.lot",
        _lt("Row %(row)s, %(column)s: %(value)s is no lot a label can have."),
    ),
    _row(
        "TAB-31",
        "row.serial",
        _lt("Row %(row)s, %(column)s: %(value)s is no serial a label can have."),
    ),
    _row(
        "TAB-32",
        "row.serial_quantity",
        _lt("Row %(row)s, %(column)s: one serial, but %(value)s packages."),
    ),
    _row(
        "TAB-33",
        "row.serial_twice",
        _lt("Row %(row)s, %(column)s: serial %(value)s stands in row %(other)s too."),
    ),
    _row(
        "TAB-34",
        "row.lot_missing",
        _lt("Row %(row)s has no lot."),
        _lt("TI without a lot is no TI. Ask the seller, or leave the row out."),
    ),
    _row(
        "TAB-35",
        "row.barcode",
        _lt("Row %(row)s, %(column)s: %(value)s is no barcode of a package."),
    ),
    _row(
        "TAB-36",
        "row.seller_other",
        _lt("Row %(row)s, %(column)s: the seller is %(value)s, not %(expected)s."),
        _lt("Import the rows of each seller on their own, or leave the row out."),
    ),
    _row(
        "TAB-37",
        "row.contradicts",
        _lt("Row %(row)s, %(column)s: %(value)s, but the barcode says %(expected)s."),
    ),
    _row(
        "TAB-38",
        "row.expiry_other",
        _lt(
            "Row %(row)s, %(column)s: %(value)s, but row %(other)s of the same lot "
            "says %(expected)s."
        ),
    ),
    _row(
        "TAB-39",
        "row.became_date",
        _lt(
            "Row %(row)s, %(column)s: the spreadsheet has made a date of it, %(value)s."
        ),
        _TEXT_COLUMN,
    ),
    _row(
        "TAB-41",
        "row.gln",
        _lt("Row %(row)s, %(column)s: %(value)s is no GLN (last digit or length)."),
    ),
    _row(
        "TAB-40",
        "row.serials_count",
        _lt("Row %(row)s, %(column)s: %(expected)s serials, but %(value)s packages."),
        _lt("Correct the number, or give each serial a row of its own."),
    ),
    _row(
        "TAB-42",
        "row.columns_twice",
        _lt(
            "Row %(row)s: column %(other)s has a second value, %(value)s; only column "
            "%(column)s is read."
        ),
        _lt("Give each lot and each serial a row of its own in the file."),
    ),
)
