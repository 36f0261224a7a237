"""Ask a SOAP service about one license, through zeep and the service's own WSDL.

The WSDL is text from outside: it may load nothing from anywhere but its own host or
the uploaded files, no DTD, no entities; and it does not decide where sign-in data go.
"""

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import requests
from dscsa_core.unpack import BROKEN
from lxml import etree
from zeep import Client, Settings, exceptions
from zeep.helpers import serialize_object
from zeep.transports import Transport
from zeep.wsse.username import UsernameToken

from .errors import ConnectorError
from .exchange import Exchange, shorten
from .http_client import HttpClient, check_url, host_of

# a name that can never lead anywhere (RFC 2606): uploaded files lie there
UPLOADED = "http://uploaded.invalid/"
_MOST_FILES = 50
_LARGEST_FILE = 5 << 20


def uploaded_files(name: str, content: bytes) -> dict[str, bytes]:
    """{file name: bytes} of an uploaded WSDL, or of a ZIP with it and its schemas.

    The WSDL comes first. ConnectorError ``lookup.wsdl`` when there is none.
    """
    if content[:2] != b"PK":
        return {name or "service.wsdl": content}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > _MOST_FILES:
                raise ConnectorError("lookup.wsdl", reason=f"over {_MOST_FILES} files")
            files = {info.filename: _member(archive, info) for info in infos}
    except BROKEN as error:
        raise ConnectorError("lookup.wsdl", reason=str(error)) from error
    mains = sorted(
        (n for n in files if n.lower().endswith(".wsdl")), key=lambda n: n.count("/")
    )
    if not mains:
        raise ConnectorError("lookup.wsdl", reason="no file in it ends with .wsdl")
    return {mains[0]: files[mains[0]], **files}


def _member(archive, info):
    with archive.open(info) as stream:
        content = stream.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise ConnectorError("lookup.wsdl", reason=f"{info.filename} is over 5 MB")
    return content


class _Transport(Transport):
    """zeep's way out: only through our client, only where the WSDL came from."""

    def __init__(self, client: HttpClient, home: str, files: Mapping[str, bytes]):
        super().__init__(session=requests.Session())
        self.session.adapters.pop("file://", None)
        self._client, self._home, self._files = client, home, files
        self.last, self._loads = b"", 0

    def load(self, url):
        """A WSDL or schema; ConnectorError ``lookup.external`` for other places."""
        content = self._uploaded(url)
        self._loads += 1
        if self._loads > _MOST_FILES:
            raise ConnectorError("lookup.wsdl", reason=f"over {_MOST_FILES} files")
        if content is None:
            if not url or self._home == UPLOADED or host_of(url) != host_of(self._home):
                raise ConnectorError("lookup.external", url=str(url)[:200])
            content = self._client.download(check_url(url)).content
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise ConnectorError("lookup.wsdl", reason="it holds a DTD")
        return content

    def _uploaded(self, url):
        path = url.removeprefix(UPLOADED) if url else ""
        if path in self._files:
            return self._files[path]
        same = [
            n for n in self._files if n.rpartition("/")[2] == path.rpartition("/")[2]
        ]
        return self._files[same[0]] if len(same) == 1 else None

    def post(self, address, message, headers):
        """The call itself; a fault comes as status 500 and is read by zeep."""
        reply = self._client.ask(
            "POST", address, any_status=True, data=message, headers=dict(headers)
        )
        self.last = reply.content
        return _response(reply)

    def get(self, address, params, headers):
        """Services bound to HTTP GET."""
        reply = self._client.ask(
            "GET", address, any_status=True, params=params, headers=dict(headers)
        )
        self.last = reply.content
        return _response(reply)


def _response(reply):
    if reply.status in (401, 403):
        raise ConnectorError(
            "lookup.refused", host=host_of(reply.url), status=reply.status
        )
    response = requests.Response()
    response._content = reply.content
    response.status_code = reply.status
    response.headers = reply.headers
    response.encoding = "utf-8"
    return response


class SoapLookup:
    """One operation of one service.

    ``wsdl`` is an address, or ``files`` holds the uploaded ones. ``address`` is where
    the question goes; without it the WSDL says so, but then it must stay on the host
    the WSDL came from. ``user`` and ``secret`` make a WS-Security user name token.
    """

    def __init__(self, client, operation, *, wsdl="", files=None, **options):
        self._http, self._operation = client, operation
        files = files or {}
        home = UPLOADED if files else check_url(wsdl)
        start = urljoin(UPLOADED, next(iter(files))) if files else wsdl
        self._transport = _Transport(client, home, files)
        self._client = self._open(start)
        self._wsse = None
        if options.get("secret"):
            self._wsse = UsernameToken(options.get("user", ""), options["secret"])
        self._service = self._find_service(options, home)

    def _open(self, start):
        settings = Settings(strict=True, forbid_dtd=True, forbid_entities=True)
        try:
            client = Client(start, transport=self._transport, settings=settings)
        except ConnectorError:
            raise
        except Exception as error:  # zeep raises whatever a broken WSDL leads to
            raise ConnectorError("lookup.wsdl", reason=_words(error)) from error
        if not client.wsdl.services:
            raise ConnectorError("lookup.wsdl", reason="it describes no service")
        return client

    def _find_service(self, options, home):
        """The named port, or the first one that has the operation."""
        known = []
        for service in self._client.wsdl.services.values():
            if (options.get("service") or service.name) != service.name:
                continue
            for port in service.ports.values():
                if (options.get("port") or port.name) != port.name:
                    continue
                operations = port.binding._operations
                known += [name for name in operations if name not in known]
                if self._operation in operations:
                    return self._bind(port, options.get("address"), home)
        raise ConnectorError(
            "lookup.operation",
            name=self._operation or "",
            known=", ".join(known[:10]) or "–",
        )

    def _bind(self, port, address, home):
        told = port.binding_options.get("address", "")
        self.address = check_url(address or told)
        if not address and home != UPLOADED and host_of(told) != host_of(home):
            raise ConnectorError(
                "lookup.elsewhere", host=host_of(told), expected=host_of(home)
            )
        self._http.trust(self.address)
        self._output = port.binding._operations[self._operation].output
        return self._client.create_service(port.binding.name.text, self.address)

    def operations(self) -> list[str]:
        """Every operation of the WSDL, with what it takes."""
        return sorted(
            {
                operation.name + "(" + operation.input.signature() + ")"
                for service in self._client.wsdl.services.values()
                for port in service.ports.values()
                for operation in port.binding._operations.values()
            }
        )

    def preview(self, arguments: dict[str, Any]) -> Exchange:
        """The question as it would be sent, without sign-in data."""
        try:
            message = self._client.create_message(
                self._service, self._operation, **arguments
            )
        except (exceptions.Error, TypeError, ValueError, AttributeError) as error:
            raise ConnectorError("lookup.request", reason=_words(error)) from error
        if not isinstance(message, etree._Element):
            return Exchange(shorten(str(message)))
        return Exchange(shorten(_pretty(message)))

    def ask(self, arguments: dict[str, Any]) -> Exchange:
        """Question and answer; ConnectorError when there is no usable answer."""
        request = self.preview(arguments).request
        host = host_of(self.address)
        self._client.wsse = self._wsse
        try:
            found = getattr(self._service, self._operation)(**arguments)
        except exceptions.Fault as error:
            reason = " ".join(filter(None, (error.code, error.message)))[:200]
            raise ConnectorError(
                "lookup.fault", host=host, reason=reason or "fault"
            ) from error
        except exceptions.TransportError as error:
            raise ConnectorError(
                "lookup.status", host=host, status=error.status_code or "?"
            ) from error
        except exceptions.Error as error:
            raise ConnectorError(
                "lookup.answer", host=host, reason=_words(error)
            ) from error
        finally:
            self._client.wsse = None
        self._check_is_the_answer(host)
        data = serialize_object(found, target_cls=dict)
        return Exchange(request, shorten(_show(self._transport.last)), data)

    def _check_is_the_answer(self, host):
        """zeep reads another element as an empty answer: «not found» would be a lie."""
        expected = getattr(getattr(self._output, "body", None), "qname", None)
        if self._output.operation.style == "rpc" or expected is None:
            return
        try:
            body = _parse(self._transport.last).find("{*}Body")
        except etree.XMLSyntaxError:  # a multipart answer, which zeep has read
            return
        tags = [each.tag for each in body] if body is not None else []
        if expected.text not in tags:
            raise ConnectorError(
                "lookup.answer", host=host, reason=f"{expected.localname} is missing"
            )


def _pretty(element):
    return etree.tostring(element, pretty_print=True, encoding="unicode")


def _parse(content):
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_blank_text=True
    )
    return etree.fromstring(content, parser)


def _show(content):
    try:
        return _pretty(_parse(content))
    except etree.XMLSyntaxError:
        return content.decode("utf-8", "replace")


def _words(error):
    text = getattr(error, "message", "") or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200]
