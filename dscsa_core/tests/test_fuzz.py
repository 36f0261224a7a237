"""Spoiled files and scans: refused or read, never an error of the program."""

import time
import unittest

from . import fuzzing
from .depth import part


class TestFuzz(unittest.TestCase):
    def test_spoiled_inputs(self):
        for number in range(part(1600)):
            kind, data = fuzzing.spoiled(1, number)
            began = time.process_time()
            with self.subTest(kind, number=number):
                fuzzing.read(kind, data)
                self.assertLess(time.process_time() - began, 5)

    def test_an_input_can_be_told_again(self):
        self.assertEqual(fuzzing.spoiled(7, 123), fuzzing.spoiled(7, 123))


if __name__ == "__main__":
    unittest.main()
