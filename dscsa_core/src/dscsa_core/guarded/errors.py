"""What is no doing of the file that is read."""


class MachineFault(Exception):
    """Any file would meet it now; tried again, nothing is said of the file."""


class ReaderOutdated(MachineFault):
    """The program on the disk is another than the one this process runs."""


class ReaderMissing(MachineFault):
    """No process could be started to read files."""


class ReaderBusy(MachineFault):
    """As many files are read at once as the machine can."""


class ReadingInterrupted(Exception):
    """The reading process was ended from outside: the file may be tried again."""
