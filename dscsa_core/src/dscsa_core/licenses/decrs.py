"""FDA's current establishment registrations (FD&C Act 510; requirements 2.3).

A ZIP with ``drls_reg.txt``, or that text: 14 named columns, an empty 15th field, CRLF,
a blank before the first name. The address is one string.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from .keys import digits_key, name_key, place_key, zip5
from .listing import Aliases, Listing, Row, iso
from .tables import Layout, Table, is_zip, open_table, unzip

MEMBER = "drls_reg.txt"
# FDA publishes renewals of the last days of December late (requirements 2.3)
GRACE = timedelta(days=15)
LAYOUT = Layout(
    "DECRS",
    required=(
        "FEI_NUMBER",
        "DUNS_NUMBER",
        "FIRM_NAME",
        "ADDRESS",
        "EXPIRATION_DATE",
        "OPERATIONS",
        "REGISTRANT_NAME",
        "REGISTRANT_DUNS",
    ),
    optional=(
        "ESTABLISHMENT_CONTACT_NAME",
        "ESTABLISHMENT_CONTACT_EMAIL",
        "AGENT_DETAILS",
        "REGISTRANT_CONTACT_NAME",
        "REGISTRANT_CONTACT_EMAIL",
        "EXCLUSION_FLAG",
    ),
)
_US_ADDRESS = re.compile(
    r"(?P<street>.+?), *+(?P<city>[^,]++), *+[^,(]++\((?P<state>[A-Z]{2})\) *+"
    r"(?P<zip>\d{5}[\d-]*+)?,? *+United States[^(]*+\(USA\)",
    re.I,
)


def read(data: bytes, aliases: Aliases | None = None) -> Listing:
    """The registrations; ListError as in ``tables`` when the file is refused."""
    if is_zip(data):
        (data,) = unzip(data, [MEMBER])
    table = open_table(data, LAYOUT.plus(aliases or {}))
    return Listing(table, _rows(table))


def read_address(text: str) -> tuple[str, str, str, str]:
    """(street, city, State, ZIP) of a US address; elsewhere the whole as street."""
    match = _US_ADDRESS.fullmatch(text.strip())
    if not match:
        return text.strip(), "", "", ""
    street, city, state = match["street"], match["city"], match["state"].upper()
    return street.strip(), city.strip(), state, match["zip"] or ""


def is_over(expires: date | None, today: date) -> bool:
    """Whether a registration has ended, fifteen days of grace allowed."""
    return bool(expires and today > expires + GRACE)


def _rows(table: Table) -> Iterator[Row]:
    columns = [table.columns[name] for name in LAYOUT.required]
    for line, fields in enumerate(table, 2):
        fei, duns, name, address, until, work, owner, owner_duns = (
            fields[place].strip() for place in columns
        )
        street, city, region, code = read_address(address)
        yield Row(
            str(line),
            "FDA",
            fei,
            digits_key(fei),
            "",
            name,
            name_key(name),
            "",
            "",
            street,
            city,
            region,
            zip5(code),
            place_key(street, city, region),
            iso(until),
            digits_key(duns),
            owner,
            digits_key(owner_duns),
            work,
        )
