"""Providers behind one face: reach, verify, describe.

Each call takes ``send``, which does one HTTP exchange and nothing else: it resolves
the host, refuses what ``addresses`` refuses, connects to what it judged, follows no
redirect, holds the time and the size (``answer.MAX_BYTES``), and gives back a Reply
whose status is a word when there is no answer. So all judgments are here, and none of
the network.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol
from urllib.parse import urlsplit

from ..epcis.limits import Limits
from ..gs1.keys import Gln
from ..small_json import NoMessage, json_object
from .answer import MAX_BYTES, STANDARD_NAMES, Names, Reply, Verdict, judge
from .asking import MOVED, follow
from .errors import AskError
from .provider import (
    NO_SECRETS,
    RETURN,
    VENDOR,
    Provider,
    Secrets,
    headers_of,
    secret_names,
)
from .question import (
    Question,
    Request,
    base_of,
    check_question,
    connectivity_request,
    possession_fields,
    spelled_use,
    verify_request,
    whole_gtin,
)

Send = Callable[[Request], Reply]
_LIMITS = Limits(max_bytes=MAX_BYTES, max_depth=6, max_text=4_000, free_signs=500)


@dataclass(frozen=True, slots=True)
class Described:
    """What a person reads of a provider before it is switched on; no secret."""

    kind: str
    host: str
    uses: tuple[str, ...]
    headers: tuple[str, ...]
    states_possession: bool
    is_test: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a provider knows who answers for a GTIN. ``responder``: its GLN as told;
    ``status`` as of a Reply. It says nothing of any package.
    """

    is_reached: bool
    status: str
    responder: str = ""


class Adapter(Protocol):
    """One kind of provider. Errors of a question are those of ``check_question``; a
    verdict, good or bad, is never an error.
    """

    def connectivity(
        self, gtin: str, asker: str, send: Send, use: str = RETURN
    ) -> Reach:
        """Is there somebody who answers for this product?"""

    def verify(self, question: Question, send: Send) -> tuple[Verdict, Reply]:
        """Ask once; the reply is for ``asking.next_of`` and the log."""

    def describe(self) -> Described:
        """Its settings in words."""


@dataclass(frozen=True, slots=True)
class StandardAdapter:
    """A provider that speaks the lightweight messaging standard."""

    provider: Provider
    secrets: Secrets = NO_SECRETS

    def connectivity(
        self, gtin: str, asker: str, send: Send, use: str = RETURN
    ) -> Reach:
        """GET /checkConnectivity."""
        request = connectivity_request(gtin, asker, self.provider, self.secrets, use)
        return _reach(exchange(request, send, self.provider))

    def verify(self, question: Question, send: Send) -> tuple[Verdict, Reply]:
        """GET /verify/gtin/…"""
        request = verify_request(question, self.provider, self.secrets)
        reply = exchange(request, send, self.provider)
        return judge(question, reply, harmless=self.provider.harmless), reply

    def describe(self) -> Described:
        """Its settings in words."""
        return _described(self.provider)


@dataclass(frozen=True, slots=True)
class VendorAdapter:
    """An example of a provider with an interface of its own: POST, a token, its JSON.

    What it answers is judged by the same rows; only the names of fields differ.
    """

    provider: Provider
    secrets: Secrets = NO_SECRETS
    names: Names = Names(
        uuid="requestId",
        responder="responder",
        timestamp="answeredAt",
        data="result",
        verified="matches",
        reason="failure",
        remark="notice",
    )

    def connectivity(
        self, gtin: str, asker: str, send: Send, use: str = RETURN
    ) -> Reach:
        """POST /api/reach."""
        asked = {"gtin": whole_gtin(gtin), "requester": Gln.parse(asker).value}
        asked["purpose"] = spelled_use(use, self.provider)
        return _reach(self._exchange("/api/reach", asked, send), self.names.responder)

    def verify(self, question: Question, send: Send) -> tuple[Verdict, Reply]:
        """POST /api/verify."""
        check_question(question)
        asked = {
            "requestId": question.uuid,
            "purpose": spelled_use(question.use, self.provider),
            "requester": question.asker.strip(),
            "gtin": question.gtin,
            "serial": question.serial,
            "lot": question.lot,
            "expiry": question.expiry_text,
            **possession_fields(question, self.provider),
        }
        reply = self._exchange("/api/verify", asked, send)
        kept = self.provider.harmless
        return judge(question, reply, names=self.names, harmless=kept), reply

    def describe(self) -> Described:
        """Its settings in words."""
        return _described(self.provider)

    def _exchange(self, path: str, asked: dict[str, str], send: Send) -> Reply:
        kinds = {"Accept": "application/json", "Content-Type": "application/json"}
        headers = kinds | headers_of(self.provider, self.secrets)
        request = Request(
            "POST",
            base_of(self.provider) + path,
            MappingProxyType(headers),
            json.dumps(asked).encode(),
            secret_names(self.provider),
        )
        return exchange(request, send, self.provider)


def adapter_of(provider: Provider, secrets: Secrets = NO_SECRETS) -> Adapter:
    """The adapter of a provider's kind."""
    kind = VendorAdapter if provider.shape == VENDOR else StandardAdapter
    return kind(provider, secrets)


def exchange(request: Request, send: Send, provider: Provider) -> Reply:
    """The reply to a request, after at most three redirects that may be followed; one
    that may not is a reply of status ``redirect``.
    """
    moves = 0
    while (reply := send(request)).status in MOVED:
        try:
            request = follow(request, reply, moves, provider)
        except AskError as error:
            why = str(error.facts["why"])
            return replace(reply, status="redirect", body=b"", why=why)
        moves += 1
    return reply


def _reach(reply: Reply, name: str = STANDARD_NAMES.responder) -> Reach:
    status = str(reply.status)[:60]
    if reply.status != 200:
        return Reach(False, status)
    try:
        told = json_object(reply.body, _LIMITS).get(name)
    except NoMessage:
        return Reach(False, status)
    is_told = isinstance(told, str) and bool(told.strip())
    return Reach(is_told, status, str(told)[:60] if is_told else "")


def _described(provider: Provider) -> Described:
    headers = (provider.token_header, provider.credential_header)
    names = (*headers, provider.version_header)
    return Described(
        provider.shape,
        urlsplit(base_of(provider)).netloc,
        tuple(provider.contexts),
        tuple(filter(None, names)),
        provider.us_extras,
        provider.is_test,
    )
