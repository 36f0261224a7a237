"""Loopback servers for the tests of sources: files, JSON, and SOAP from a real WSDL."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from lxml import etree
from zeep import Client

FIXTURES = Path(__file__).parent / "fixtures" / "licenses"
WSDL = FIXTURES / "license.wsdl"
_NS = "urn:example:license:1"
_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_FAULT = (
    f'<s:Envelope xmlns:s="{_SOAP}"><s:Body><s:Fault><faultcode>s:%s</faultcode>'
    "<faultstring>%s</faultstring></s:Fault></s:Body></s:Envelope>"
)


class Handler(BaseHTTPRequestHandler):
    """Hands each request to ``server.answer(request)``; keeps what was asked."""

    def do_GET(self):
        """A GET request."""
        self._reply(b"")

    def do_POST(self):
        """A POST request."""
        self._reply(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _reply(self, body):
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        try:
            self.server.answer(self, body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client gave up, as it should

    def send(self, content, status=200, kind="text/plain", **headers):
        """One whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        headers.setdefault("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def drip(self):
        """An answer that never ends: a byte now and then, until the client goes."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        while True:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *_arguments):
        """Quiet."""


@contextmanager
def serving(answer):
    """A server on loopback; ``server.url``, ``server.asked``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answer, server.asked = answer, []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class SoapService:
    """Answers from a table {number: license}, by the types of the WSDL.

    Requests are read and answers written by zeep, so both fit the WSDL or fail.
    """

    def __init__(self, licenses):
        self.licenses, self.mode, self.read = licenses, "", []
        self._client = Client(str(WSDL))

    def answer(self, handler, body):
        """One request."""
        if handler.command == "GET":
            self._give_file(handler)
        elif self.mode == "slow":
            handler.drip()
        elif self.mode == "fault":
            handler.send(
                (_FAULT % ("Server", "Registry is closed")).encode(), 500, "text/xml"
            )
        elif self.mode == "invalid":
            handler.send(self._envelope(etree.Element("{urn:other}Nothing")))
        elif self.mode:
            handler.send(self.mode.encode(), 200, "text/xml")
        else:
            handler.send(self._found(body), 200, "text/xml")

    def _give_file(self, handler):
        name = handler.path.partition("?")[0].rpartition("/")[2]
        text = (FIXTURES / name).read_text(encoding="utf-8")
        here = f"http://127.0.0.1:{handler.server.server_port}/soap"
        handler.send(text.replace("http://127.0.0.1:1/license", here).encode())

    def _found(self, body):
        asked = etree.fromstring(body).find(f"{{{_SOAP}}}Body/{{{_NS}}}FindLicense")
        element = self._client.get_element(f"{{{_NS}}}FindLicense")
        query = element.parse(asked, self._client.wsdl.types).query
        self.read.append((query.number, query.state))
        found = [row for row in self.licenses if row["number"] == query.number]
        answer = self._client.get_element(f"{{{_NS}}}FindLicenseResponse")
        holder = etree.Element("holder")
        answer.render(holder, answer(license=found))
        return self._envelope(holder[0])

    @staticmethod
    def _envelope(content):
        envelope = etree.Element(f"{{{_SOAP}}}Envelope", nsmap={"s": _SOAP})
        etree.SubElement(envelope, f"{{{_SOAP}}}Body").append(content)
        return etree.tostring(envelope)
