"""``khabar places``: places of one's own, and places looked up by hand."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli._console import Output, counted
from khabar.cli._guard import guarded, own_files
from khabar.cli._lookup import Answer, Question, answer_all
from khabar.cli._options import Case, Json, Quiet, Why, settings
from khabar.cli._own import check_case, choose_folder, tell_replaced
from khabar.cli._progress import progress
from khabar.folders import find_knowledge
from khabar.record.errors import ConfigError

if TYPE_CHECKING:
    from khabar.exports.lookup_json import PlaceAnswer
    from khabar.resolve.places import PlaceResolver

__all__ = ["places"]

_LIKELY: Final = 0.5

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
    folder = choose_folder(case, user=user, what="places")
    origin = Origin(source=source, licence=licence)
    with progress("adding", quiet=quiet, unit="places") as step, own_files(given=True):
        added = import_places(
            Path(file), into=folder, format_name=format_name, origin=origin, on_row=step
        )
    if as_json:
        told = {"places": added.rows, "format": added.format, "layer": str(added.layer)}
        output.write_json(told | {"replaced": added.replaced})
    tell_replaced(added.layer, replaced=added.replaced, output=output)
    output.note(
        f"{counted(added.rows, 'places')} in {added.layer}; remove that file to be without them"
    )


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

    check_case(case)
    resolver = PlaceResolver().with_layers(find_knowledge(case or settings().case).places)
    question = Question(text, {} if near is None else {"near": near})
    output = Output(quiet=quiet, json=as_json)
    look_up = partial(_look_up, resolver=resolver)
    answer_all(question, look_up=look_up, tell=_tell, output=output, why=why)


def _look_up(question: Question, *, resolver: "PlaceResolver") -> Sequence[Answer]:
    """Return the places that a name may mean.

    Raises:
        ConfigError: What it is near is no country and no place.
    """
    from khabar.exports.lookup_json import place_answer
    from khabar.reference.gazetteer import country_name

    near = question.told.get("near")
    told = () if not near or country_name(near) else resolver.look_up(near)
    if near and not country_name(near) and not (told and told[0].p >= _LIKELY):
        msg = f"no such country or place: {near!r}"
        raise ConfigError(msg, where="--near", do="give a country (AFG, or a name) or a place")
    found = resolver.look_up(question.text, near=near)
    return [place_answer(one) for one in found]


def _tell(one: "PlaceAnswer") -> str:
    """Return one candidate as a line."""
    where = ", ".join(filter(None, (one.kind, one.admin1, one.country)))
    about = f"{one.lat:.4f} {one.lon:.4f}, within {one.precision_m / 1000:g} km"
    return f"{one.name}  ({where})  {about}  {one.id}"
