"""The model folder: which files there are, and that nobody changed them."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from khabar.record.errors import ReaderError

__all__ = ["MODEL_FOLDER", "check_digests", "model_digest"]

MODEL_FOLDER: Final = Path(__file__).parent / "reader"
"""Where the shipped reader lies."""

_REPAIR: Final = "install khabar again, or retrain (training/README.md)"


def check_digests(folder: Path) -> None:
    """Compare every file of a model folder with its manifest.

    Args:
        folder: The model folder.

    Raises:
        ReaderError: A file is missing or its SHA-256 differs.
    """
    for name, entry in _read_manifest(folder)["files"].items():
        try:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            what = f"model file cannot be read: {error}"
            raise ReaderError(what, where=name, do=_REPAIR) from error
        if digest != entry["sha256"]:
            what = f"model file was altered: SHA-256 is {digest[:12]}…, not {entry['sha256'][:12]}…"
            raise ReaderError(what, where=name, do=_REPAIR)


@cache
def model_digest(folder: Path = MODEL_FOLDER) -> str:
    """Return the SHA-256 of the manifest: one word for the whole model.

    Args:
        folder: The model folder.

    Returns:
        64 hex digits.

    Raises:
        ReaderError: There is no manifest.
    """
    payload = json.dumps(_read_manifest(folder), sort_keys=True)
    return hashlib.sha256(payload.encode()).hexdigest()


def _read_manifest(folder: Path) -> dict[str, dict[str, dict[str, str]]]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        what = f"model manifest cannot be read: {error}"
        raise ReaderError(what, where="manifest.json", do=_REPAIR) from error
    if manifest.get("format") != 1:
        what = f"model format {manifest.get('format')!r} is not known (expected 1)"
        raise ReaderError(what, where="manifest.json", do=_REPAIR)
    return dict(manifest)
