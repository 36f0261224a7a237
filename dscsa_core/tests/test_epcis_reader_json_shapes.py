"""JSON of every shape is read, or refused in words, in the time its bytes may take.

The measure is an ordinary file of the same size, so a busy machine does not matter.
"""

import io
import json
import unittest

from dscsa_core.epcis.master_data import MasterData
from dscsa_core.epcis.notes import Notes
from dscsa_core.epcis.reader import open_document
from dscsa_core.errors import EpcisError
from dscsa_core.testing import effort

from .depth import part, thinned
from .reader_samples import codes, document_json, object_json, read

_LARGE = 1 << 18
_SIZE = part(_LARGE)
_TIMES = 20
_EVENT = '{"type": "ObjectEvent", "action": "OBSERVE", %s}'
_MASTER = (
    '"epcisHeader": {"epcisMasterData": {"vocabularyList": [{"type": '
    '"urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [%s]}]}}'
)
_VALUES = ("1", "[]", "{}", '""', '"\\u0000"', "[[[]]]", '{"a": 1}', '{"lot": 1}')
_NAMES = ('"%x": 1', '"%x:a": {}', '"%x:lotNumber": ""', '"@xmlns:%x": "a"')
_PLACES = {
    "list": "[%s]",
    "deep list": "[" * 50 + "%s" + "]" * 50,
    "header": '{"type": "EPCISDocument", "x": [%s]}',
    "deep header": '{"type": "EPCISDocument", "x": ' + "[" * 50 + "%s" + "]" * 51 + "}",
    "events": '{"type": "EPCISDocument", "epcisBody": {"eventList": [%s]}}',
    "context": '{"type": "EPCISDocument", "@context": [%s]}',
    "master data": '{"type": "EPCISDocument", ' + _MASTER + "}",
    "converted": '{"e:EPCISDocument": {"EventList": {"ObjectEvent": [%s]}}}',
} | {
    f"event {name}": '{"type": "EPCISDocument", "epcisBody": {"eventList": ['
    + _EVENT % f'"{name}": [%s]'
    + "]}}"
    for name in ("epcList", "quantityList", "bizTransactionList", "ilmd", "x:y")
}


def _many(unit, size=_SIZE):
    """As many as fill the size, separated by commas; ``%x`` is which."""
    told = unit.count("%x")
    pieces, length = [], 0
    while length < size:
        pieces.append(unit % ((len(pieces),) * told) if told else unit)
        length += len(pieces[-1]) + 1
    return ",".join(pieces)


def _shapes():
    for (place, text), value in thinned(_PLACES.items(), _VALUES):
        yield f"{place} of {value}", text % _many(value)
    for (place, text), name in thinned(_PLACES.items(), _NAMES):
        yield f"{place} with {name}", text % ("{" + _many(name) + "}")
    root = '{"type": "EPCISDocument", %s}'
    for name in (*_NAMES, '"a": 1', '"vocabularyList": 1'):
        yield f"root with {name}", root % _many(name)
    one = '{"id": "a", "attributes": [{"id": "%x", "attribute": "b"}]}'
    yield "one element in parts", root % (_MASTER % _many(one))
    both = f"{_many(_NAMES[3])[: _SIZE // 2].rpartition(',')[0]}"
    event = '{"type": "ObjectEvent", "@context": {"a": "b"}}'
    yield (
        "contexts in one another",
        root % (f'"@context": {{{both}}}, "eventList": [{_many(event)}]'),
    )


def _read(text):
    """Code it was refused with."""
    try:
        for _event in open_document(io.BytesIO(text.encode())).events():
            pass
    except EpcisError as error:
        return error.code
    return ""


class TestShapes(unittest.TestCase):
    def test_no_shape_takes_longer_than_what_is_ordinary(self):
        events = _many(json.dumps(object_json()))
        ordinary = _PLACES["events"] % events
        self.assertEqual(_read(ordinary), "")
        usual = effort.Usual(lambda: _read(ordinary))
        for name, text in _shapes():
            with self.subTest(name):
                usual.most(_TIMES, lambda text=text: _read(text))

    def test_what_is_refused_says_why(self):
        for text, wanted in (
            (_PLACES["header"] % _many("[]", _LARGE), "epcis.dense"),
            (_PLACES["events"] % _many("{}", _LARGE), "epcis.dense"),
            (_PLACES["header"] % f"{{{_many(_NAMES[0], _LARGE)}}}", "epcis.size"),
            (
                _PLACES["events"] % _many('{"type": "ObjectEvent"}', _LARGE),
                "epcis.dense",
            ),
        ):
            self.assertEqual(_read(text), wanted)

    def test_a_long_file_without_a_blank_is_no_dense_one(self):
        epcs = [f"urn:epc:id:sgtin:0300011.012345.{n}" for n in range(20_000)]
        document = document_json(*[object_json(epcList=epcs)] * 4)
        reader, found = read(json.dumps(document, separators=(",", ":")))
        self.assertEqual([len(one.epcs) for one in found], [20_000] * 4)
        self.assertNotIn("KEY_REPEATED", codes(reader))

    def test_an_element_in_several_parts_is_one(self):
        master = MasterData(Notes(), set())
        for number in range(3):
            master.add("EPCClass", "a", [("functionalName", "X"), (str(number), "y")])
        (item,) = master.items
        self.assertEqual(item.name, "X")
        told = [name for name, _text in item.attributes]
        self.assertEqual(told, ["functionalName", "0", "1", "2"])
