"""One question to a manufacturer, and the request that asks it.

GS1 Lightweight Messaging Standard for Verification of Product Identifiers 1.1.0; GS1
US implementation guideline R1.3 for the header of its version and the statement of
possession.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Self
from urllib.parse import quote, urlencode

from ..errors import Gs1Error
from ..gs1.keys import MAX_SERIAL, Gln, Gtin, is_cset82, is_digits
from .errors import AskError
from .provider import (
    NO_SECRETS,
    RETURN,
    USES,
    Provider,
    Secrets,
    check_provider,
    headers_of,
    secret_names,
)

LINK_TYPE = "verificationService"
_UUID4 = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    re.ASCII | re.IGNORECASE,
)
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,28}", re.ASCII)
_YEARS = range(2000, 2100)
# as a part of a path they mean another place, escaped or not
_STEPS = (".", "..")


@dataclass(frozen=True, slots=True)
class Possession:
    """The statement that the asker holds the package, by a person's name.

    Made by ``asking.possession_of`` alone: only for what was scanned here. ``mail`` and
    ``telephone`` of that person may be empty.
    """

    by: str
    mail: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one package. ``is_day_00``: the pack has no day of expiry,
    ``expiry`` is the last of its month. ``uuid`` (version 4) is given by the caller,
    who stores it before asking: one number a question, kept when it is repeated.
    """

    gtin: str
    serial: str
    lot: str
    expiry: date | None
    asker: str
    uuid: str
    use: str = RETURN
    is_day_00: bool = False
    possession: Possession | None = None

    @property
    def expiry_text(self) -> str:
        """The date as barcodes write it; empty for one that is not known."""
        if not self.expiry:
            return ""
        return f"{self.expiry:%y%m}{'00' if self.is_day_00 else f'{self.expiry:%d}'}"


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. ``secret``: names of headers that never leave this host."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = b""
    secret: frozenset[str] = frozenset()

    def without_secrets(self) -> Self:
        """The same, for another host."""
        names = {name.lower() for name in self.secret}
        kept = {k: v for k, v in self.headers.items() if k.lower() not in names}
        return replace(self, headers=MappingProxyType(kept))


def check_question(question: Question) -> None:
    """What cannot be asked: Gs1Error ``gs1.gtin.…``, ``gs1.gln.…``; AskError
    ``vrs.serial``, ``vrs.lot``, ``vrs.expiry`` (fact ``value``), ``vrs.asker``,
    ``vrs.uuid``, ``vrs.use``, ``vrs.possession`` (fact ``why``).
    """
    whole_gtin(question.gtin)
    if not question.asker.strip():
        raise AskError("vrs.asker")
    Gln.parse(question.asker)
    for name in ("serial", "lot"):
        value = getattr(question, name)
        if not is_cset82(value) or len(value) > MAX_SERIAL or value in _STEPS:
            raise AskError(f"vrs.{name}", value=value[:60])
    if not question.expiry or question.expiry.year not in _YEARS:
        raise AskError("vrs.expiry", value=str(question.expiry or ""))
    if not is_number(question.uuid):
        raise AskError("vrs.uuid", value=question.uuid[:60])
    if question.use not in USES:
        raise AskError("vrs.use", use=question.use[:60])
    if question.possession:
        _check_possession(question.possession)


def is_number(uuid: str) -> bool:
    """Whether a text is a UUID of version 4, the only one a question may have."""
    return _UUID4.fullmatch(uuid) is not None


def whole_gtin(text: str) -> str:
    """All fourteen digits, as records hold them: of fewer nobody knows whether one was
    lost in front or behind. Gs1Error ``gs1.gtin.length``, ``gs1.gtin.check_digit``.
    """
    if len(text) != 14 or not is_digits(text):
        raise Gs1Error("gs1.gtin.length", value=text[:60], expected="14")
    return Gtin.parse(text).value


def _check_possession(possession: Possession) -> None:
    if not possession.by.strip():
        raise AskError("vrs.possession", why="nobody states it")
    if possession.mail and not _MAIL.fullmatch(possession.mail):
        raise AskError("vrs.possession", why="the mail address")
    if possession.telephone and not _TELEPHONE.fullmatch(possession.telephone):
        raise AskError("vrs.possession", why="the telephone number")


def verify_request(
    question: Question, provider: Provider, secrets: Secrets = NO_SECRETS
) -> Request:
    """The request of the standard; errors as ``check_question``, ``vrs.use`` for a use
    the provider has no spelling for, ``vrs.provider``, ``vrs.secret``.

    Signs of a lot or serial that part an address are escaped: ``A/1%2``,
    ``A%2F1%252``.
    """
    check_question(question)
    parts = {
        "gtin": question.gtin,
        "lot": question.lot,
        "ser": question.serial,
    }
    path = "".join(f"/{name}/{quote(part, safe='')}" for name, part in parts.items())
    query = {
        "exp": question.expiry_text,
        "linkType": LINK_TYPE,
        "context": spelled_use(question.use, provider),
        "reqGLN": question.asker.strip(),
        "corrUUID": question.uuid,
        **possession_fields(question, provider),
    }
    return _get(f"/verify{path}", query, provider, secrets)


def connectivity_request(
    gtin: str,
    asker: str,
    provider: Provider,
    secrets: Secrets = NO_SECRETS,
    use: str = RETURN,
) -> Request:
    """Whether the provider knows who answers for a GTIN; errors as above."""
    query = {
        "gtin": whole_gtin(gtin),
        "reqGLN": Gln.parse(asker).value,
        "context": spelled_use(use, provider),
        "linkType": LINK_TYPE,
    }
    return _get("/checkConnectivity", query, provider, secrets)


def spelled_use(use: str, provider: Provider) -> str:
    """How a provider calls a use; AskError ``vrs.use`` when nobody has told us."""
    if not (found := provider.contexts.get(use)):
        raise AskError("vrs.use", use=use[:60])
    return found


def possession_fields(question: Question, provider: Provider) -> dict[str, str]:
    """The US guideline's fields: nothing without a statement, or where they are off."""
    stated = question.possession
    if not (stated and provider.us_extras):
        return {}
    reach = {"email": stated.mail, "telephone": stated.telephone}
    return {"ctrlPossessAtt": "true", **{k: v for k, v in reach.items() if v}}


def base_of(provider: Provider) -> str:
    """The checked address in front of every path."""
    check_provider(provider)
    return provider.url.rstrip("/")


def _get(
    path: str, query: Mapping[str, str], provider: Provider, secrets: Secrets
) -> Request:
    url = f"{base_of(provider)}{path}?{urlencode(query, quote_via=quote)}"
    headers = {"Accept": "application/json", **headers_of(provider, secrets)}
    names = secret_names(provider)
    return Request("GET", url, MappingProxyType(headers), secret=names)
