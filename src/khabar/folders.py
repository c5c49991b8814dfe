"""Where files of one's own lie: settings, caches, and what a case and its user know."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = [
    "Knowledge",
    "beside_case",
    "cache_folder",
    "case_actors_folder",
    "case_places_folder",
    "config_folder",
    "find_knowledge",
    "user_actors_folder",
    "user_places_folder",
]

_PLACES: Final = "places"
_ACTORS: Final = "actors"
_BY_HAND: Final = ("actors.toml", "actors.csv")
_OUTLETS: Final = "outlets.csv"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Files of one's own that reports are read with, the strongest first.

    Attributes:
        places: Layers of imported places.
        actors: Files of actors, written by hand or imported.
        outlets: Files of outlets, written by hand.
    """

    places: tuple[Path, ...] = ()
    actors: tuple[Path, ...] = ()
    outlets: tuple[Path, ...] = ()


def find_knowledge(
    case: str | Path | None, *, environ: Mapping[str, str] = os.environ
) -> Knowledge:
    """Return what holds for a case, its own before the user's.

    Args:
        case: Case file or folder; need not be there. ``None`` for no case.
        environ: Environment variables.

    Returns:
        Files for the pipeline.
    """
    from khabar.reference.gazetteer import find_layers

    user = config_folder(environ)
    places = find_layers(user_places_folder(environ))
    actors = _files([user / name for name in _BY_HAND], user_actors_folder(environ))
    outlets: tuple[Path, ...] = (user / _OUTLETS,)
    if case is not None:
        by_hand = [beside_case(case, name) for name in _BY_HAND if _is_ours(case, name)]
        if _is_ours(case, _OUTLETS):
            outlets = (beside_case(case, _OUTLETS), *outlets)
        places = (*find_layers(case_places_folder(case)), *places)
        actors = (*_files(by_hand, case_actors_folder(case)), *actors)
    kept = tuple(path for path in outlets if path.is_file())
    return Knowledge(places=places, actors=actors, outlets=kept)


def _is_ours(case: str | Path, name: str) -> bool:
    """Return whether a file is of the case; the current folder is none by its mere being there."""
    from khabar.store.opening import CASE_FILE

    here = Path(case)
    return here != Path() or name.endswith(".toml") or (here / CASE_FILE).exists()


def _files(by_hand: Iterable[Path], folder: Path) -> tuple[Path, ...]:
    """Return the files of actors that are there, those written by hand first."""
    return (*(path for path in by_hand if path.is_file()), *sorted(folder.glob("*.csv")))


def beside_case(case: str | Path, name: str) -> Path:
    """Return where a file or folder of a case lies.

    Args:
        case: Case file or folder.
        name: For instance ``places`` or ``actors.toml``.

    Returns:
        ``places`` in the folder of the case; ``panjshir.places`` beside ``panjshir.khabar``.
    """
    place = Path(case)
    return place / name if place.is_dir() else place.with_name(f"{place.stem}.{name}")


def case_places_folder(case: str | Path) -> Path:
    """Return the folder of the places of a case.

    Args:
        case: Case file or folder.
    """
    return beside_case(case, _PLACES)


def case_actors_folder(case: str | Path) -> Path:
    """Return the folder of the imported actors of a case.

    Args:
        case: Case file or folder.
    """
    return beside_case(case, _ACTORS)


def user_actors_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the user's own imported actors, for all cases.

    Args:
        environ: Environment variables.
    """
    return config_folder(environ) / _ACTORS


def user_places_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the user's own places, for all cases.

    Args:
        environ: Environment variables.
    """
    return config_folder(environ) / _PLACES


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
