"""Helpers of the tests about what we and a seller write to each other."""

import json

from odoo.tests import Form

from .receiving import ReceivingCommon


class WritingCommon(ReceivingCommon):
    """A delivery with a lot that was not announced, its letter, report and answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.email = "desk@elm.example"
        cls.seller.email = "sales@brook.example"
        cls.seller.dscsa_desk_phone = "603 555 0199"
        cls.technician.email = "lee@elm.example"

    def wrong_lot(self, serials=("X1",), lot="ZZ9"):
        """A receipt with some packages of a lot that was not announced."""
        picking = self.receipt(
            {self.product: 3 + len(serials)}, self.packages(3), invoice="44871"
        )
        self.scan_all(picking, 3)
        for serial in serials:
            self.scan(picking, self.label(serial, lot=lot))
        self.validate(picking)
        row = self.discrepancies(picking)
        self.assertEqual(row.code, "LOT_NOT_ANNOUNCED")
        return row.with_user(self.technician)

    def compose(self, row, method="action_write_to_seller"):
        """The mail form as the client opens it."""
        action = getattr(row, method)()
        self.assertEqual(action["res_model"], "mail.compose.message")
        env = self.env(user=self.technician)
        return Form(env["mail.compose.message"].with_context(**action["context"]))

    def send(self, row, method="action_write_to_seller"):
        """Press Send; the message."""
        composer = self.compose(row, method).save()
        composer.action_send_mail()
        self.env.invalidate_all()
        return row.message_ids.filtered(lambda each: each.message_type == "comment")[:1]

    def reports(self, message):
        """PDG reports attached to a message."""
        return [json.loads(attachment.raw) for attachment in message.attachment_ids]

    def answer(self, report, kind="Accept", **changes):
        """Bytes of an answer to every item of a report."""
        items = report["exceptions"]["missing_product_data"]
        return json.dumps(
            {
                "message_uuid": "6c1ecf5d-8958-5e35-87bb-272b7db99dd3",
                "exception_case_uuid": report["exception_case_uuid"],
                "timestamp": 1795000000,
                "sender_information": {"email": "desk@brook.example"},
                "po_number": report["po_number"],
                "response_items": [
                    {
                        "exception_item_uuid": item["exception_item_uuid"],
                        "resolution_response": kind,
                        "comments": "New file tonight",
                    }
                    for item in items
                ],
                **changes,
            }
        ).encode()
