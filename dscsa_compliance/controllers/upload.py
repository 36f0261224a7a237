import logging
import tempfile

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from ..models.messages import message_of, next_step_of
from ..services.spool import SpoolError, limit_of, unpacked

_logger = logging.getLogger(__name__)
_FORM_OVERHEAD = 1 << 20


def _content_limit(controller):
    return limit_of(request.env) + _FORM_OVERHEAD


class DscsaUpload(http.Controller):
    """Files in, many at once: spooled to disk by the server, never held in memory."""

    @http.route(
        "/dscsa/upload",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=_content_limit,
    )
    def upload(self, company_id=None, **_post):
        """Take the files of a multipart form in; the jobs read them.

        Answers JSON, a list with one entry for each file, those inside an archive
        too: ``{"name", "id", "is_new", "state"}`` or ``{"name", "error"}``.
        """
        documents = request.env["dscsa.document"]
        company = next(
            (c for c in request.env.user.company_ids if str(c.id) == company_id), None
        )
        if company:
            documents = documents.with_company(company)
        if not documents.has_access("create"):
            raise AccessError(
                request.env._(
                    "You may not add DSCSA documents. Ask for the Technician role."
                )
            )
        answers = []
        for file in request.httprequest.files.getlist("files"):
            answers += self._take_in(documents, file)
        return request.make_json_response({"files": answers})

    def _take_in(self, documents, file):
        """Answers for one uploaded file."""
        answers, env = [], documents.env
        name = file.filename or env._("Unnamed file")
        with tempfile.TemporaryDirectory(prefix="dscsa_") as folder:
            files = unpacked(name, file.stream, folder, limit_of(env))
            try:
                for inner, path in files:
                    document, is_new = documents._take_in(inner, path)
                    answers.append(
                        {
                            "name": inner,
                            "id": document.id,
                            "is_new": is_new,
                            "state": document.state,
                        }
                    )
            except SpoolError as error:
                words = message_of(env, error.code, error.facts)
                step = next_step_of(env, error.code, error.facts)
                answers.append({"name": name, "error": f"{words} {step}"})
        return answers
