"""Files of one's own on the command line: where they go, and what a case knows."""

from pathlib import Path
from typing import TYPE_CHECKING

from khabar.cli._console import Output
from khabar.cli._guard import own_files
from khabar.cli._options import settings
from khabar.folders import Knowledge, beside_case, config_folder, find_knowledge
from khabar.record.errors import ConfigError

if TYPE_CHECKING:
    from khabar.reference.actors import Registry
    from khabar.reference.outlets import Outlets

__all__ = [
    "check_case",
    "choose_folder",
    "open_case_outlets",
    "open_case_registry",
    "own_knowledge",
    "tell_replaced",
]


def choose_folder(case: str | None, *, user: bool, what: str) -> Path:
    """Return where imported files go.

    Args:
        case: As typed.
        user: For all cases of this user.
        what: ``places`` or ``actors``.

    Returns:
        The folder; it need not be there.

    Raises:
        ConfigError: Both were named, or there is no such case.
    """
    if user and case is not None:
        msg = f"{what} go to a case or to the user, not to both"
        raise ConfigError(msg, where="--user", do="leave out --case or --user")
    if user:
        return config_folder() / what
    chosen = case or settings().case
    check_case(chosen)
    return beside_case(chosen, what)


def check_case(case: str | None) -> None:
    """Refuse a case that was named and is not there.

    Args:
        case: As typed; ``None`` when none was named.

    Raises:
        ConfigError: There is no such case.
    """
    if case is not None and not Path(case).exists():
        msg = f"there is no case at {case}"
        raise ConfigError(msg, do=f"make it: khabar init {case}")


def own_knowledge(case: str | None) -> Knowledge:
    """Return the files that reports of a case are read with, once they were looked at.

    Args:
        case: As typed; ``None`` for the one of the settings.

    Returns:
        The files.

    Raises:
        ConfigError: A file of actors is wrong.
    """
    known = find_knowledge(case or settings().case)
    if known.actors:
        open_case_registry(case)
    return known


def open_case_registry(case: str | None) -> "Registry":
    """Return the actors of a case over those of Khabar.

    Args:
        case: As typed; ``None`` for the one of the settings.

    Returns:
        The registry.

    Raises:
        ConfigError: A file of actors is wrong.
    """
    from khabar.reference.actors.own import open_own_registry

    with own_files():
        return open_own_registry(find_knowledge(case or settings().case).actors)


def open_case_outlets(known: Knowledge) -> "Outlets":
    """Return the outlets of a case over those of Khabar.

    Args:
        known: What the case knows.

    Returns:
        The registry.

    Raises:
        ConfigError: A file of outlets is wrong.
    """
    from khabar.reference.outlets import open_own_outlets

    with own_files():
        return open_own_outlets(known.outlets)


def tell_replaced(layer: Path, *, replaced: bool, output: Output) -> None:
    """Say that a file of the same name took the place of an earlier one.

    Args:
        layer: Where both went.
        replaced: Whether there was one.
        output: Where to.
    """
    if replaced:
        output.note(f"what {layer.name} held before is replaced; rename a file to keep both")
