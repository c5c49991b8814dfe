"""Where places of one's own lie: beside a case, and in the user's folder."""

import os
from pathlib import Path
from typing import Final

from khabar.cli._folders import config_folder

__all__ = ["case_places_folder", "find_place_layers", "user_places_folder"]

_FOLDER: Final = "places"


def case_places_folder(case: str) -> Path:
    """Return the folder of the places of a case.

    Args:
        case: Case file or folder.

    Returns:
        ``places`` in the folder of the case; ``panjshir.places`` beside ``panjshir.khabar``.
    """
    place = Path(case)
    return place / _FOLDER if place.is_dir() else place.with_suffix(f".{_FOLDER}")


def user_places_folder() -> Path:
    """Return the folder of the user's own places, for all cases."""
    return config_folder(os.environ) / _FOLDER


def find_place_layers(case: str) -> tuple[Path, ...]:
    """Return the imported places that hold for a case, its own first.

    Args:
        case: Case file or folder; need not be there.

    Returns:
        Layers for the pipeline.
    """
    from khabar.reference.gazetteer import find_layers

    return (*find_layers(case_places_folder(case)), *find_layers(user_places_folder()))
