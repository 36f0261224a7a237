"""FDA's report of wholesale distributors and third-party logistics providers.

One row for each license of each facility (FD&C Act 503(e)(2), 584(b); requirements
2.2): 13 columns, at times a ZIP code. A row is the firm's own report, no approval.
"""

from collections.abc import Iterator
from operator import itemgetter

from .errors import ListError
from .keys import name_key, number_key, place_key, state_code
from .listing import Aliases, Listing, Row, iso
from .tables import Layout, Table, open_table

LAYOUT = Layout(
    "WDD/3PL",
    required=(
        "Type",
        "Facility_Name",
        "Doing_Business_As",
        "Facility_Street",
        "Facility_City",
        "Facility_State",
        "License_Number",
        "License_State",
        "License_Expiration_Date",
        "Facility_Contact_Name",
        "Facility_Contact_Phone",
        "Facility_Contact_Email",
        "Reporting_Year",
    ),
    optional=("Facility_Zip",),
    aliases={
        "Facility_Zip_Code": "Facility_Zip",
        "Facility_ZipCode": "Facility_Zip",
        "Facility_Postal_Code": "Facility_Zip",
        "Zip": "Facility_Zip",
        "Zip_Code": "Facility_Zip",
    },
)


def read(data: bytes, aliases: Aliases | None = None) -> Listing:
    """The rows of the report; ListError as in ``tables`` when it is refused."""
    table = open_table(data, LAYOUT.plus(aliases or {}))
    return Listing(table, _rows(table))


def _rows(table: Table) -> Iterator[Row]:
    at = table.columns
    picked = [at[column] for column in LAYOUT.required[:9]]
    picked.append(at.get("Facility_Zip", picked[0]))
    has_zip, pick = "Facility_Zip" in at, itemgetter(*picked)
    fields: list[str] = []
    for line, fields in enumerate(table, 2):
        cells = [cell.strip() for cell in pick(fields)]
        yield _row(line, cells if has_zip else [*cells[:-1], ""])
    year = at["Reporting_Year"]
    if fields and not table.has_final_break and len(fields[year].strip()) < 4:
        raise ListError("list.truncated", rows=table.rows)


def _row(line: int, cells: list[str]) -> Row:
    kind, name, other, street, city, region, number, state, until, code = cells
    return Row(
        str(line),
        kind.upper(),
        number,
        number_key(number),
        state_code(state),
        name,
        name_key(name),
        other,
        name_key(other),
        street,
        city,
        state_code(region),
        code,
        place_key(street, city, region),
        iso(until),
        "",
        "",
        "",
        "",
    )
