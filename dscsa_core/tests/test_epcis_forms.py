"""Each event in every form reads as the same event, with all its fields."""

import unittest
from datetime import UTC, date, datetime

from dscsa_core.epcis.digest import Digest
from dscsa_core.epcis.model import ErrorDeclaration, QuantityElement, Typed
from dscsa_core.finding import BLOCK, INFO

from . import epcis_forms as forms
from .epcis_forms import EXTRAS, EXTRAS_20, KINDS, LOT, PARTY, PLACE, UNIT
from .reader_samples import document_json, read

_UNITS = (UNIT + "S1", UNIT + "a%2Fb")
_OBJECTS = {"epcs": _UNITS}
_PO = Typed("po", "urn:epcglobal:cbv:bt:0399991000022:PO/7")
_MANY = (QuantityElement(LOT, 12.0, ""), QuantityElement(LOT, 2.5, "KGM"))
# What a reader must make of each kind, and of each extra.
_OF_KIND = {
    "ObjectEvent": {**_OBJECTS, "action": "OBSERVE"},
    "AggregationEvent": {**_OBJECTS, "action": "ADD", "parent": forms.CASE},
    "TransactionEvent": {
        **_OBJECTS,
        "action": "ADD",
        "parent": forms.SSCC,
        "references": (_PO,),
    },
    "TransformationEvent": {
        "inputs": (UNIT + "S1",),
        "outputs": (UNIT + "S2", UNIT + "S3"),
        "action": "",
    },
    "AssociationEvent": {**_OBJECTS, "action": "DELETE", "parent": forms.CASE},
}
_OF_EXTRA = {
    "nothing more": {"step": "packing", "error": None, "event_id": ""},
    "references": {
        "references": (
            _PO,
            Typed("inv", "urn:epcglobal:cbv:bt:0399990777772:I-7"),
            Typed("desadv", "urn:uuid:6f0c2a52-1111-4222-8333-444455556666"),
        )
    },
    "parties": {
        "sources": (Typed("owning_party", PARTY), Typed("location", PLACE)),
        "destinations": (
            Typed("owning_party", forms.OTHER),
            Typed("possessing_party", forms.OTHER),
        ),
    },
    "a step of one's own": {"step": "https://alder.example/steps/irradiating"},
    "record time": {"record_time": datetime(2026, 11, 19, 16, tzinfo=UTC)},
    "number of the event": {
        "event_id": "urn:uuid:0b6f7a52-1111-4222-8333-44445555666a"
    },
    "taken back": {
        "error": ErrorDeclaration(
            datetime(2026, 11, 20, 9, tzinfo=UTC),
            "incorrect_data",
            ("urn:uuid:0b6f7a52-1111-4222-8333-44445555666c",),
        )
    },
    "field of a vendor": {},
    "state that stays": {"states": ("recalled",), "states_ended": ()},
    "temperatures": {},
    "certificate": {},
}


class FormsCase(unittest.TestCase):
    def one(self, content):
        """The only event of a file nothing is wrong with."""
        reader, events = read(content)
        self.assertEqual([f for f in reader.findings if f.level == BLOCK], [])
        (event,) = events
        digest = Digest()
        digest.apply(event)
        self.assertEqual(len(list(digest.things())), len(digest))
        return event

    def check(self, event, **expected):
        self.assertEqual(event.time, datetime(2026, 11, 19, 15, tzinfo=UTC))
        self.assertEqual((event.offset, event.disposition), ("-05:00", "in_progress"))
        self.assertEqual((event.read_point, event.location), (PLACE, PLACE))
        found = {name: getattr(event, name) for name in expected}
        self.assertEqual(found, expected)

    def in_forms(self, kind, event, versions=("1.2", "2.0", "json")):
        """(form, content) of an event."""
        for version in versions:
            if version == "json":
                yield version, document_json(forms.as_json(kind, event))
            elif version == "2.0" or kind != "AssociationEvent":
                text = forms.as_xml(kind, event, version)
                yield version, forms.xml_document(text, version)


class TestForms(FormsCase):
    def test_every_kind_with_every_extra(self):
        count = 0
        for kind, basics in KINDS.items():
            for words, extra in {**EXTRAS, **EXTRAS_20}.items():
                versions = (
                    ("2.0", "json") if words in EXTRAS_20 else ("1.2", "2.0", "json")
                )
                for form, content in self.in_forms(kind, {**basics, **extra}, versions):
                    with self.subTest(kind, extra=words, form=form):
                        event = self.one(content)
                        wanted = {**_OF_KIND[kind], **_OF_EXTRA[words]}
                        self.check(event, kind=kind[:-5].lower(), **wanted)
                        count += 1
        self.assertEqual(count, 5 * (8 * 3 + 3 * 2) - 8)

    def test_a_vendors_field_is_kept_as_it_is(self):
        extra = EXTRAS["field of a vendor"]
        for kind, basics in KINDS.items():
            for form, content in self.in_forms(kind, {**basics, **extra}):
                with self.subTest(kind, form=form):
                    kept = dict(self.one(content).extensions)
                    (value,) = kept.values()
                    self.assertIn("seal 4471", value)
                    self.assertTrue(next(iter(kept)).endswith("note"), kept)

    def test_quantities_beside_epcs(self):
        for kind, basics in KINDS.items():
            event = {**basics, **forms.with_quantities(kind)}
            for form, content in self.in_forms(kind, event):
                with self.subTest(kind, form=form):
                    found = self.one(content)
                    if kind == "TransformationEvent":
                        self.check(
                            found,
                            input_quantities=_MANY[:1],
                            output_quantities=_MANY[1:],
                        )
                    else:
                        self.check(found, quantities=_MANY)

    def test_lot_and_expiry_where_goods_are_made(self):
        """CBV 1.2, section 9.2.2: of what is commissioned or comes out."""
        ilmd = {"lotNumber": "L7", "itemExpirationDate": "2028-03-31"}
        for kind in ("ObjectEvent", "TransformationEvent"):
            event = {**KINDS[kind], "ilmd": ilmd}
            event |= {"action": "ADD"} if kind == "ObjectEvent" else {}
            for form, content in self.in_forms(kind, event):
                with self.subTest(kind, form=form):
                    self.check(self.one(content), lot="L7", expiry=date(2028, 3, 31))

    def test_identifiers_of_every_kind_stay_as_they_are(self):
        """TDS 2.1, section 6.3, and Digital Links of EPCIS 2.0."""
        names = (
            UNIT + "S1",
            forms.SSCC,
            "https://id.gs1.org/01/00399990543216/21/S1",
            "https://a.example/x/00/103999901234567891",
            "urn:epc:id:grai:0399990.66666.7",
            "urn:epc:id:giai:0399990.A1",
            "urn:epc:id:gsrn:0399990.1234567890",
            "urn:epc:id:gsrnp:0399990.1234567890",
            "urn:epc:id:gdti:0399990.88888.7",
            "urn:epc:id:cpi:0399990.P7.7",
            "urn:epc:id:sgcn:0399990.88888.7",
            "urn:epc:id:ginc:0399990.C7",
            "urn:epc:id:gsin:0399990.123456789",
            "urn:epc:id:itip:0399990.054321.01.03.S1",
            "urn:epc:id:upui:0399990.054321.T7",
        )
        event = {**KINDS["ObjectEvent"], "epcList": list(names)}
        for form, content in self.in_forms("ObjectEvent", event):
            with self.subTest(form):
                self.assertEqual(self.one(content).epcs, names)

    def test_a_link_and_a_urn_are_the_same_thing(self):
        """EPCIS 2.0, section 8.3: either names the package."""
        digest = Digest()
        for position, name in enumerate(
            (UNIT + "S1", "https://id.gs1.org/01/00399990543216/21/S1")
        ):
            event = {**KINDS["ObjectEvent"], "epcList": [name]}
            found = self.one(document_json(forms.as_json("ObjectEvent", event)))
            self.assertEqual(found.epcs, (name,), position)
            digest.apply(found)
        self.assertEqual(digest.keys, ["010039999054321621S1"])

    def test_all_kinds_in_one_document_in_order(self):
        for version in ("1.2", "2.0", "json"):
            kinds = [k for k in KINDS if version != "1.2" or k != "AssociationEvent"]
            if version == "json":
                content = document_json(*(forms.as_json(k, KINDS[k]) for k in kinds))
            else:
                texts = (forms.as_xml(k, KINDS[k], version) for k in kinds)
                content = forms.xml_document("".join(texts), version)
            with self.subTest(version):
                _reader, events = read(content)
                self.assertEqual(
                    [(e.position, e.kind) for e in events],
                    list(enumerate((k[:-5].lower() for k in kinds), 1)),
                )

    def test_fields_of_json_in_any_order(self):
        for kind, basics in KINDS.items():
            given = forms.as_json(kind, {**basics, **EXTRAS["parties"]})
            turned = dict(reversed(given.items()))
            with self.subTest(kind):
                wanted = {**_OF_KIND[kind], **_OF_EXTRA["parties"]}
                self.check(self.one(document_json(turned)), **wanted)


# A good file with one fault: what to replace, by what, and the code.
_FAULTS = (
    ("action of nobody", "<action>OBSERVE<", "<action>FIND<", "ACTION_INVALID"),
    ("nearly an action", "<action>OBSERVE<", "<action>OBSERV<", "ACTION_INVALID"),
    ("no action", "<action>OBSERVE</action>", "", "ACTION_MISSING"),
    ("time that is none", f">{forms.TIME}<", ">19 Nov 2026<", "EVENT_TIME_INVALID"),
    ("no time", f"<eventTime>{forms.TIME}</eventTime>", "", "EVENT_TIME_MISSING"),
    ("step of nobody", "bizstep:packing", "bizstep:wrapping", "STEP_INVALID"),
    ("state of nobody", "disp:in_progress", "disp:half_done", "DISPOSITION_INVALID"),
    ("unknown element", "</ObjectEvent>", "<made>x</made></ObjectEvent>",
     "ELEMENT_UNKNOWN"),
    ("wrong order", "<eventTime>", "<action>OBSERVE</action><eventTime>",
     "ELEMENT_ORDER"),
)  # fmt: skip
_JSON_FAULTS = (
    ("action of nobody", {"action": "FIND"}, {"ACTION_INVALID"}),
    ("nearly an action", {"action": "OBSERV"}, {"ACTION_INVALID"}),
    ("time that is none", {"eventTime": "19 Nov 2026"}, {"EVENT_TIME_INVALID"}),
    ("neither", {"action": None, "eventTime": None},
     {"ACTION_MISSING", "EVENT_TIME_MISSING"}),
    ("step of nobody", {"bizStep": "wrapping"}, {"STEP_INVALID"}),
    ("state of nobody", {"disposition": "half_done"}, {"DISPOSITION_INVALID"}),
    ("nothing named", {"epcList": None}, {"IDENTIFIERS_MISSING"}),
    ("quantity in words",
     {"quantityList": [{"epcClass": LOT, "quantity": "a dozen"}]},
     {"QUANTITY_INVALID"}),
    ("unknown field of a quantity",
     {"quantityList": [{"epcClass": LOT, "quantity": 1, "colour": "red"}]},
     {"ELEMENT_UNKNOWN"}),
    ("field without namespace", {"ilmd": {"lot": "L7"}, "action": "ADD"},
     {"ILMD_FIELD"}),
    ("certificate of a wrong day",
     {"certificationInfo": [{"gs1:CertificationDetails":
                             {"gs1:certificationAuditDate": "last year"}}]},
     {"CERTIFICATION_INVALID"}),
)  # fmt: skip


class TestFaults(FormsCase):
    def grave(self, content):
        reader, _events = read(content)
        return {found.code for found in reader.findings if found.level != INFO}

    def all_codes(self, content):
        return {found.code for found in read(content)[0].findings}

    def test_xml(self):
        basics = KINDS["ObjectEvent"]
        good = forms.xml_document(forms.as_xml("ObjectEvent", basics, "2.0"), "2.0")
        before = self.grave(good)
        for words, text, by, code in _FAULTS:
            with self.subTest(words):
                self.assertEqual(good.count(text), 1)
                changed = good.replace(text, by)
                if code == "ELEMENT_ORDER":
                    changed = _without_last(changed, "<action>OBSERVE</action>")
                self.assertNotIn(code, self.all_codes(good))
                self.assertIn(code, self.all_codes(changed))
                self.assertLessEqual(self.grave(changed) - before, {code})

    def test_json(self):
        basics = forms.as_json("ObjectEvent", KINDS["ObjectEvent"])
        before = self.grave(document_json(basics))
        for words, changes, own in _JSON_FAULTS:
            for events in ((), (basics,)):
                with self.subTest(words, behind=len(events)):
                    wrong = {**basics, **changes}
                    wrong = {name: v for name, v in wrong.items() if v is not None}
                    changed = document_json(*events, wrong)
                    self.assertLessEqual(own, self.all_codes(changed))
                    self.assertLessEqual(self.grave(changed) - before, own)


def _without_last(text, part):
    head, _, tail = text.rpartition(part)
    return head + tail
