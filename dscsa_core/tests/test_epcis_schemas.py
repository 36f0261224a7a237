"""What is written, by GS1's own schema files; they may not be copied into this project.

DSCSA_SCHEMAS names a folder with ``epcis-1.2/EPCglobal-epcis-1_2.xsd`` and
``epcis-2.0/EPCglobal-epcis-2_0.xsd`` as GS1 publishes them.
"""

import os
import unittest
from dataclasses import replace
from pathlib import Path

from lxml import etree

from dscsa_core.outbound.after import correct, give_back, retract, void
from dscsa_core.outbound.document import write

from . import epcis_forms as forms
from . import test_outbound_after as after
from .outbound_samples import DIALECTS, DOCK
from .test_epcis_writer import of_every_kind, shipment, written

_FOLDER = os.environ.get("DSCSA_SCHEMAS", "")


@unittest.skipUnless(_FOLDER, "DSCSA_SCHEMAS names no folder of GS1's schema files")
class TestSchemas(unittest.TestCase):
    def test_valid(self):
        for version in ("1.2", "2.0"):
            name = f"EPCglobal-epcis-{version.replace('.', '_')}.xsd"
            path = Path(_FOLDER) / f"epcis-{version}" / name
            schema = etree.XMLSchema(etree.parse(path))
            for words, data in _documents(version):
                with self.subTest(words, version=version):
                    schema.assertValid(etree.fromstring(data))


def _documents(version):
    if version == "1.2":
        yield "shipment", written(shipment())
        yield "every kind", written(of_every_kind())
        yield "empty", written([], items=(), places=())
        yield from _outbound()
    extras = forms.EXTRAS if version == "1.2" else forms.EXTRAS | forms.EXTRAS_20
    for kind, basics in forms.KINDS.items():
        if version == "1.2" and kind == "AssociationEvent":
            continue
        for words, extra in extras.items():
            text = forms.as_xml(kind, {**basics, **extra}, version)
            yield f"{kind}, {words}", forms.xml_document(text, version).encode()


def _outbound():
    """What a seller hands over, and what takes it back or corrects it."""
    new = replace(after.TWO, number="N", created=after.LATER, orders=("Q7",))
    for dialect in DIALECTS:
        sent = write(after.TWO, dialect)
        back = give_back(replace(after.RETURN, ship_from=DOCK), dialect)
        for words, document in (
            ("sale", sent),
            ("void", void(sent, "N", after.LATER)),
            ("declared", retract(sent, "N", after.LATER)),
            ("corrected", correct(sent, new)),
            ("return", back),
        ):
            yield f"{words}, {dialect}", document.data
