"""``khabar actors``: actors looked up by hand, and actors of one's own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._guard import guarded
from khabar.cli._lookup import Answer, Question, answer_all, read_country, read_day
from khabar.cli._options import Json, Quiet, Why

if TYPE_CHECKING:
    from khabar.exports.lookup_json import ActorAnswer

__all__ = ["actors"]

actors = typer.Typer(help="Actors: look a phrase up.", no_args_is_help=True)


@actors.callback()
def _root() -> None:
    """Keep each of its commands a command of its own."""


@actors.command("resolve")
@guarded
def resolve_actor(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A phrase; - reads JSON Lines {id, text, ...}.")
    ],
    *,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="Day of the report (2021-08-28).")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="COUNTRY", help="Where the report plays: AFG, or a name.")
    ] = None,
    as_json: Json = False,
    why: Why = False,
    quiet: Quiet = False,
) -> None:
    """Say which actor, or what kind of actor, a phrase names, the best first."""
    told = {"on": on, "country": country}
    question = Question(text, {name: value for name, value in told.items() if value is not None})
    output = Output(quiet=quiet, json=as_json)
    answer_all(question, look_up=_look_up, tell=_tell, output=output, why=why)


def _look_up(question: Question) -> Sequence[Answer]:
    """Return what a phrase may name.

    Raises:
        ConfigError: The day or the country is impossible.
    """
    from khabar.exports.lookup_json import actor_answer
    from khabar.resolve.actors import resolve_phrase

    told = question.told
    found = resolve_phrase(
        question.text,
        on=read_day(told.get("on"), where="--on"),
        country=read_country(told.get("country"), where="--country"),
    )
    return [actor_answer(one) for one in found]


def _tell(one: "ActorAnswer") -> str:
    """Return one candidate as a line."""
    codes = " ".join(filter(None, (one.country, *(str(sector) for sector in one.sectors))))
    role = f", {one.role}" if one.role and one.role != one.name else ""
    known = f"  {one.registry_id}" if one.registry_id else ""
    return f"{one.name}{role}  [{codes or 'no code'}]  {one.kind}{known}"
