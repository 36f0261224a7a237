"""How much work something is, told so that a busy machine changes nothing.

No test compares a time with a number of seconds. ``calls`` counts what Python does,
``linear`` compares a text with one four times as long, ``Usual`` with what is usual,
each again before it complains; ``ends`` and ``answers`` are there only so that nothing
hangs: their seconds are more than any machine needs.
"""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# four times the work is four times the time, of a square sixteen times
_TIMES, _MOST = 4, 10
_TRIES = 6
# below, a clock says nothing
_LEAST_SECONDS = 0.02
# no machine is so slow
_GUARD_SECONDS = 60


class TooMuch(AssertionError):
    """More work than what is done may cost."""


@contextmanager
def ends(seconds: float = _GUARD_SECONDS) -> Iterator[None]:
    """Raise TooMuch in what takes so much processor time; main thread alone."""
    with _guarded(signal.ITIMER_VIRTUAL, signal.SIGVTALRM, seconds):
        yield


@contextmanager
def answers(seconds: float = _GUARD_SECONDS) -> Iterator[None]:
    """Raise TooMuch in what waits so long for others; main thread alone."""
    with _guarded(signal.ITIMER_REAL, signal.SIGALRM, seconds):
        yield


@contextmanager
def _guarded(timer: int, number: int, seconds: float) -> Iterator[None]:
    def stop(*_signal):
        raise TooMuch(f"not at its end after {seconds} s")

    usual = signal.signal(number, stop)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, usual)


def calls(work: Callable[[], object], most: int) -> int:
    """How many functions are called, the same on every machine; TooMuch over ``most``.

    What one function of C does is not seen: see ``linear`` and ``regex_time``.
    """
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        if event in ("call", "c_call"):
            count += 1
            if count > most:
                raise TooMuch(f"more than {most} calls")

    usual = sys.getprofile()
    with ends():
        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(usual)
    return count


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call that comes to an end."""
    with ends():
        began = time.process_time()
        work()
        return time.process_time() - began


def linear(work: Callable[[int], object], size: int, about: object = "") -> None:
    """TooMuch unless ``work(4 * size)`` takes about four times ``work(size)``."""
    Usual(lambda: work(size)).most(_MOST, lambda: work(_TIMES * size), about)


class Usual:
    """What is done usually, as the measure of what is not."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work, self._seconds = work, 0.0

    def most(
        self, times: float, work: Callable[[], object], about: object = ""
    ) -> None:
        """TooMuch if ``work`` takes more than so many times as long.

        Good as soon as one pair of measurements is: others had a busy machine.
        """
        found: list[str] = []
        for _try in range(_TRIES):
            taken = seconds(work)
            if found or not self._seconds:
                self._seconds = max(seconds(self._work), _LEAST_SECONDS)
            if taken <= times * self._seconds:
                return
            found.append(f"{taken:.3f} s for {self._seconds:.3f} s")
        raise TooMuch(f"{about}: {'; '.join(found)}; at most {times} times")
