"""``khabar places``: places of one's own, and places looked up by hand."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._guard import guarded
from khabar.cli._lookup import Answer, Question, answer_all
from khabar.cli._options import Case, Json, Quiet, Why, settings
from khabar.cli._progress import progress
from khabar.folders import case_places_folder, find_knowledge, user_places_folder
from khabar.record.errors import ConfigError, FailureReason, InputError, KnowledgeError

if TYPE_CHECKING:
    from khabar.exports.lookup_json import PlaceAnswer
    from khabar.resolve.places import PlaceResolver

__all__ = ["places"]

places = typer.Typer(help="Places: add your own to a case, look a name up.", no_args_is_help=True)


@places.callback()
def _root() -> None:
    """Keep each of its commands a command of its own."""


@places.command("add")
@guarded
def add_places(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="GeoNames dump, Who's On First, GeoJSON or CSV.")
    ],
    *,
    case: Case = None,
    user: Annotated[bool, typer.Option("--user", help="For all cases of this user.")] = False,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help="geonames, whosonfirst, geojson or csv [default: told by the file].",
        ),
    ] = "",
    source: Annotated[
        str, typer.Option(metavar="WORDS", help="Who made the rows that do not say so.")
    ] = "",
    licence: Annotated[
        str, typer.Option(metavar="WORDS", help="Licence of the rows that do not say so.")
    ] = "",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add a file of places to a case, so that reports are read with them."""
    from khabar.reference.gazetteer.imports import Origin, import_places

    output = Output(quiet=quiet, json=as_json)
    folder = _choose_folder(case, user=user)
    origin = Origin(source=source, licence=licence)
    with progress("adding", quiet=quiet, unit="places") as step, _refused():
        added = import_places(
            Path(file), into=folder, format_name=format_name, origin=origin, on_row=step
        )
    if as_json:
        told = {"places": added.rows, "format": added.format, "layer": str(added.layer)}
        output.write_json(told)
    output.note(f"{added.rows} places in {added.layer}; remove that file to be without them")


@contextmanager
def _refused() -> Iterator[None]:
    """Tell a wrong file of the user's from a wrong file of Khabar's own.

    Yields:
        Once.

    Raises:
        InputError: The file is wrong.
    """
    try:
        yield
    except KnowledgeError as error:
        reason = FailureReason.BAD_ROW
        raise InputError(error.what, reason=reason, where=error.where, do=error.do) from error


def _choose_folder(case: str | None, *, user: bool) -> Path:
    """Return where the places go.

    Raises:
        ConfigError: Both were named, or there is no such case.
    """
    if user and case is not None:
        msg = "places go to a case or to the user, not to both"
        raise ConfigError(msg, where="--user", do="leave out --case or --user")
    if user:
        return user_places_folder()
    chosen = case or settings().case
    if not Path(chosen).exists():
        msg = f"there is no case at {chosen}"
        raise ConfigError(msg, do=f"make it: khabar init {chosen}")
    return case_places_folder(chosen)


@places.command("resolve")
@guarded
def resolve_place(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A name; - reads JSON Lines {id, text, ...}.")
    ],
    *,
    near: Annotated[
        str | None,
        typer.Option(metavar="WHERE", help="What it is near: a country (AFG, or a name), a place."),
    ] = None,
    case: Case = None,
    as_json: Json = False,
    why: Why = False,
    quiet: Quiet = False,
) -> None:
    """Say which places a name may mean, the best first."""
    from khabar.resolve.places import PlaceResolver

    resolver = PlaceResolver().with_layers(find_knowledge(case or settings().case).places)
    question = Question(text, {} if near is None else {"near": near})
    output = Output(quiet=quiet, json=as_json)
    look_up = partial(_look_up, resolver=resolver)
    answer_all(question, look_up=look_up, tell=_tell, output=output, why=why)


def _look_up(question: Question, *, resolver: "PlaceResolver") -> Sequence[Answer]:
    """Return the places that a name may mean."""
    from khabar.exports.lookup_json import place_answer

    found = resolver.look_up(question.text, near=question.told.get("near"))
    return [place_answer(one) for one in found]


def _tell(one: "PlaceAnswer") -> str:
    """Return one candidate as a line."""
    where = ", ".join(filter(None, (one.kind, one.admin1, one.country)))
    about = f"{one.lat:.4f} {one.lon:.4f}, within {one.precision_m / 1000:g} km"
    return f"{one.name}  ({where})  {about}  {one.id}"
