"""Getting files to and from partners."""

from ..finding import BLOCK, INFO, WARNING
from .rule import NOT_HDA, TRANSPORT, Rule, _lt

RULES = (
    Rule(
        "TRN-03",
        "CONTENT_DUPLICATE",
        TRANSPORT,
        NOT_HDA,
        INFO,
        _lt("The same shipment came before in another file, on %(date)s."),
        _lt("Nothing to do: the first file counts."),
    ),
    Rule(
        "TRN-04",
        "file.size",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("This file is larger than %(limit)s, the most that is taken in."),
        _lt("Ask the seller for smaller files, or have the limit raised."),
    ),
    Rule(
        "TRN-05",
        "file.archive_bomb",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("This archive unpacks to far more than its size; it was not opened."),
        _lt("Unpack it yourself if you trust the sender, and upload the files."),
    ),
    Rule(
        "TRN-06",
        "file.archive_files",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt(
            "This archive holds %(count)s files, more than the %(limit)s that are "
            "opened. None of them was taken in."
        ),
        _lt("Pack them into smaller archives, or upload the files themselves."),
    ),
    Rule(
        "TRN-07",
        "file.archive_broken",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("The archive %(name)s is damaged, empty or protected by a password."),
        _lt("Ask for it again, or upload the files in it one by one."),
    ),
    Rule(
        "TRN-08",
        "job.interrupted",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("Reading this file was started %(count)s times and never finished."),
        _lt("Press «Read again». If that fails too, send the file to your IT people."),
    ),
    Rule(
        "TRN-09",
        "job.error",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("The program failed on this file (%(reason)s). The file is kept."),
        _lt("Press «Read again». If that fails too, send the file to your IT people."),
    ),
    Rule(
        "TRN-10",
        "file.open",
        TRANSPORT,
        NOT_HDA,
        BLOCK,
        _lt("The file cannot be opened: %(reason)s"),
        _lt("Check the name and the rights of the file."),
    ),
    Rule(
        "TRN-22",
        "file.table",
        TRANSPORT,
        NOT_HDA,
        BLOCK,
        _lt("This is a table. The checker reads EPCIS files and X12 ship notices."),
        _lt("Import it in Odoo, where somebody says what its columns mean."),
    ),
    Rule(
        "TRN-11",
        "file.member_broken",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("The file %(name)s in the archive is damaged or protected by a password."),
        _lt("It was left out. Ask for it again; the others were taken in."),
    ),
    Rule(
        "TRN-12",
        "file.member_stray",
        TRANSPORT,
        NOT_HDA,
        INFO,
        _lt("The file %(name)s in the archive was made by a desktop system."),
        _lt("It was left out: it holds no data. Nothing to do."),
    ),
    Rule(
        "TRN-13",
        "file.no_room",
        TRANSPORT,
        NOT_HDA,
        WARNING,
        _lt("The server had no room to keep the file %(name)s: nothing of it is here."),
        _lt(
            "Tell whoever runs the server that a disk is full, then upload the file "
            "again."
        ),
    ),
)
