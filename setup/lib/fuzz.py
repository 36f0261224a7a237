"""setup/fuzz: spoiled inputs in a process of their own, which may die."""

import argparse
import multiprocessing
import resource
import sys
import time
import traceback

from tests import fuzzing

SLOW, LARGE = 5, 300 << 20
_TELL = 10_000


def work(seed, first, count, line):
    """Read inputs one by one; what happens goes down the line before the next."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(first, first + count):
        kind, data = fuzzing.spoiled(seed, number)
        line.send(("begin", number, kind))
        began, fault = time.process_time(), ""
        try:
            fuzzing.read(kind, data)
        except Exception:
            fault = traceback.format_exc(limit=-3)
        taken = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        line.send(("end", taken, peak << 10, fault))
    line.send(("done",))


class Run:
    """One run over many inputs; ``findings`` counts what must not be."""

    def __init__(self, seed):
        self.seed, self.findings, self.read = seed, 0, 0
        self.slowest, self.peak, self.began = (0.0, 0), 0, time.monotonic()
        self.uncaught = self.dead = 0

    def over(self, first, count):
        """Read them all, whatever dies meanwhile."""
        last, start = first + count, first
        while start < last:
            start = self._part(start, last - start) + 1

    def _part(self, first, count):
        """Number of the last input that was read."""
        ours, theirs = multiprocessing.Pipe()
        arguments = (self.seed, first, count, theirs)
        process = multiprocessing.Process(target=work, args=arguments)
        process.start()
        theirs.close()
        number = first
        try:
            while (told := ours.recv())[0] != "done":
                if told[0] == "begin":
                    number, kind = told[1:]
                else:
                    self._note(number, kind, *told[1:])
        except EOFError:
            process.join()
            self.dead += 1
            self._find(number, f"the process ended with {process.exitcode}")
            return number
        process.join()
        return first + count - 1

    def _note(self, number, kind, taken, peak, fault):
        self.read += 1
        self.slowest = max(self.slowest, (taken, number))
        if fault:
            self.uncaught += 1
            self._find(number, f"{kind}\n{fault}")
        if taken > SLOW:
            self._find(number, f"{kind}: {taken:.1f} s")
        if peak > LARGE > self.peak:
            self._find(number, f"{kind}: {peak >> 20} MB")
        self.peak = max(self.peak, peak)
        if self.read % _TELL == 0:
            self.tell()

    def _find(self, number, words):
        self.findings += 1
        print(f"FOUND seed {self.seed} number {number}: {words}", flush=True)

    def tell(self):
        """The figures so far, in one line."""
        print(
            f"{self.read:,} inputs in {time.monotonic() - self.began:.0f} s: "
            f"{self.uncaught} uncaught, {self.dead} dead, slowest "
            f"{self.slowest[0]:.2f} s (number {self.slowest[1]}), peak "
            f"{self.peak >> 20} MB above the start, {self.findings} findings",
            flush=True,
        )


def main():
    """Run and say the figures; 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="setup/fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    options = parser.parse_args()
    run = Run(options.seed)
    run.over(options.first, options.count)
    run.tell()
    return 1 if run.findings else 0


if __name__ == "__main__":
    sys.exit(main())
