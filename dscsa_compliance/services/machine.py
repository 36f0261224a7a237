"""Failures that are the machine's, not the file's: a full disk, a database away."""

import errno

from psycopg2 import OperationalError
from psycopg2.errors import InsufficientResources, SystemError

_ERRNOS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EROFS,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
}


def is_machine_fault(error):
    """Whether this error would meet any file now."""
    if isinstance(error, InsufficientResources | SystemError):
        return True
    if isinstance(error, OperationalError):
        # without a code: the connection is gone
        return not error.pgcode or error.pgcode[:2] in ("08", "57")
    return isinstance(error, OSError) and error.errno in _ERRNOS
