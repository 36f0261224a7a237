"""Tokens no EPCIS file has are refused before a parser sees them, wherever they lie."""

import io
import json
import subprocess
import sys
import unittest
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from dscsa_core.epcis.json_lexemes import Lexemes
from dscsa_core.epcis.limits import Limits
from dscsa_core.epcis.reader import open_document
from dscsa_core.epcis.source import CHUNK
from dscsa_core.errors import EpcisError
from dscsa_core.testing import effort

from .depth import part
from .reader_samples import document_json, object_json

_HERE = Path(__file__).resolve().parents[1]
_NUMBERS = (
    "1" + "0" * 5000,
    "-" + "9" * 4400,
    "0." + "3" * 70000,
    "1e" + "9" * 19,
    "1E+1000000000000000000",
    "1e-" + "7" * 5000,
    "[" + ",".join(["8" * 90] * 9) + "]",
    "9" * 65,
)
_BORDERS = (0, 1, 2, 3, 5, 60, 64, 66, 3000)


def _with(value: str, before: int) -> bytes:
    """A document whose value stands ``before`` bytes ahead of a piece's end."""
    head = '{"type": "EPCISDocument", "a": "", "n": '
    fill = CHUNK - len(head) - before
    return (head.replace('""', f'"{"x" * fill}"') + value + "}").encode()


class TestTokens(unittest.TestCase):
    def refused(self, content):
        with effort.ends(), self.assertRaises(EpcisError) as caught:
            list(open_document(io.BytesIO(content)).events())
        return caught.exception.code

    def test_numbers_across_every_border(self):
        """In a process of its own: the fault would be the end of the process."""
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]);"
            "from tests import test_epcis_reader_json_tokens as t;"
            "t.read_all()"
        )
        command = [sys.executable, "-c", code, str(_HERE)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual((run.returncode, run.stderr), (0, ""))

    def test_long_texts_and_keys(self):
        long = "x" * (7 << 20)
        for text in (
            f'"{long}"',
            f'{{"{long}": 1}}',
            f'"{long}',
            '"' + "\\u0041" * 2_000_000,
        ):
            self.assertEqual(self.refused(_with(text, 9)), "epcis.size")

    def test_depth_in_one_piece_and_in_many(self):
        for text in ("[" * 70, '{"a":' * 70, "[" * 10_000_000, '[{"b":"[","c":' * 70):
            for before in (0, 40, 60_000):
                self.assertEqual(self.refused(_with(text, before)), "epcis.depth")

    def test_what_looks_like_a_number_inside_a_text(self):
        note = '\\" 1e99999 ' + "7" * 900 + " [[[[ \\\\"
        text = json.dumps(document_json(object_json(**{"v:a": note * 300})))
        self.assertEqual(
            len(list(open_document(io.BytesIO(text.encode())).events())), 1
        )

    @given(st.text('"\\19e{}[], ab'), st.integers(1, 9))
    @example('{"a\\\\":"\\"1e9999","b":[1e99]}', 1)
    def test_pieces_change_nothing(self, text, size):
        data = text.encode()
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        self.assertEqual(_judged(pieces), _judged([data]))

    def test_linear(self):
        for unit in (
            b'\\"',
            b'"\\',
            b'"',
            b"9,",
            b"9" * 64 + b",",
            b"e0",
            b"[]",
            b"\\",
        ):

            def judge(size, unit=unit):
                data = b'"' * (unit[:1] == b"\\") + unit * (size // len(unit))
                _judged(data[at : at + CHUNK] for at in range(0, len(data), CHUNK))

            effort.linear(judge, part(1 << 20), unit)


def _judged(pieces):
    try:
        return b"".join(Lexemes(Limits(max_depth=4)).checked(pieces))
    except EpcisError as error:
        return error.code


def read_all():
    """Read every bad number across every border; each must be refused by its code."""
    for value in _NUMBERS:
        for before in _BORDERS:
            try:
                open_document(io.BytesIO(_with(value, before)))
            except EpcisError as error:
                assert error.code == "epcis.number", error
            else:
                raise AssertionError(value[:40])


if __name__ == "__main__":
    unittest.main()
