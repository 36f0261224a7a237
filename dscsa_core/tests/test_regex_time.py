"""No regular expression of the core takes more than some time for each letter."""

import importlib
import pkgutil
import re
import unittest
from pathlib import Path

import dscsa_core
from dscsa_core.testing import regex_time

_CORE = Path(dscsa_core.__file__).parent


class TestRegexTime(unittest.TestCase):
    def test_bad_ones_are_found(self):
        for text, method in (
            (r"(?:\s+|x)*\]", "match"),
            (r"(a+)+$", "match"),
            (r"<[^>]*>", "sub"),
            (r"a\s*\s*\s*b", "match"),
            (r"\s+$", "search"),
            (r"(?:[A-Z]+[0-9]*)*!", "fullmatch"),
            (r"x(.*?),(.*?),(.*?),(.*?)y", "match"),
        ):
            self.assertTrue(regex_time.slow(re.compile(text), {method}), text)
        for text in (r"[A-Z]++[0-9]*+", r"a{1,3}b?", r"(?:\d\d)+"):
            self.assertIsNone(regex_time.slow(re.compile(text), {"match"}), text)

    def test_every_expression_of_the_core(self):
        used, count = regex_time.usage(regex_time.sources(_CORE)), 0
        walked = pkgutil.walk_packages([str(_CORE)], "dscsa_core.")
        for found in walked:
            if {"tests", "testing"} & set(found.name.split(".")):
                continue
            for name, pattern in regex_time.patterns_of(
                importlib.import_module(found.name)
            ):
                count += 1
                methods = used.get(name, ())
                with self.subTest(f"{found.name}.{name}"):
                    self.assertIsNone(regex_time.slow(pattern, methods))
        self.assertTrue(count, "none is found: nothing was tried")

    def test_expressions_written_in_functions(self):
        for place, text, flags, method in regex_time.inline(regex_time.sources(_CORE)):
            with self.subTest(place):
                pattern = re.compile(text, flags)
                self.assertIsNone(regex_time.slow(pattern, {method}))


if __name__ == "__main__":
    unittest.main()
