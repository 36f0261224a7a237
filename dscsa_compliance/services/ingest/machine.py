"""Failures that are the machine's, not the file's: a full disk, a database away, a
program that was exchanged while it ran.
"""

import errno
from contextlib import contextmanager

from dscsa_core.guarded.errors import (
    MachineFault,
    ReaderBusy,
    ReaderMissing,
    ReaderOutdated,
    ReadingInterrupted,
)
from psycopg2 import OperationalError
from psycopg2.errors import InsufficientResources, SystemError

from odoo.exceptions import UserError

_ERRNOS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EROFS,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.EAGAIN,
}


class _ToldFault(MachineFault, UserError):
    """The same in words."""


class _ToldInterruption(ReadingInterrupted, UserError):
    """The same in words."""


@contextmanager
def faults_told(env):
    """Faults of the machine while a file is read, in the words of the user."""
    try:
        yield
    except ReadingInterrupted as error:
        raise _ToldInterruption(_words(env, error)) from error
    except (ReaderOutdated, ReaderMissing, ReaderBusy) as error:
        raise _ToldFault(_words(env, error)) from error


def _words(env, error):
    if isinstance(error, ReaderOutdated):
        return env._(
            "The program was updated while the server runs, so no file can be read "
            "now. Nothing is lost. Ask whoever runs the server to restart it; what "
            "waits is read then."
        )
    if isinstance(error, ReaderMissing):
        return env._(
            "The server cannot start the process that reads files. Nothing is "
            "lost: what waits is tried again every few minutes. If it stays, ask "
            "whoever runs the server to look at its memory and log."
        )
    if isinstance(error, ReaderBusy):
        return env._(
            "The server is busy reading other files. Nothing is lost, and nothing "
            "is wrong with this one: try again in a minute."
        )
    return env._(
        "The reading was stopped by the server. Nothing is lost. Try again; if "
        "it happens again, ask whoever runs the server for more memory."
    )


def is_machine_fault(error):
    """Whether this error would meet any file now."""
    if isinstance(error, MachineFault | InsufficientResources | SystemError):
        return True
    if isinstance(error, OperationalError):
        # without a code: the connection is gone
        return not error.pgcode or error.pgcode[:2] in ("08", "57")
    return isinstance(error, OSError) and error.errno in _ERRNOS
