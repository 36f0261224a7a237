"""Helpers: mails with tracing messages as bytes, and a partner with a license."""

import uuid
from datetime import UTC, date, datetime
from email.message import EmailMessage

from dscsa_core.investigation.trace.message import (
    Answered,
    Item,
    Party,
    Response,
    Transaction,
)
from dscsa_core.investigation.trace.wire import bytes_of, read_request

from .doubting import DoubtCommon

MAKER = Party("Alder Laboratories", "9 Mill Rd, Boise, ID", "")
NOW = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)


class TraceCommon(DoubtCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller.email = "trace@brook.example"
        cls.seller_party = Party(cls.epcs.transaction_id[:1].seller_name)
        cls.us = Party(cls.company.name)

    @classmethod
    def trace(cls, epcs=None, **values):
        traces = cls.env["dscsa.trace"].with_user(cls.technician)
        epcs = cls.epcs[:2] if epcs is None else epcs
        values.setdefault("company_id", cls.company.id)
        return traces._of_packages(epcs, **values).sudo()

    @classmethod
    def sale(cls, seller, buyer, day=1, lot="L1"):
        return Transaction(
            seller, buyer, "Testamol", lot=lot, transaction_date=date(2026, 11, day)
        )

    @classmethod
    def response(cls, request, *hops, responder=MAKER, **values):
        """Bytes of an answer that tells these sales of every item."""
        items = [
            Answered(
                Item(item.serial, item.gtin, item.ndc),
                "found" if hops else "not_found",
                "",
                hops,
            )
            for item in request.items
        ]
        facts = {
            "response_id": str(uuid.uuid4()),
            "request_id": request.request_id,
            "sent_at": NOW,
            "responder": responder,
            "status": "complete" if hops else "not_found",
            "is_test": request.is_test,
            "items": tuple(items),
            **values,
        }
        return bytes_of(Response(**facts))

    @classmethod
    def ask(cls, hop):
        """One tap; the request as the other side reads it."""
        hop.with_user(cls.technician).action_ask()
        message = hop.trace_id.message_ids.filtered("attachment_ids")[0]
        content = message.attachment_ids[0].raw
        return read_request(content), content, message

    @classmethod
    def mail(cls, content, *, to=None, sender="trace@brook.example", **options):
        """Bytes of a mail with the message, an answer to ``to`` if given."""
        mail = EmailMessage()
        mail["From"], mail["To"] = sender, "tracing@pharmacy.example"
        mail["Subject"] = "Tracing"
        mail["Message-ID"] = f"<{uuid.uuid4()}@brook.example>"
        if to:
            mail["In-Reply-To"] = mail["References"] = to.message_id
        mail.set_content("See the attached message.")
        mail.add_attachment(
            content, maintype="application", subtype="json", filename="message.json"
        )
        return mail.as_bytes()

    @classmethod
    def deliver_mail(cls, mail, company=None):
        """As the mail gateway does; what came of it."""
        values = {"company_id": (company or cls.company).id}
        cls.env["mail.thread"].message_process(
            "dscsa.information.request", mail, custom_values=values
        )
        cls.env.invalidate_all()
        return cls.env["dscsa.information.request"].search([], order="id desc", limit=1)
