"""Attachments of a mail → documents, papers, or set aside with a reason."""

import base64
import io
import tempfile

from dscsa_core.epcis.looks import ARCHIVES, looks_like
from dscsa_core.unpack import ArchiveError, plain_name

from odoo.addons.dscsa_compliance.services.ingest.formats import (
    CSV,
    EPCIS,
    HEAD,
    OTHER,
    X12,
    XLSX,
    kind_of,
)
from odoo.addons.dscsa_compliance.services.ingest.spool import limit_of, unpacked
from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
)

MOST_ITEMS = 100
_PAPERS = ("PDF", "PNG picture", "JPEG picture", "TIFF picture")
_DATA = (EPCIS, X12, CSV, XLSX)
# of the results of the files in an archive, the one that is the archive's
_BEST = ("document", "known", "evidence")
# of everybody: such a domain says nothing of who writes
PUBLIC_DOMAINS = frozenset(
    "gmail.com googlemail.com yahoo.com outlook.com hotmail.com live.com msn.com "
    "aol.com icloud.com me.com proton.me protonmail.com gmx.com mail.com "
    "comcast.net att.net verizon.net sbcglobal.net".split()
)


class Intake:
    """Works on one mail; ``mail`` is a superuser's record in its own company."""

    def __init__(self, mail):
        self.mail, self.env = mail.with_company(mail.company_id), mail.env

    def run(self, attachments):
        """Keep every attachment; take in what may be taken in."""
        partner, blocked = self._sender()
        self.mail.partner_id = partner
        for each in attachments:
            self._keep(each)
        reason = self._reason(partner, blocked, attachments)
        if reason:
            self.mail.item_ids.filtered(lambda i: not i.reason).reason = reason
            self.mail.write({"state": "aside", "reason": reason})
            return
        self._take_in()

    def again(self):
        """Take in what was set aside, whoever sent it."""
        self._take_in()

    def _sender(self):
        if not self.mail.inbox_id:
            return self.env["res.partner"], False
        return self.mail.inbox_id._sender(self.mail.email_from)

    def _reason(self, partner, blocked, attachments):
        """Why nothing is taken in by itself; empty when it is."""
        inbox = self.mail.inbox_id
        if blocked:
            return "blocked_sender"
        if not attachments:
            return "no_attachment"
        size = sum(self.mail.item_ids.mapped("size"))
        limit = (inbox.max_mb << 20) if inbox else limit_of(self.env)
        if size > limit or len(attachments) > MOST_ITEMS:
            return "too_large"
        if not partner and (not inbox or inbox.known_only):
            return "unknown_sender"
        return ""

    def _keep(self, attachment):
        """An item with the bytes of one attachment of the parsed mail."""
        name, content, info = (*attachment, {})[:3]
        data = _bytes(content, info or {})
        stored = (
            self.env["ir.attachment"]
            .with_context(image_no_postprocess=True)
            .create(
                {
                    "name": plain_name(name or "") or "attachment",
                    "raw": data,
                    "mimetype": "application/octet-stream",
                    "res_model": self.mail._name,
                    "res_id": self.mail.id,
                }
            )
        )
        kind = self._kind(data, stored.name)
        inline = (info or {}).get("cid") and kind.endswith("picture")
        return self._create_item(
            stored.name,
            kind=kind,
            size=len(data),
            attachment_id=stored.id,
            reason=inline and "inline",
        )

    def _create_item(self, name, **values):
        values |= {"mail_id": self.mail.id, "name": name or "attachment"}
        return self.env["dscsa.inbox.item"].create(values)

    def _kind(self, data, name):
        """Format by the bytes; the sender's word on it counts for nothing."""
        kind = kind_of(io.BytesIO(data), name)
        if kind == EPCIS and b"epcis" not in data[: 1 << 16].lower():
            return "text"
        if kind == CSV or kind != OTHER:
            return kind
        return looks_like(data[:HEAD])

    def _take_in(self):
        for item in self.mail.item_ids.filtered(lambda i: not i.document_id):
            if item.reason == "inline":
                continue
            if item.kind in _PAPERS:
                item._keep_as_evidence()
            elif item.kind in ("ZIP", "GZIP"):
                self._unpack(item)
            elif item.kind in _DATA:
                self._document(item, item.name, item.attachment_id.raw)
            else:
                self._leave(item)
        self._settle()

    def _leave(self, item):
        """Say of what is not read why; an archive in an archive is not opened."""
        item.reason = "no_data"
        if item.kind in ARCHIVES:
            facts = {"looks_like": item.kind}
            step = next_step_of(self.env, "epcis.archive", facts)
            words = message_of(self.env, "epcis.archive", facts)
            item.write({"reason": "archive", "note": f"{words} {step}"})

    def _document(self, item, name, source):
        document, is_new = self.mail._documents()._take_in(
            name, source, channel="mail", partner=self.mail.partner_id
        )
        item.write(
            {
                "document_id": document.id,
                "result": "document" if is_new else "known",
                "reason": False,
            }
        )

    def _unpack(self, item):
        """Each file of an archive as an item of its own; all of them, or none."""
        with tempfile.TemporaryDirectory(prefix="dscsa_") as folder:
            stream = io.BytesIO(item.attachment_id.raw)
            try:
                files = unpacked(item.name, stream, folder, limit_of(self.env))
            except ArchiveError as error:
                item.write({"reason": "archive", "note": self._words(error)})
                return
            inner = [self._inner(item, *each) for each in files]
        left = [member.path for member, path in files if not path]
        results = {each.result for each in inner if each}
        item.write(
            {
                "result": next((r for r in _BEST if r in results), "aside"),
                "reason": False if results - {"aside"} else "no_data",
                "note": self._left_out(left),
            }
        )

    def _inner(self, item, member, path):
        """The item of one file of an archive; None for what is no data by its name."""
        if not path:
            if member.fault.code == "file.member_stray":
                return None
            words = self._words(member.fault)
            return self._create_item(member.name, reason="archive", note=words)
        with open(path, "rb") as file:
            inner = self._keep((member.name, file.read(), {}))
        if inner.kind in _PAPERS:
            inner._keep_as_evidence()
        elif inner.kind in _DATA:
            self._document(inner, f"{item.name}/{member.name}", path)
        else:
            self._leave(inner)
        return inner

    def _words(self, error):
        return message_of(self.env, error.code, error.facts)

    def _left_out(self, names):
        if not names:
            return False
        return self.env._("Left out: %(names)s", names=", ".join(names))

    def _settle(self):
        """What became of the mail as a whole."""
        items = self.mail.item_ids.filtered(lambda i: i.reason != "inline")
        results = set(items.mapped("result"))
        if results & {"document", "known"}:
            state = "partly" if "aside" in results else "done"
            self.mail.write({"state": state, "reason": False})
        elif "evidence" in results:
            self.mail.write({"state": "evidence", "reason": False})
        else:
            reasons = self.mail.item_ids.filtered("reason").mapped("reason")
            reason = next((r for r in reasons if r != "inline"), "no_data")
            self.mail.write({"state": "aside", "reason": reason})


def _bytes(content, info):
    """The bytes of an attachment; texts were decoded by their own charset."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        encoding = info.get("encoding") or "utf-8"
        try:
            return content.encode(encoding)
        except (LookupError, UnicodeEncodeError):
            return content.encode()
    as_bytes = getattr(content, "as_bytes", None)
    return as_bytes() if as_bytes else base64.b64encode(b"")
