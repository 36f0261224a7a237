"""Spoiled files and scans: refused or read, never an error of the program."""

import unittest

from dscsa_core.testing import effort

from . import fuzzing
from .depth import part


class TestFuzz(unittest.TestCase):
    def test_spoiled_inputs(self):
        for number in range(part(1600)):
            kind, data = fuzzing.spoiled(1, number)
            with self.subTest(kind, number=number), effort.ends():
                fuzzing.read(kind, data)

    def test_an_input_can_be_told_again(self):
        self.assertEqual(fuzzing.spoiled(7, 123), fuzzing.spoiled(7, 123))


if __name__ == "__main__":
    unittest.main()
