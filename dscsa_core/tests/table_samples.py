"""Tables of TI of our own, and how tests read them."""

import io

from dscsa_core.epcis.model import Place
from dscsa_core.tabular.fields import guess_columns
from dscsa_core.tabular.model import (
    Layout,
    Terms,
)
from dscsa_core.tabular.rows import read_table
from dscsa_core.tabular.text import read_rows

SELLER, BUYER = Place("brookdrug|03301", name="Brook Drug"), Place("elm|", name="Elm")
TERMS = Terms(SELLER, BUYER, statement=True, words="in the portal")
HEADINGS = "NDC,Product Name,Lot #,Exp. Date,Qty Shipped,Invoice No.,PO Number,Date"
ROWS = (
    "99999-0000-1,Testamol 10 mg,7K21,03/31/2028,12,44871,P00012,11/20/2026",
    "99999-0000-2,Testamol 20 mg,8L,04/2028,3,44871,P00012,11/20/2026",
)


def rows_of(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_rows(io.BytesIO(data), **options)


def table(*lines, headings=HEADINGS, known=lambda ndc: "", **layout):
    rows = rows_of("\n".join((headings, *lines)))
    columns = guess_columns(rows[0], rows[1:])
    return read_table(rows, Layout(columns, **layout), known)


def problem_of(reading):
    (problem,) = (each for row in reading.problems.values() for each in row)
    return problem
