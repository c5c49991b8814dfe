"""``khabar times``: times looked up by hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final, Literal, cast

import typer

from khabar.cli._console import Output
from khabar.cli._guard import guarded
from khabar.cli._lookup import Answer, Question, answer_all, read_day
from khabar.cli._options import Json, Quiet, Why
from khabar.record.errors import ConfigError

if TYPE_CHECKING:
    from khabar.exports.lookup_json import TimeAnswer

__all__ = ["times"]

times = typer.Typer(help="Times: look up what words of time mean.", no_args_is_help=True)

_TENSES: Final = ("past", "future")


@times.callback()
def _root() -> None:
    """Keep each of its commands a command of its own."""


@times.command("resolve")
@guarded
def resolve_time(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A phrase; - reads JSON Lines {id, text, ...}.")
    ],
    *,
    published: Annotated[
        str | None, typer.Option(metavar="DAY", help="Day of the report (2021-08-28).")
    ] = None,
    tense: Annotated[
        str | None, typer.Option(metavar="TENSE", help="past or future [default: by the words].")
    ] = None,
    as_json: Json = False,
    why: Why = False,
    quiet: Quiet = False,
) -> None:
    """Say which days words of time mean, the best first."""
    told = {"published": published, "tense": tense}
    question = Question(text, {name: value for name, value in told.items() if value is not None})
    output = Output(quiet=quiet, json=as_json)
    answer_all(question, look_up=_look_up, tell=_tell, output=output, why=why)


def _look_up(question: Question) -> Sequence[Answer]:
    """Return what the words can mean.

    Raises:
        ConfigError: The day or the tense is impossible.
    """
    from khabar.exports.lookup_json import time_answer
    from khabar.resolve.times import resolve_phrase

    told = question.told
    published = read_day(told.get("published"), where="--published")
    tense = told.get("tense")
    if tense is not None and tense not in _TENSES:
        msg = f"unknown tense {tense!r}"
        raise ConfigError(msg, where="--tense", do=f"known: {', '.join(_TENSES)}")
    way = cast('Literal["past", "future"] | None', tense)
    found = resolve_phrase(question.text, published=published, tense=way)
    return [time_answer(one) for one in found]


def _tell(one: "TimeAnswer") -> str:
    """Return one meaning as a line."""
    days = f"{one.first or '...'} to {one.last or '...'}" if one.first != one.last else one.first
    value = one.value or "no value"
    return f"{one.text!r}: {value}  {days or 'no day'}  ({one.granularity}, {one.basis})"
