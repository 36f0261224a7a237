import logging
import tempfile

import psycopg2
from dscsa_core.errors import CoreError
from dscsa_core.unpack import ArchiveError

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from ..services.ingest.machine import is_machine_fault
from ..services.ingest.spool import limit_of, unpacked
from ..services.words.messages import message_of, next_step_of

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
        too: ``{"name", "id", "is_new", "state"}`` or ``{"name", "error"}``; what an
        archive holds and was left out is an error of its own.
        """
        documents = request.env["dscsa.document"]
        if company_id:
            documents = documents.with_company(self._company(company_id))
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

    def _company(self, company_id):
        mine = request.env.user.company_ids
        company = mine.filtered(lambda one: str(one.id) == company_id)
        if not company:
            raise AccessError(
                request.env._(
                    "That is not one of your companies: nothing was taken in. Choose "
                    "the company and upload again."
                )
            )
        return company

    def _take_in(self, documents, file):
        """Answers for one uploaded file: all of it is taken in, or nothing."""
        name = file.filename or documents.env._("Unnamed file")
        try:
            with documents.env.cr.savepoint():
                return self._taken(documents, name, file.stream)
        except ArchiveError as error:
            return [self._refused(documents.env, name, error)]
        except (OSError, psycopg2.OperationalError) as error:
            if not is_machine_fault(error):
                raise
            _logger.exception("An upload could not be stored")
            return [
                self._refused(documents.env, name, CoreError("file.no_room", name=name))
            ]

    def _taken(self, documents, name, stream):
        with tempfile.TemporaryDirectory(prefix="dscsa_") as folder:
            files = unpacked(name, stream, folder, limit_of(documents.env))
            return [self._answer(documents, member, path) for member, path in files]

    def _answer(self, documents, member, path):
        if member.fault:
            return self._refused(documents.env, member.path, member.fault)
        document, is_new = documents._take_in(member.name, path)
        return {
            "name": member.name,
            "id": document.id,
            "is_new": is_new,
            "state": document.state,
        }

    def _refused(self, env, name, error):
        words = message_of(env, error.code, error.facts)
        step = next_step_of(env, error.code, error.facts)
        return {"name": name, "error": f"{words} {step}"}
