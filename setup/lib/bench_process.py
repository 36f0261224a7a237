"""Databases and processes of one bench run; all of them are gone when it ends."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_measure import MARK

HERE = Path(__file__).resolve().parent
DB = str(HERE / "db.sh")
# the base and what stands on it alone, also what is installed by choice
ADDONS = sorted(
    each.parent.name
    for each in HERE.parents[1].glob("dscsa_compliance*/__manifest__.py")
    if each.parent.name != "dscsa_compliance_sale"
)


class BenchError(Exception):
    """A part of the bench did not do its work; the text says which and why."""


def run(arguments, what):
    """Output of a command; BenchError with its last words when it fails."""
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=HERE)
    if done.returncode:
        raise BenchError(f"{what} failed:\n{_last_words(done.stderr or done.stdout)}")
    return done.stdout


def _last_words(text):
    return "\n".join(text.strip().splitlines()[-25:])


def measured(output, what):
    """The figures a child reported."""
    for line in output.splitlines():
        if line.startswith(MARK):
            return json.loads(line[len(MARK) :])
    raise BenchError(f"{what} ended without a figure")


class Databases:
    """Throw-away databases ``bench_<pid>_<name>``; a context."""

    def __init__(self):
        self._prefix = f"bench_{os.getpid()}_"
        self._made = {}

    def __enter__(self):
        for name in run([DB, "list"], "listing databases").split():
            pid = name.removeprefix("bench_").partition("_")[0]
            if name.startswith("bench_") and pid.isdigit() and not _alive(int(pid)):
                run([DB, "drop", name], "dropping what a killed run left")
        return self

    def __exit__(self, *_error):
        for name in list(self._made):
            self.drop(name)

    def plain(self):
        """Odoo with everything the addon depends on, without the addon."""
        return self._provide("odoo", self._fill)

    def with_addon(self):
        """The same with the addon."""
        return self._provide("addon", self._install)

    def copy(self, source, name):
        """A database of its own, for one measurement."""
        self._made[name] = full = self._prefix + name
        run([DB, "copy", source, full], f"copying {source}")
        return full

    def drop(self, name):
        run([DB, "drop", self._made.pop(name)], f"dropping {name}")

    def _provide(self, name, make):
        if name not in self._made:
            self._made[name] = self._prefix + name
            make(self._made[name])
        return self._made[name]

    def _fill(self, name):
        run([DB, "new", name], "copying the template database")
        script = [sys.executable, "run_in_odoo.py", name, "bench_world"]
        run(script, "making the bench's company")

    def _install(self, name):
        run([DB, "new", name], "copying the template database")
        options = ["--stop-after-init", "--no-http", "--max-cron-threads=0"]
        run(
            [sys.executable, "-m", "odoo", "-d", name, "-i", ",".join(ADDONS)]
            + options
            + ["--log-level=warn"],
            "installing the addon",
        )
        script = [sys.executable, "run_in_odoo.py", name, "bench_world"]
        run(script, "making the bench's company")


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class Worker:
    """A long-lived child in one database that answers one request at a time."""

    def __init__(self, database, module, *arguments):
        command = [sys.executable, "run_in_odoo.py", database, module, *arguments]
        self._what = f"{module} in {database}"
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 until close
        self._child = subprocess.Popen(
            command,
            cwd=HERE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def ask(self, **request):
        """The answer of the child."""
        try:
            self._child.stdin.write(json.dumps(request) + "\n")
            self._child.stdin.flush()
        except BrokenPipeError:
            self._child.wait()
        for line in self._child.stdout:
            if line.startswith(MARK):
                return json.loads(line[len(MARK) :])
        self._errors.seek(0)
        raise BenchError(f"{self._what} failed:\n{_last_words(self._errors.read())}")

    def close(self):
        """End the child; what it did stays in its database."""
        with contextlib.suppress(BrokenPipeError):
            self._child.stdin.close()
        try:
            self._child.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._errors.close()
