import os

from odoo import http
from odoo.http import Stream, request

from ..services.archive.places import path_of


class DscsaArchiveDownload(http.Controller):
    """Archives out: streamed from disk, in ranges if the browser asks for them."""

    @http.route("/dscsa/archive/<int:archive_id>", type="http", auth="user")
    def archive(self, archive_id):
        """The ZIP of an archive, for its company's compliance manager."""
        archive = request.env["dscsa.archive"].browse(archive_id)
        archive._check_manager()
        archive._check_file()
        path = path_of(request.env, archive.id)
        told = os.stat(path)
        name = f"{archive.company_id.name} {archive.name}".replace("/", "-")
        # who took it out, and when, stays on record
        archive.sudo()._note_export(request.env._("downloaded"))
        archive.message_post(body=request.env._("Downloaded."))
        return Stream(
            type="path",
            path=path,
            size=told.st_size,
            last_modified=told.st_mtime,
            etag=archive.digest,
            mimetype="application/zip",
            download_name=f"{name}.zip",
        ).get_response(as_attachment=True)
