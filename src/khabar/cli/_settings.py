"""Settings: flag, then ``KHABAR_*``, then ``khabar.toml`` here, then the user's, then default."""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from khabar.folders import config_folder
from khabar.record.errors import ConfigError

__all__ = ["FILE_NAME", "Setting", "Settings", "find_settings", "read_settings"]

FILE_NAME: Final = "khabar.toml"
_MAX_PROCESSES: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a project or a user may fix once instead of typing it.

    Attributes:
        case: Case file or folder.
        outlet: Who published reports that do not say so.
        map: Which columns are what (``text=body,date=pub_date``).
        processes: How many worker processes, 1 to 64.
    """

    case: str = "."
    outlet: str = ""
    map: str = ""
    processes: int = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, and where its value comes from.

    Attributes:
        name: As in ``khabar.toml``.
        value: In force.
        origin: ``default``, ``KHABAR_CASE`` or the file's name.
    """

    name: str
    value: str | int
    origin: str


def read_settings(folder: Path, *, environ: Mapping[str, str]) -> Settings:
    """Return the settings in force.

    Args:
        folder: Where the project's ``khabar.toml`` may lie.
        environ: Environment variables.

    Returns:
        The settings.

    Raises:
        ConfigError: A file is not TOML, or a setting is unknown or impossible.
    """
    found = {setting.name: setting.value for setting in find_settings(folder, environ=environ)}
    return Settings(
        case=str(found["case"]),
        outlet=str(found["outlet"]),
        map=str(found["map"]),
        processes=int(found["processes"]),
    )


def find_settings(folder: Path, *, environ: Mapping[str, str]) -> tuple[Setting, ...]:
    """Return every setting with its origin, in the order of ``Settings``.

    Args:
        folder: Where the project's ``khabar.toml`` may lie.
        environ: Environment variables.

    Returns:
        One entry per setting.

    Raises:
        ConfigError: A file is not TOML, or a setting is unknown or impossible.
    """
    found = {name: Setting(name, value, "default") for name, value in _DEFAULTS.items()}
    for path in (config_folder(environ) / FILE_NAME, folder / FILE_NAME):
        for name, value in _read_file(path).items():
            found[name] = Setting(name, _check(name, value, where=str(path)), str(path))
    for name in _DEFAULTS:
        variable = f"KHABAR_{name.upper()}"
        if environ.get(variable):
            value = _check(name, _from_text(name, environ[variable]), where=variable)
            found[name] = Setting(name, value, variable)
    return tuple(found.values())


_DEFAULTS: Final[Mapping[str, str | int]] = asdict(Settings())


def _read_file(path: Path) -> dict[str, object]:
    """Return what a settings file says; nothing when there is no such file.

    Raises:
        ConfigError: It cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"cannot read the settings: {error}"
        raise ConfigError(msg, where=str(path)) from error


def _check(name: str, value: object, *, where: str) -> str | int:
    """Return a value that the setting can take.

    Raises:
        ConfigError: The setting is unknown, or the value impossible.
    """
    if name not in _DEFAULTS:
        near = difflib.get_close_matches(name, _DEFAULTS, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(_DEFAULTS)}"
        msg = f"unknown setting {name!r}"
        raise ConfigError(msg, where=where, do=hint)
    if not isinstance(value, (str, int)) or type(value) is not type(_DEFAULTS[name]):
        wanted = "text" if isinstance(_DEFAULTS[name], str) else "a whole number"
        msg = f"setting {name!r} must be {wanted}, got {value!r}"
        raise ConfigError(msg, where=where)
    if isinstance(value, int) and not 1 <= value <= _MAX_PROCESSES:
        msg = f"setting {name!r} must be 1 to {_MAX_PROCESSES}, got {value}"
        raise ConfigError(msg, where=where)
    return value


def _from_text(name: str, value: str) -> str | int:
    """Return the value of an environment variable as the setting's type, if it can be."""
    return int(value) if name == "processes" and value.isdigit() else value
