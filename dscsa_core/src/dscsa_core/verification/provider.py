"""How one provider wants to be asked: what differs is data, and off by default.

Secrets are no part of it: they are handed in with each call and shown nowhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from ..addresses import refused_address
from .errors import AskError

# the four uses GS1 US names; makers answer by them
RETURN, DOUBT, EXCEPTION, STATUS = USES = ("return", "suspect", "exception", "status")
STANDARD, VENDOR = SHAPES = ("standard", "vendor")
# the one spelling that is published
_SPELLED = MappingProxyType({RETURN: "dscsaSaleableReturn"})
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}", re.ASCII)
_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9._-]{1,80}", re.ASCII)
_RESERVED = frozenset(("host", "content-length", "transfer-encoding", "accept"))


@dataclass(frozen=True, slots=True)
class Provider:
    """Settings of one provider.

    ``contexts``: its spelling of each of USES; one that is missing cannot be asked.
    Empty header names: that header is not sent. ``us_extras``: the statement of
    possession and how to reach the asker. ``harmless``: names of fields of its own in
    answers that say nothing of the package. ``is_test``: an exercise on this very
    machine, where http is allowed; its answers are about no goods.
    """

    url: str
    shape: str = STANDARD
    contexts: Mapping[str, str] = field(default_factory=lambda: _SPELLED)
    token_header: str = ""
    credential_header: str = ""
    version_header: str = ""
    version: str = "1.3.0"
    us_extras: bool = False
    harmless: frozenset[str] = frozenset()
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is sent in the headers that sign in: ``token`` of the account with the
    provider, ``credential``: presentation of an authorized trading partner.
    """

    token: str = field(default="", repr=False)
    credential: str = field(default="", repr=False)


NO_SECRETS = Secrets()


def check_provider(provider: Provider) -> None:
    """AskError ``vrs.provider`` (fact ``why``) for settings nobody can be asked by."""
    if provider.shape not in SHAPES:
        raise AskError("vrs.provider", why="the kind of provider is not known")
    check_address(provider.url, is_test=provider.is_test)
    if re.search(r"[?#]", provider.url):
        raise AskError("vrs.provider", why="its address has a ? or #")
    names = list(
        filter(None, (getattr(provider, f"{each}_header") for each in _HEADERS))
    )
    if not all(map(_is_name, names)) or len({n.lower() for n in names}) < len(names):
        raise AskError("vrs.provider", why="the name of a header")
    if provider.version_header and not _VALUE.fullmatch(provider.version):
        raise AskError("vrs.provider", why="the version")
    spelled = provider.contexts.values()
    if not provider.contexts.keys() <= set(USES) or not all(map(_is_word, spelled)):
        raise AskError("vrs.provider", why="the spelling of a use")


_HEADERS = ("token", "credential", "version")


def _is_name(name: str) -> bool:
    return bool(_TOKEN.fullmatch(name)) and name.lower() not in _RESERVED


def _is_word(text: str) -> bool:
    return bool(_WORD.fullmatch(text))


def check_address(url: str, *, is_test: bool = False) -> SplitResult:
    """The parts of an address that may be called.

    AskError ``vrs.provider`` unless it is https without a user name, on no address of
    a network of one's own; ``is_test``: of this machine alone, http too. A name is
    resolved, and what it resolves to judged, by whoever sends (``addresses``).
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AskError("vrs.provider", why="its address") from error
    if re.search(r"[^\x21-\x7e]|\\", url) or not host or len(url) > 2_000:
        raise AskError("vrs.provider", why="its address")
    if "@" in parts.netloc:
        raise AskError("vrs.provider", why="a user name in its address")
    kind = _kind_of(host)
    if is_test and kind == "loopback" and parts.scheme in ("http", "https"):
        return parts
    if is_test:
        raise AskError("vrs.provider", why="an exercise stays on this machine")
    if parts.scheme != "https":
        raise AskError("vrs.provider", why="its address is not https")
    if kind:
        raise AskError("vrs.provider", why="its address lies in a network of one's own")
    return parts


def _kind_of(host: str) -> str:
    """What is wrong with a host that is an address or names this machine."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return "loopback"
    last = name.rpartition(".")[2]
    # 2130706433, 0x7f.1 and 127.1 are addresses to whoever sends
    if ":" in name or last.isdecimal() or last.startswith("0x"):
        return refused_address(name)
    return ""


def headers_of(provider: Provider, secrets: Secrets) -> dict[str, str]:
    """The headers of a provider's settings; AskError ``vrs.secret`` for a secret that
    cannot be sent, or one without which its header would be empty.
    """
    found = {}
    if provider.version_header:
        found[provider.version_header] = provider.version
    for name, value in (
        (provider.token_header, secrets.token),
        (provider.credential_header, secrets.credential),
    ):
        if not name:
            continue
        if not _VALUE.fullmatch(value):
            raise AskError("vrs.secret", name=name)
        found[name] = value
    return found


def secret_names(provider: Provider) -> frozenset[str]:
    """Names of the headers that go to the provider's own host and nowhere else."""
    names = (provider.token_header, provider.credential_header)
    return frozenset(filter(None, names))
