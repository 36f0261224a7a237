"""Answers changed at random: none is green that a second reader does not call so.

Seeds are good and bad answers. The second reader is a few lines that share nothing
with the judge but the standard library.
"""

import json
import random
import unittest

from dscsa_core.testing import effort
from dscsa_core.verification.answer import Reply, judge
from dscsa_core.verification.table import GREEN, LEVELS, OUTCOMES

from .depth import LONG
from .verification_samples import NOW, OTHER_UUID, QUESTION, UUID, message

COUNT = 1_000_000 if LONG else 20_000
TOP = {"verificationTimestamp", "responderGLN", "corrUUID", "data"}
DATA = {"verified", "verificationFailureReason", "additionalInfo"}
REASONS = (
    *("No_match_GTIN_Serial", "Manufacturer_policy", "Not_for_re-distribution"),
    *("No_reason_provided", "No_match_GTIN_Serial_Lot_Expiry", "Out_of_stock"),
)
REMARKS = ("Recalled", "Suspect", "Expired", "ExpirationExtended", "Illegitimate", "?")
SEEDS = [
    json.dumps(each, indent=indent).encode()
    for each in (
        *(message() for _time in range(4)),
        *(message(remark=remark) for remark in REMARKS),
        *(message(False, reason=reason) for reason in REASONS),
        *(message(False, reason=REASONS[1], remark=remark) for remark in REMARKS),
        message("true"),
        message(None),
        message(corrUUID=OTHER_UUID),
        message(data=None),
        message(note="call us"),
    )
    for indent in (None, 1)
]
WORDS = (
    *(b"true", b"false", b"null", b"1", b"0", b'"true"', b"NaN", b"1e999", b"-"),
    *(b'"additionalInfo": "Recalled"', b'"verified": false', b'"verified": true', b","),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\",
        b":",
        b'"data"',
        b'"verified"',
        b"additional",
    ),
    *(b'"Verified": false,', b'"additional_info": "Suspect",', b"\\u0000", b"\\ud800"),
    *(
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xe2\x80\x8b",
        b" ",
        b"\n",
        b"[" * 80,
        b"9" * 70,
    ),
    *(UUID.encode(), OTHER_UUID.encode(), b'"":"",', b'"data":{"verified":true},'),
)
VALUES = (
    *(None, True, False, 0, 1, 1.0, "", " ", "true", "Recalled", "-", [], {}, [True]),
    *({"verified": True}, {"verified": False}, UUID, OTHER_UUID, "ExpirationExtended"),
)
KINDS = (
    *("application/json",) * 8,
    *("application/json; charset=utf-8", "", "text/html", "text/plain", "x/y", ";"),
)
STATUSES = (*(200,) * 60, 201, 203, 302, 404, 500, 503, 0, 20, "timeout", "200", True)


def spoiled(chance):
    """A reply that was an answer once."""
    data = bytearray(chance.choice(SEEDS))
    if chance.random() < 0.4:
        data = bytearray(_regrown(chance, data))
    for _change in range(chance.choice((0, 1, 1, 1, 2, 4))):
        _change_one(chance, data)
    if chance.random() < 0.02:
        encoding = chance.choice(("utf-16", "utf-8-sig", "utf-32", "cp037"))
        data = bytearray(data.decode("latin-1").encode(encoding))
    return Reply(chance.choice(STATUSES), NOW, chance.choice(KINDS), bytes(data))


def _regrown(chance, data):
    """Another value, name or field somewhere in the message."""
    told = json.loads(data)
    record = told
    if isinstance(told.get("data"), dict) and chance.random() < 0.6:
        record = told["data"]
    names = (*TOP, *DATA, "Additional-Info", "VERIFIED", "note", "")
    name = chance.choice((*record, *names))
    match chance.randrange(3):
        case 0:
            record[name] = chance.choice(VALUES)
        case 1:
            record[chance.choice(names)] = record.pop(name, None)
        case _:
            record.pop(name, None)
    return json.dumps(told).encode()


def _change_one(chance, data):
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 1, 2, 8, 40)))
    match chance.randrange(6):
        case 0:
            data[at:at] = chance.choice(WORDS)
        case 1:
            del data[at:end]
        case 2:
            data[at:end] = chance.choice(WORDS)
        case 3:
            data[at : at + 1] = bytes([chance.randrange(256)])
        case 4:
            data[at:at] = data[at:end]
        case _:
            del data[end:]


def may_be_green(got):
    """The second reader."""
    kind = got.content_type.split(";")[0].strip()
    if got.status is True or got.status != 200 or kind not in ALLOWED:
        return False
    try:
        told = json.loads(got.body.decode("utf-8-sig"), object_pairs_hook=_single)
        data = told["data"]
        said = {name for name in told if told[name] is not None} - TOP
        said |= {name for name in data if not _says_nothing(name, data[name])} - DATA
        silent = [data.get(name) for name in DATA - {"verified"}]
        return (
            told["corrUUID"].lower() == UUID
            and data["verified"] is True
            and not said
            and all(each is None or not each.strip(" \r\n\t") for each in silent)
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return False


def _says_nothing(name, value):
    """Null, or blank where a remark or reason belongs, however that is spelled."""
    letters = "".join(each for each in name.lower() if each not in "-_ ")
    is_blank = isinstance(value, str) and not value.strip(" \r\n\t")
    loose = ("additionalinfo", "verificationfailurereason")
    return value is None or is_blank and letters in loose


ALLOWED = ("application/json", "", "text/plain")


def _single(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def run(seed, count):
    """(false greens, true greens, counts of codes) of so many spoiled answers."""
    chance, wrong, right, codes = random.Random(seed), [], 0, {}
    for _number in range(count):
        got = spoiled(chance)
        verdict = judge(QUESTION, got)
        assert verdict.outcome in OUTCOMES and verdict.level in LEVELS
        codes[verdict.code] = codes.get(verdict.code, 0) + 1
        if verdict.level == GREEN:
            right += 1
            if not may_be_green(got):
                wrong.append(got)
    return wrong, right, codes


class TestMutations(unittest.TestCase):
    def test_no_answer_is_green_by_mistake(self):
        # by portions, each within the time no machine needs
        portion, codes, right = 10_000, {}, 0
        for number in range(COUNT // portion):
            with effort.ends():
                wrong, found, seen = run(number, portion)
            self.assertEqual(wrong, [])
            right += found
            codes |= seen
        # they are neither all refused nor all alike
        self.assertGreater(right, COUNT // 100)
        self.assertGreater(len(codes), 25)

    def test_the_second_reader_sees(self):
        good = Reply(200, NOW, "", json.dumps(message()).encode())
        self.assertTrue(may_be_green(good))
        for bad in (message(remark="x"), message(1), message(a=1), message(data=None)):
            got = Reply(200, NOW, "", json.dumps(bad).encode())
            self.assertFalse(may_be_green(got))


if __name__ == "__main__":
    unittest.main()
