"""Where the corpus of real files lies, outside the project; tests skip without it."""

import os
from pathlib import Path

_DEFAULT = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"
CORPUS = Path(os.environ.get("DSCSA_CORPUS", _DEFAULT))


def corpus_file(name: str) -> Path | None:
    """A file of the corpus, None where it is absent."""
    path = CORPUS / name
    return path if path.exists() else None
