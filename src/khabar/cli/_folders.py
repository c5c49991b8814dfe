"""Folders of the user: where settings and caches live on this kind of machine."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["cache_folder", "config_folder"]


def config_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the user's own settings; it need not exist.

    Args:
        environ: Environment variables; ``KHABAR_CONFIG_FOLDER`` decides when set.

    Returns:
        The folder.
    """
    return _folder(environ, own="KHABAR_CONFIG_FOLDER", xdg="XDG_CONFIG_HOME", usual=".config")


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for files that can be made again; it need not exist.

    Args:
        environ: Environment variables; ``KHABAR_CACHE_FOLDER`` decides when set.

    Returns:
        The folder.
    """
    return _folder(environ, own="KHABAR_CACHE_FOLDER", xdg="XDG_CACHE_HOME", usual=".cache")


def _folder(environ: Mapping[str, str], *, own: str, xdg: str, usual: str) -> Path:
    """Return the folder that the environment names, else the platform's usual one."""
    if environ.get(own):
        return Path(environ[own])
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "khabar"
    return Path(environ.get(xdg) or Path.home() / usual) / "khabar"
