"""What the built files are made by: when any of it changes, they are built again.

The build hook runs this file by its path, so it imports nothing of Khabar.
"""

import hashlib
import json
from pathlib import Path
from typing import Final

__all__ = ["is_built", "recipe_digest"]

_HERE: Final = Path(__file__).parent
_MADE_BY: Final = (
    _HERE / "build.py",
    _HERE / "countries.tsv",
    _HERE / "_keys.py",
    _HERE / "_pack.py",
    _HERE.parent.parent / "base" / "names.py",
)


def recipe_digest() -> str:
    """Return a digest of everything that decides the built files but the packages' data."""
    digest = hashlib.sha256()
    for path in _MADE_BY:
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def is_built(folder: Path) -> bool:
    """Return whether the files in a folder were built by what is here now.

    Args:
        folder: Where ``build`` writes.

    Returns:
        ``False`` also when they are missing or damaged.
    """
    try:
        told = json.loads((folder / "built.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("recipe") == recipe_digest()
