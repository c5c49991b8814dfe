"""Corpus files and their digests."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khabar.record.errors import ConfigError

__all__ = ["digest_of", "read_rows"]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file, gzipped or not.

    Args:
        path: The file.

    Yields:
        One decoded object a line.

    Raises:
        ConfigError: There is no such file.
    """
    if not path.exists():
        what = f"no such data file: {path.name}"
        raise ConfigError(what, where=path.parent.name, do="check --data")
    raw = path.read_bytes()
    content = gzip.decompress(raw) if path.suffix == ".gz" else raw
    for line in content.decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def digest_of(path: Path) -> str:
    """Return the first 16 hex digits of a file's SHA-256, unpacked when gzipped."""
    raw = path.read_bytes()
    content = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return hashlib.sha256(content).hexdigest()[:16]
