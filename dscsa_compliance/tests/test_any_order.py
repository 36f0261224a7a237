from dscsa_core.epcis.model import ErrorDeclaration, QuantityElement
from dscsa_core.gs1.epc_encode import lgtin_uri

from odoo.tests import tagged

from .any_order import PREFIX_LENGTH, AnyOrderCommon, at
from .common import gtin_of

ONE, TWO = (
    "urn:uuid:00000000-0000-4000-8000-000000000001",
    ("urn:uuid:00000000-0000-4000-8000-000000000002"),
)


@tagged("post_install", "-at_install")
class TestAnyOrder(AnyOrderCommon):
    """Order of arrival against order of time: one truth."""

    def setUp(self):
        super().setUp()
        order = self.order({self.product: 3})
        self.po, self.picking = order.name, order.picking_ids
        self.nodes = self.packages(3)

    def boxes(self):
        one, two = (self.case(self.nodes, serial=f"C{n}") for n in (1, 2))
        return one, two

    # packing
    def test_unpacked_on_its_way(self):
        case, _two = self.boxes()
        self.check_story(
            [self.file([case]), self.packing(case, self.nodes[:1], 5, "DELETE")]
        )

    def test_all_unpacked(self):
        case, _two = self.boxes()
        self.check_story([self.file([case]), self.packing(case, [], 5, "DELETE")])

    def test_packed_unpacked_packed_again(self):
        one, two = self.boxes()
        self.check_story(
            [
                self.commissioning(self.nodes, -20, "L1"),
                self.packing(one, self.nodes, -10),
                self.packing(one, self.nodes[:2], -8, "DELETE"),
                self.packing(two, self.nodes[:2], -6),
                self.file(
                    [one, two],
                    events=lambda last: [last],
                ),
            ],
            at_most=6,
        )

    def test_packing_declared_an_error(self):
        one, _two = self.boxes()
        story = [
            self.file(self.nodes),
            self.packing(one, self.nodes, 2, event_id=ONE),
        ]
        error = ErrorDeclaration(at(9), "did_not_occur")
        story.append(self.packing(one, self.nodes, 2, event_id=ONE, error=error))
        self.check_story(story)

    # taken back
    def test_void(self):
        self.check_story([self.file(self.nodes), self.void_at(self.nodes[:2], 5)])

    def test_void_twice(self):
        self.check_story(
            [
                self.file(self.nodes),
                self.void_at(self.nodes[:2], 5),
                self.void_at(self.nodes[:2], 5, created=at(7)),
            ]
        )

    def test_void_and_shipped_again(self):
        self.check_story(
            [
                self.file(self.nodes),
                self.void_at(self.nodes[:2], 5),
                self.file(self.nodes[:2], 9),
            ]
        )

    def test_shipped_void_shipped_void(self):
        self.check_story(
            [
                self.file(self.nodes),
                self.void_at(self.nodes, 5),
                self.file(self.nodes, 9),
                self.void_at(self.nodes[:1], 12),
            ]
        )

    def test_void_of_a_case(self):
        case, _two = self.boxes()
        self.check_story(
            [
                self.file([case]),
                self.void_at([case], 5),
                self.packing(case, self.nodes[:1], 7, "DELETE"),
            ]
        )

    def test_void_of_a_case_packed_elsewhere(self):
        case, _two = self.boxes()
        self.check_story(
            [
                self.commissioning(self.nodes, -20, "L1"),
                self.packing(case, self.nodes[:2], -10),
                self.file([case, self.nodes[2]], events=lambda last: [last]),
                self.void_at([case], 5),
            ]
        )

    def test_void_by_number(self):
        self.check_story(
            [
                self.file(self.nodes, delivery="D1"),
                self.void_at(self.nodes, 5, epcs=(), delivery="D1"),
                self.file(self.nodes[:2], 9, delivery="D2"),
            ]
        )

    def test_void_of_a_void(self):
        error = ErrorDeclaration(at(9), "did_not_occur")
        for ident in (ONE, ""):
            self.check_story(
                [
                    self.file(self.nodes),
                    self.void_at(self.nodes[:2], 5, event_id=ident),
                    self.void_at(
                        self.nodes[:2], 5, event_id=ident, error=error, created=at(9)
                    ),
                ]
            )

    def test_declared(self):
        for ident in (ONE, ""):
            with self.subTest(ident):
                self.check_story(
                    [
                        self.file(self.nodes, event_id=ident),
                        self.declared(self.nodes, 9, 0, event_id=ident),
                    ]
                )

    def test_declared_and_corrected(self):
        for ident in (ONE, ""):
            with self.subTest(ident):
                self.check_story(
                    [
                        self.file(self.nodes, event_id=ident),
                        self.declared(
                            self.nodes, 9, 0, event_id=ident, corrective=[TWO]
                        ),
                        self.file(self.nodes[:2], 1, event_id=TWO, created=at(10)),
                    ]
                )

    def test_out_of_use(self):
        self.check_story(
            [
                self.file(self.nodes),
                self.said(self.nodes[:1], 5, step="decommissioning", action="DELETE"),
                self.void_at(self.nodes[1:2], 6),
            ]
        )

    # attributes
    def test_corrected_lot(self):
        self.nodes = self.packages(3, lot="WRONG")
        self.check_story(
            [self.file(self.nodes), self.commissioning(self.nodes[:2], 5, "L1")]
        )
        self.check_story(
            [
                self.file(self.nodes),
                self.commissioning(self.nodes[:2], -600, "L1", written=5),
            ]
        )

    def test_lot_declared_an_error(self):
        error = ErrorDeclaration(at(9), "incorrect_data", (TWO,))
        self.check_story(
            [
                self.commissioning(self.nodes, -20, "WRONG", event_id=ONE),
                self.file(self.nodes, events=lambda last: [last]),
                self.commissioning(
                    self.nodes, -20, "WRONG", written=9, event_id=ONE, error=error
                ),
                self.commissioning(self.nodes, -20, "L1", written=9, event_id=TWO),
            ]
        )

    # states
    def test_recalled_and_fit(self):
        recalled = {"step": "holding", "disposition": "recalled"}
        fit = {"step": "inspecting", "disposition": "sellable_accessible"}
        self.check_story(
            [
                self.file(self.nodes),
                self.said(self.nodes[:2], 5, **recalled),
                self.said(self.nodes[:1], 9, **fit),
            ]
        )
        self.check_story(
            [
                self.file(self.nodes),
                self.said(self.nodes[:1], 5, **fit),
                self.said(self.nodes[:2], 9, **recalled),
            ]
        )

    def test_came_back_and_shipped_again(self):
        self.check_story(
            [
                self.file(self.nodes),
                self.said(self.nodes[:2], 5, step="receiving", disposition="returned"),
                self.file(self.nodes[:1], 9),
            ]
        )

    def test_lot_recalled(self):
        lot = QuantityElement(lgtin_uri(gtin_of(1), "L1", PREFIX_LENGTH))
        self.check_story(
            [
                self.said(
                    self.nodes,
                    -5,
                    epcs=(),
                    quantities=(lot,),
                    step="holding",
                    disposition="recalled",
                ),
                self.file(self.nodes),
            ]
        )
