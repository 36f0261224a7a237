"""Base class of the Odoo tests: a pharmacy, its people, products, sellers and files.

Company prefixes, names and numbers are invented; labeler codes are unassigned.
"""

import io
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

from dscsa_core.epcis.make import Node, Terms, shipment
from dscsa_core.epcis.model import Header, Item, Place, Typed
from dscsa_core.epcis.writer import write_document
from dscsa_core.gs1.epc_encode import gtin_pattern_uri
from dscsa_core.gs1.keys import sscc_key

from odoo import Command, fields
from odoo.tests import TransactionCase

from .numbers import (  # noqa: F401 tests take them from here
    OUR_GLN,
    PREFIX,
    PREFIX_LENGTH,
    SELLER_GLN,
    STRANGER_GLN,
    gln_of,
    gtin_of,
    key_of,
    sgln_urn,
    sgtin_urn,
    sscc_of,
    sscc_urn,
)


class DscsaCommon(TransactionCase):
    """A company ``pharmacy`` of profile pharmacy, live, with a person of each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # no mail to each of the people made below, nothing tracked
        quiet = {"tracking_disable": True, "no_reset_password": True}
        cls.env = cls.env(context=dict(cls.env.context, **quiet))
        cls.usa = cls.env.ref("base.us")
        cls.company = cls._make_company("Elm Street Pharmacy", OUR_GLN)
        # sellers without proof are the matter of the tests of licenses
        if "dscsa_gate" in cls.company._fields:
            cls.company.dscsa_gate = "off"
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids)
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls._make_users()
        cls.seller = cls._make_partner("Brook Drug Company", SELLER_GLN, "03301")
        cls.stranger = cls._make_partner("Hazel Wholesale", STRANGER_GLN, "02108")
        cls.products = cls.env["product.product"].union(
            *(cls._make_product(number) for number in (1, 2, 3))
        )
        cls.product, cls.other_product, cls.third_product = cls.products
        cls.today = fields.Date.today()

    @contextmanager
    def noting(self):
        """[(kind, records or subject, content)] of what a ledger is told meanwhile."""
        told, mixin = [], self.env.registry["dscsa.ledger.mixin"]

        def tell(_self, kind, subject, content=None, company=None):
            told.append((kind, subject, content))

        with (
            patch.object(mixin, "_ledger_note", tell),
            patch.object(mixin, "_ledger_note_text", tell),
        ):
            yield told

    @classmethod
    def _make_company(cls, name, gln, profile="pharmacy"):
        company = cls.env["res.company"].create(
            {
                "name": name,
                "country_id": cls.usa.id,
                "street": "9 Elm Street",
                "city": "Keene",
                "zip": "03431",
                "dscsa_profile": profile,
                "dscsa_live_date": fields.Date.today() - timedelta(days=365),
            }
        )
        company.partner_id.global_location_number = gln
        return company

    @classmethod
    def _make_users(cls):
        roles = {
            "technician": "dscsa_compliance.group_dscsa_technician",
            "pharmacist": "dscsa_compliance.group_dscsa_pharmacist",
            "manager": "dscsa_compliance.group_dscsa_manager",
            "auditor": "dscsa_compliance.group_dscsa_auditor",
            "stock_user": "stock.group_stock_user",
        }
        people = cls.env["res.users"].create(
            [
                {
                    "name": f"dscsa_{role}",
                    "login": f"dscsa_{role}",
                    "password": f"dscsa_{role}",
                    "email": f"{role}@example.com",
                    "group_ids": [Command.set(cls.env.ref(group).ids)],
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                }
                for role, group in roles.items()
            ]
        )
        for role, person in zip(roles, people, strict=True):
            setattr(cls, role, person)

    @classmethod
    def _make_partner(cls, name, gln, zip_code):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "street": "1 Mill Lane",
                "city": "Concord",
                "zip": zip_code,
                "country_id": cls.usa.id,
                "global_location_number": gln,
            }
        )

    @classmethod
    def _make_product(cls, number, **values):
        return cls.env["product.product"].create(
            {
                "name": f"Testamol {number}0 mg",
                "type": "consu",
                "is_storable": True,
                "tracking": "lot",
                "use_expiration_date": True,
                "barcode": gtin_of(number),
                "dscsa_scope": "in_scope",
                "dscsa_ndc": f"99999-{number // 10:04d}-{number % 10:d}",
                "company_id": cls.company.id,
                **values,
            }
        )

    # Files ----------------------------------------------------------------------

    @classmethod
    def packages(cls, count, *, item=1, lot="L1", expiry=None, first=1, prefix="S"):
        """Nodes of ``count`` packages of one product and lot, serials S0001 on."""
        expiry = expiry or date(fields.Date.today().year + 2, 3, 31)
        gtin = gtin_of(item)
        return [
            Node(sgtin_urn(gtin, f"{prefix}{number:04d}"), lot, expiry)
            for number in range(first, first + count)
        ]

    @classmethod
    def case(cls, packages, *, item=1, serial="C0001"):
        """A case of these packages, of the lot of the first."""
        first = packages[0]
        urn = sgtin_urn(gtin_of(item, 1), serial)
        return Node(urn, first.lot, first.expiry, tuple(packages))

    @classmethod
    def pallet(cls, children, number=1):
        """A pallet or tote that holds these nodes."""
        return Node(sscc_urn(sscc_of(number)), children=tuple(children))

    @classmethod
    def build_file(cls, nodes, *, po="", invoice="", delivery="", **options):
        """Bytes of a shipment file. Options: ``seller``/``buyer`` (GLN), ``instance``,
        ``statement``, ``shipped_at``, ``seller_name``/``buyer_name``, ``items``,
        ``drop_shipment``, ``created``.
        """
        seller = options.get("seller", SELLER_GLN)
        buyer = options.get("buyer", OUR_GLN)
        shipped_at = options.get("shipped_at") or datetime.now(UTC).replace(
            microsecond=0
        ) - timedelta(days=1)
        terms = Terms(
            shipped_at - timedelta(days=30),
            shipped_at,
            "-05:00",
            sgln_urn(seller),
            sgln_urn(buyer),
            references=cls._references(po, invoice, delivery, seller, buyer),
            drop_shipment=options.get("drop_shipment", False),
        )
        header = Header(
            "xml",
            created=options.get("created") or shipped_at,
            sender=sgln_urn(seller),
            receiver=sgln_urn(buyer),
            instance_id=options.get("instance", f"{po or invoice or 'file'}-1"),
            statement=options.get("statement", True),
        )
        events = list(shipment(nodes, terms))
        for change in options.get("changes", ()):
            events = change(events)
        out = io.BytesIO()
        write_document(out, header=header, events=events, **cls._masters(**options))
        return out.getvalue()

    @classmethod
    def _masters(cls, *, seller=SELLER_GLN, buyer=OUR_GLN, items=None, **options):
        """Master data of a file: what goods and places are called."""
        if items is None:
            items = [cls.item(number) for number in (1, 2, 3)]
        places = (
            cls._place(seller, options.get("seller_name", "Brook Drug Company")),
            cls._place(buyer, options.get("buyer_name", "Elm Street Pharmacy")),
        )
        return {"items": items, "places": places}

    @classmethod
    def _references(cls, po, invoice, delivery, seller, buyer):
        found = []
        for kind, numbers, gln in (
            ("po", po, buyer),
            ("inv", invoice, seller),
            ("desadv", delivery, seller),
        ):
            for number in filter(None, numbers.split(",")):
                found.append(Typed(kind, f"urn:epcglobal:cbv:bt:{gln}:{number}"))
        return tuple(found)

    @classmethod
    def _place(cls, gln, name):
        return Place(
            sgln_urn(gln),
            name=name,
            street="1 Mill Lane",
            city="Concord",
            state="NH",
            zip="03301",
            country="US",
        )

    @classmethod
    def item(cls, number, **changes):
        """Master data of product ``number`` as a seller writes them."""
        gtin = gtin_of(number)
        item = Item(
            gtin_pattern_uri(gtin, PREFIX_LENGTH),
            gtin,
            f"Testamol {number}0 mg",
            f"99999-{number // 10:04d}-{number % 10:d}",
            "US_FDA_NDC",
            "Testing Labs",
            "TABLET",
            f"{number}0 mg",
            "100 tablets",
        )
        return replace(item, **changes)

    @classmethod
    def take_in(cls, content, name="shipment.xml", user=None, **options):
        """The document of these bytes, taken in by ``user``."""
        env = cls.env(user=user) if user else cls.env
        return env["dscsa.document"]._take_in(name, content, **options)[0]

    @classmethod
    def process(cls, content, name="shipment.xml", **options):
        """Take bytes in and read them; the document."""
        document = cls.take_in(content, name, **options)
        document._process()
        return document

    @classmethod
    def deliver(cls, nodes, **options):
        """Build, take in and read a shipment of ours; its document, which is read."""
        document = cls.process(cls.build_file(nodes, **options))
        assert document.state == "processed", document.failure
        return document

    @classmethod
    def epc(cls, key):
        """Register row of a key of our company."""
        return cls.env["dscsa.epc"].search(
            [("company_id", "=", cls.company.id), ("key", "=", key)]
        )

    @classmethod
    def package(cls, serial, item=1):
        """Register row of a package by serial and product number."""
        return cls.epc(key_of(gtin_of(item), serial))

    @classmethod
    def logistic(cls, number=1):
        """Register row of a pallet."""
        return cls.epc(sscc_key(sscc_of(number)))

    # Orders ---------------------------------------------------------------------

    @classmethod
    def order(cls, quantities, *, partner=None, confirm=True, **values):
        """A purchase order of {product: quantity}, confirmed."""
        order = cls.env["purchase.order"].create(
            {
                "partner_id": (partner or cls.seller).id,
                "company_id": cls.company.id,
                "picking_type_id": cls.warehouse.in_type_id.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "price_unit": 1.0,
                        }
                    )
                    for product, quantity in quantities.items()
                ],
                **values,
            }
        )
        if confirm:
            order.button_confirm()
        return order

    @classmethod
    def codes(cls, document):
        """Codes of the findings of a document."""
        return {finding["code"] for finding in document.findings or []}
