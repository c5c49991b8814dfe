"""Options that several commands share, described once."""

from pathlib import Path
from typing import Annotated

import typer

from khabar.cli._settings import Settings, read_settings

__all__ = [
    "Case",
    "FailEmpty",
    "Inputs",
    "Json",
    "Map",
    "Outlet",
    "Processes",
    "Published",
    "Quiet",
    "Title",
    "Why",
    "settings",
]

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="FILES...",
        help="Files, folders, globs; - reads JSON Lines from standard input.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only errors on stderr.")]
Case = Annotated[
    str | None,
    typer.Option("--case", "-c", metavar="PATH", help="Case file or folder [default: here]."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="Day of publication (2021-08-28) of all these reports."),
]
Outlet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who published reports that do not say so."),
]
Title = Annotated[
    str | None, typer.Option(metavar="WORDS", help="Headline, when the file has none.")
]
Map = Annotated[
    str | None,
    typer.Option(
        "--map", metavar="FIELD=COLUMN,...", help="Columns of csv and json: text=body,date=day."
    ),
]
Processes = Annotated[
    int | None,
    typer.Option(min=1, max=64, metavar="N", help="Worker processes [default: 1]."),
]
Why = Annotated[bool, typer.Option("--why", help="The reasons behind each link.")]
FailEmpty = Annotated[bool, typer.Option("--fail-empty", help="Exit with 4 when nothing matched.")]


def settings() -> Settings:
    """Return the settings in force in the current folder.

    Returns:
        The settings.

    Raises:
        ConfigError: A setting is unknown or impossible.
    """
    import os

    return read_settings(Path.cwd(), environ=os.environ)
