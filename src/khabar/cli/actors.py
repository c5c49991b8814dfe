"""``khabar actors``: actors looked up by hand, and actors of one's own."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli._actor_rows import (
    actor_json,
    unlinked_json,
    write_actor,
    write_actor_line,
    write_unlinked,
)
from khabar.cli._console import Output, counted
from khabar.cli._guard import guarded, own_files
from khabar.cli._lookup import Answer, Question, answer_all, read_country, read_day
from khabar.cli._options import Case, Json, Quiet, Why, settings
from khabar.cli._own import check_case, choose_folder, open_case_registry, tell_replaced
from khabar.cli._reviewed import open_reviewed
from khabar.folders import beside_case, find_knowledge
from khabar.record.errors import ConfigError

if TYPE_CHECKING:
    from khabar.exports.lookup_json import ActorAnswer
    from khabar.reference.actors import Registry

__all__ = ["actors"]

actors = typer.Typer(
    help="Actors: look a phrase up, add your own, see who is not linked.", no_args_is_help=True
)


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
    case: Case = None,
    as_json: Json = False,
    why: Why = False,
    quiet: Quiet = False,
) -> None:
    """Say which actor, or what kind of actor, a phrase names, the best first."""
    told = {"on": on, "country": country}
    question = Question(text, {name: value for name, value in told.items() if value is not None})
    output = Output(quiet=quiet, json=as_json)
    check_case(case)
    look_up = partial(_look_up, registry=open_case_registry(case))
    answer_all(question, look_up=look_up, tell=_tell, output=output, why=why)


def _look_up(question: Question, *, registry: "Registry") -> Sequence[Answer]:
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
        registry=registry,
    )
    return [actor_answer(one) for one in found]


def _tell(one: "ActorAnswer") -> str:
    """Return one candidate as a line."""
    codes = " ".join(filter(None, (one.country, *(str(sector) for sector in one.sectors))))
    role = f", {one.role}" if one.role and one.role != one.name else ""
    known = f"  {one.registry_id}" if one.registry_id else ""
    return f"{one.name}{role}  [{codes or 'no code'}]  {one.kind}{known}"


@actors.command("add")
@guarded
def add_actors(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="TOML, CSV, or a CAMEO/PETRARCH dictionary.")
    ],
    *,
    case: Case = None,
    user: Annotated[bool, typer.Option("--user", help="For all cases of this user.")] = False,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help="toml, csv or petrarch [default: told by the file].",
        ),
    ] = "",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add a file of actors to a case, so that reports are read with them."""
    from khabar.reference.actors.own import import_actors, open_own_registry

    output = Output(quiet=quiet, json=as_json)
    folder = choose_folder(case, user=user, what="actors")
    with own_files():
        base = open_own_registry(_find_below(Path(file), folder=folder, user=user))
    with own_files(given=True):
        added = import_actors(Path(file), into=folder, base=base, format_name=format_name)
    if as_json:
        told = {"actors": len(added.rows), "left_out": added.left_out, "format": added.format}
        told["replaced"] = added.replaced
        output.write_json(told | {"layer": str(added.layer)})
    if added.left_out:
        output.note(f"entries left out, as they name no actor or a known state: {added.left_out}")
    tell_replaced(added.layer, replaced=added.replaced, output=output)
    many = counted(len(added.rows), "actors")
    output.note(f"{many} in {added.layer}; remove that file to be without them")


@actors.command("list")
@guarded
def list_actors(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words of a name.")
    ] = None,
    *,
    case: Case = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Those that ship with Khabar too.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List the actors of a case and its user."""
    from khabar.base.names import fold_name
    from khabar.reference.actors.own import read_own_rows

    output = Output(quiet=quiet, json=as_json)
    registry = open_case_registry(case)
    files = find_knowledge(case or settings().case).actors
    rows = [registry.row(id_) for id_ in registry.ids()] if everything else read_own_rows(files)
    wanted = fold_name(" ".join(words or ()))
    count = 0
    for row in rows:
        if any(wanted in fold_name(name) for name in (row.name, *row.aliases)):
            count += 1
            if as_json:
                output.write_json(actor_json(row))
            else:
                write_actor_line(row, output=output)
    output.note(counted(count, "actors"))


@actors.command("show")
@guarded
def show_actor(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of an actor, or its name.")],
    *,
    case: Case = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show all that is known of an actor: names, terms, what it belongs to, the source."""
    registry = open_case_registry(case)
    row = registry.find_row(id_)
    rows = [row] if row is not None else list(registry.find_exact(id_))
    if not rows:
        raise _unknown(id_)
    output = Output(quiet=quiet, json=as_json)
    for one in rows:
        if as_json:
            output.write_json(actor_json(one))
        else:
            write_actor(one, output=output)


@actors.command("unlinked")
@guarded
def show_unlinked(
    place: Annotated[
        str | None, typer.Argument(metavar="CASE", help="Case file or folder [default: here].")
    ] = None,
    *,
    case: Case = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List the named actors of a case that no row is linked to, with rows they may mean."""
    from khabar.views.unlinked import find_unlinked

    chosen = place or case or settings().case
    output = Output(quiet=quiet, json=as_json)
    registry = open_case_registry(chosen)
    with open_reviewed(chosen) as store:
        found = find_unlinked(store.readings(), registry=registry)
    for one in found:
        if as_json:
            output.write_json(unlinked_json(one))
        else:
            write_unlinked(one, output=output)
    output.note(f"{counted(len(found), 'names')}; to link one: khabar actors link NAME ID")


@actors.command("link")
@guarded
def link_actor(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, as reports write it.")],
    id_: Annotated[str, typer.Argument(metavar="ID", help="The actor it names.")],
    *,
    case: Case = None,
    quiet: Quiet = False,
) -> None:
    """Give an actor one more name in a case; the next khabar add reads with it."""
    from khabar.reference.actors.own import append_alias, open_own_registry

    chosen = case or settings().case
    choose_folder(chosen, user=False, what="actors")
    registry = open_case_registry(chosen)
    if registry.find_row(id_) is None:
        raise _unknown(id_)
    path = beside_case(chosen, "actors.toml")
    files = find_knowledge(chosen).actors
    weaker = files[files.index(path) + 1 :] if path in files else files
    with own_files(given=True):
        append_alias(path, id_=id_, name=name, base=open_own_registry(weaker))
    Output(quiet=quiet).note(f"{name} is {registry.row(id_).name} now, in {path}")


def _unknown(id_: str) -> ConfigError:
    """Return the error that there is no such actor."""
    return ConfigError(f"no actor {id_!r}", do=f"look for it: khabar actors list --all {id_}")


def _find_below(file: Path, *, folder: Path, user: bool) -> list[Path]:
    """Return the files of actors over which an imported file will lie."""
    from khabar.reference.actors.own import layer_name

    own = f"{layer_name(file)}.csv"
    beside = [path for path in sorted(folder.glob("*.csv")) if path.name > own]
    return [*beside, *(() if user else find_knowledge(None).actors)]
