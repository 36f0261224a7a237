"""Ask a service that answers JSON about one license."""

import json
from string import Formatter
from typing import Any
from urllib.parse import quote

from .errors import ConnectorError
from .exchange import Exchange, shorten
from .http_client import HttpClient, check_url, host_of


class JsonLookup:
    """``url`` may hold ``{number}`` and other facts; ``method`` GET or POST.

    Arguments are ``{"query": {...}, "body": {...}}``; without a body part all of
    them are the query of a GET or the body of a POST.
    """

    def __init__(self, client: HttpClient, url: str, method: str = "GET"):
        self._client, self._method = client, method
        self._url = check_url(url)

    def preview(self, arguments: dict[str, Any], facts: dict[str, str]) -> Exchange:
        """The question as it would be sent."""
        url, options = self._prepare(arguments, facts)
        lines = [f"{self._method} {url}"]
        for name, values in options.items():
            shown = json.dumps(values, indent=2, ensure_ascii=False)
            lines.append(f"{name}: {shown}")
        return Exchange(shorten("\n".join(lines)))

    def ask(self, arguments: dict[str, Any], facts: dict[str, str]) -> Exchange:
        """Question and answer; ConnectorError when there is no usable answer."""
        url, options = self._prepare(arguments, facts)
        headers = {"Accept": "application/json"}
        reply = self._client.ask(self._method, url, headers=headers, **options)
        try:
            data = json.loads(reply.content)
        except (ValueError, RecursionError) as error:
            reason = str(error)[:120] or type(error).__name__
            raise ConnectorError(
                "lookup.answer", host=host_of(url), reason=reason
            ) from error
        shown = json.dumps(data, indent=2, ensure_ascii=False)
        request = self.preview(arguments, facts).request
        return Exchange(request, shorten(shown), data)

    def _prepare(self, arguments, facts):
        url = fill_url(self._url, facts)
        if arguments.keys() <= {"query", "body"}:
            query, body = arguments.get("query"), arguments.get("body")
        elif self._method == "GET":
            query, body = arguments, None
        else:
            query, body = None, arguments
        options = {}
        if query:
            options["params"] = query
        if body is not None:
            options["json"] = body
        return url, options


def fill_url(url: str, facts: dict[str, str]) -> str:
    """The address with the facts put in, each escaped."""
    try:
        names = [name for _text, name, _form, _how in Formatter().parse(url) if name]
    except ValueError as error:
        raise ConnectorError("lookup.request", reason=str(error)) from error
    unknown = [name for name in names if name not in facts]
    if unknown:
        raise ConnectorError(
            "lookup.request", reason=f"{{{unknown[0]}}} is none of {', '.join(facts)}"
        )
    for name in names:
        url = url.replace(f"{{{name}}}", quote(facts[name] or "", safe=""))
    return url
