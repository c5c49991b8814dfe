"""Ids that are the same on every machine and in every run."""

import hashlib
import json
from typing import Final

__all__ = ["ID_DIGITS", "sha256_hex", "stable_id"]

ID_DIGITS: Final = 16  # 64 bits: among ten million ids, a clash has odds of one in 370,000


def stable_id(kind: str, *fields: str) -> str:
    """Return the same id for the same content, on any machine, in any run.

    Fields are encoded as a JSON list, so ``("ab", "c")`` and ``("a", "bc")``
    differ. Python's own ``hash()`` changes between runs: never store it.

    Args:
        kind: What the id names, a short lower-case word without a hyphen: ``"event"``.
        *fields: The content, in a fixed order; any text, lone surrogates included.

    Returns:
        ``kind``, a hyphen and 16 hexadecimal digits.
    """
    payload = json.dumps(fields, ensure_ascii=False)
    return f"{kind}-{sha256_hex(payload)[:ID_DIGITS]}"


def sha256_hex(text: str) -> str:
    """Return the SHA-256 digest of a text in UTF-8.

    Args:
        text: Any text. A lone surrogate has no UTF-8; it is encoded as if it had.

    Returns:
        64 hexadecimal digits.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
