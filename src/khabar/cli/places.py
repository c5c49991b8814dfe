"""``khabar places``: places of one's own, and places looked up by hand."""

import typer

__all__ = ["places"]

places = typer.Typer(help="Places: add your own to a case, look a name up.", no_args_is_help=True)


@places.callback()
def _root() -> None:
    """Keep each of its commands a command of its own."""
