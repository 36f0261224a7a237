"""Say whether a TCP port of this machine is free: ``ports.py check N | free N``."""

import socket
import sys


def is_free(port: int) -> bool:
    """Whether a server could listen on ``port`` of 127.0.0.1 now."""
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main(action: str, first: str) -> int:
    """Exit code 0 when free (``check``); print the next free port (``free``)."""
    port = int(first)
    if action == "check":
        return 0 if is_free(port) else 1
    free = next((number for number in range(port, 65536) if is_free(number)), None)
    if free is None:
        return 1
    print(free)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
