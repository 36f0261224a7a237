"""Questions and answers with numbers of our own, for the tests of verification."""

import json
from datetime import UTC, date, datetime

from dscsa_core.gs1.keys import check_digit
from dscsa_core.verification.answer import Reply
from dscsa_core.verification.provider import Provider
from dscsa_core.verification.question import Question


def numbered(body: str) -> str:
    """A GS1 key with its check digit."""
    return f"{body}{check_digit(body)}"


GTIN, ASKER = numbered("0039999077120"), numbered("039999070031")
MAKER = numbered("039999077000")
WRONG_GLN = MAKER[:-1] + str((int(MAKER[-1]) + 1) % 10)
UUID = "7d2c9a40-51e6-4b83-a1f7-2e90c4d86b15"
OTHER_UUID = "0b6e13f8-92d5-4c07-8e2a-61f4a7905cd3"
NOW = datetime(2026, 12, 1, 15, 30, tzinfo=UTC)
TOLD_AT = "2026-12-01T10:29:58.250-05:00"
QUESTION = Question(GTIN, "T4R9W0KC", "PX2206", date(2028, 4, 30), ASKER, UUID)
PROVIDER = Provider("https://ask.provider.example/vrs")


def message(verified=True, *, reason=None, remark=None, **changes):
    """An answer of the standard as values; a change of None leaves a field out."""
    data = {"verified": verified}
    if reason is not None:
        data["verificationFailureReason"] = reason
    if remark is not None:
        data["additionalInfo"] = remark
    told = {
        "verificationTimestamp": TOLD_AT,
        "responderGLN": MAKER,
        "corrUUID": UUID,
        "data": data,
        **changes,
    }
    return {name: value for name, value in told.items() if value is not None}


def reply(content=None, status=200, kind="application/json", **parts):
    """A reply with this message, or these bytes."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Reply(status, NOW, kind, body, **parts)
