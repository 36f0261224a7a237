"""Foreign bytes are read in a child process with limits: no file takes its reader down.

The one part of the core that has processes. Its readers of workbooks and pictures need
the extras ``tables`` and ``pictures``; the others what the core needs.
"""
