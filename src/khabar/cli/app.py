"""All commands. Their slow imports stand inside them, so that ``--help`` is quick."""

from typing import Annotated

import typer

from khabar._version import __version__
from khabar.cli.actors import actors
from khabar.cli.adding import add, init
from khabar.cli.asking import claims, search
from khabar.cli.configuring import config
from khabar.cli.deciding import decide, decisions
from khabar.cli.demo import demo
from khabar.cli.doctor import doctor
from khabar.cli.exporting import export
from khabar.cli.places import places
from khabar.cli.reading import read
from khabar.cli.running import run
from khabar.cli.serving import serve
from khabar.cli.showing import show
from khabar.cli.times import times
from khabar.cli.together import (
    access,
    changes,
    contradictions,
    control,
    event,
    events,
    sources,
    talks,
)

__all__ = ["app"]

app = typer.Typer(
    name="khabar",
    help="Reads news reports of conflicts and keeps a sourced record: who did what to whom, "
    "according to whom.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS = (
    *(read, init, add, run, show),
    *(events, event, contradictions, control, access, talks, sources, changes),
    *(claims, search, export, decide, decisions, serve, demo, doctor),
)
for _command in _COMMANDS:
    app.command()(_command)
app.add_typer(config, name="config")
for _group, _name in ((actors, "actors"), (places, "places"), (times, "times")):
    app.add_typer(_group, name=_name)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    """Write the version and stop.

    Raises:
        Exit: When it was asked for.
    """
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Say what every command shares."""
    del version
