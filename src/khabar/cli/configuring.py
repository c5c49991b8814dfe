"""``khabar config show``: which settings are in force, and where they come from."""

import os
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._guard import guarded
from khabar.cli._options import Json
from khabar.cli._settings import find_settings

__all__ = ["config"]

config = typer.Typer(help="Settings: khabar.toml and KHABAR_* variables.", no_args_is_help=True)


@config.callback()
def _root() -> None:
    """Keep ``show`` a command of its own."""


@config.command("show")
@guarded
def show_settings(
    *,
    origin: Annotated[bool, typer.Option("--origin", help="Say where each value is from.")] = False,
    as_json: Json = False,
) -> None:
    """Show the settings in force."""
    output = Output(json=as_json)
    for setting in find_settings(Path.cwd(), environ=os.environ):
        if as_json:
            fields = {"name": setting.name, "value": setting.value}
            output.write_json(fields | ({"origin": setting.origin} if origin else {}))
        else:
            tail = f"  ({setting.origin})" if origin else ""
            output.print(f"{setting.name} = {setting.value!r}{tail}")
