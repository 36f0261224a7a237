"""README.txt of an archive: what it is, in words a stranger understands."""

from textwrap import fill

_HEAD = """\
{title}
{line}

What this is
------------
{what}

All files are plain: tables are CSV (UTF-8, comma, first line = names of the columns),
TI/TS are CSV and EPCIS 1.2 XML, everything else lies here as it was received. No
program of ours is needed to read it. Times are UTC; days are year-month-day.
Numbers called "id" are only good for joining tables of this archive.

Is it whole and unchanged?
--------------------------
manifest.json names every file with its size, its SHA-256 and its number of rows.
The SHA-256 of manifest.json itself is in manifest.sha256 and on the cover sheet that
was printed with this archive. `dscsa-verify ARCHIVE.zip` checks all of it, and the
chain of the ledger, with Python alone. By hand: sha256sum FILE.

As of when
----------
{when}

Where to look
-------------
  ti/ti.csv           Transaction Information and Statement, one row a line; the
                      letters (A) to (I) in columns.csv are those of FD&C Act 581(26)
  ti/packages.csv     serial numbers of the packages of each TI/TS
  ti/epcis/           the same as EPCIS, for TI/TS whose packages are known one by one
  ti/pdf/             the same on paper, if it was asked for
  originals/          every file and paper as it came; tables/document.csv says which
                      is which (column archive_path) and what was removed, and why
  evidence/           what was seen when licenses were checked
  attachments/        other files that hung on records
  tables/, links/     all records; columns.csv explains each column
  ledger/ledger.csv   what was noted when, sealed one to the next; {ledger}

What is not in it
-----------------
No prices, no passwords, keys or tokens, no patients. TI/TS that lie in a seller's
portal or on paper are listed (ti/ti.csv, column proof), with the portal; their contents
are where the list says, unless a copy lies in originals/. Files that were already
lost when this was made are named in manifest.json under "missing".

Tables
------
"""


def readme(archive, tables, head):
    """The text; ``tables`` are those of the archive, ``head`` that of the ledger."""
    company = archive.company_id
    title = f"Archive {archive.name} of {company.name}"
    what = (
        f"DSCSA records of {company.name}: {archive._scope_text()}. Made from Odoo "
        "with the addon dscsa_compliance."
    )
    when = (
        f"Begun {archive.cut_at} UTC. What was recorded later is not in it. All parts "
        "were read from one snapshot of the database; if the work was interrupted, "
        "later parts show the state of the day they were read (read_at in "
        "manifest.json), but still nothing that was recorded after the beginning."
    )
    ledger = f"sealed up to entry {head['position']}"
    if archive.kind == "range":
        ledger += ", words of this range only"
    lines = [f"  {table.path}\n      {table.title}" for table in tables]
    text = _HEAD.format(
        title=title,
        line="=" * len(title),
        what=fill(what, 86),
        when=fill(when, 86),
        ledger=ledger,
    )
    return text + "\n".join(lines) + "\n"
