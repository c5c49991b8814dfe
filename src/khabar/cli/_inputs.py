"""From the command line's words to what intake needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from khabar.cli._settings import Settings
from khabar.record.errors import ConfigError, InputError

if TYPE_CHECKING:
    from khabar.intake import Source

__all__ = ["InputChoice", "read_sources"]

_FIELDS: Final = ("id", "text", "published", "outlet", "title", "url", "language")
_SHORT: Final = {"date": "published", "source": "outlet"}
_EARLIEST_CLOCK: Final = timedelta(hours=14)  # where a day begins first, before UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChoice:
    """What the command line says about its inputs.

    Attributes:
        published: Day of publication, as typed.
        outlet: Who published reports that do not say so.
        title: Headline.
        mapping: Columns, as typed.
    """

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    mapping: str | None = None


def read_sources(
    files: Sequence[str], *, choice: InputChoice, defaults: Settings
) -> "Iterator[Source]":
    """Return the inputs that a command names; they are read as they are taken.

    Args:
        files: Files, folders, patterns, ``-``.
        choice: What the command line says.
        defaults: What the settings say.

    Returns:
        Sources, failures among them.

    Raises:
        ConfigError: The day or the columns are impossible.
    """
    from khabar.intake import IntakeOptions, read_inputs

    today = (datetime.now(UTC) + _EARLIEST_CLOCK).date()
    options = IntakeOptions(
        published=None if choice.published is None else _day(choice.published, today=today),
        outlet=defaults.outlet if choice.outlet is None else choice.outlet,
        title=choice.title or "",
        columns=_columns(defaults.map if choice.mapping is None else choice.mapping),
        today=today,
    )
    return read_inputs(files, options=options)


def _day(words: str, *, today: date) -> date:
    """Return the day that ``--published`` gives.

    Raises:
        ConfigError: It is no day on which a report can have been published.
    """
    from khabar.intake.dates import parse_day

    try:
        return parse_day(words, where="--published", today=today)
    except InputError as error:
        raise ConfigError(error.what, where="--published", do=error.do) from error


def _columns(words: str) -> Mapping[str, str]:
    """Return report field to column name, from ``text=body,date=pub_date``.

    Raises:
        ConfigError: It has another form, or names a field that reports do not have.
    """
    columns: dict[str, str] = {}
    for pair in filter(None, words.split(",")):
        field, equals, column = (part.strip() for part in pair.partition("="))
        field = _SHORT.get(field, field)
        if not equals or not column or field not in _FIELDS:
            msg = f"not a column: {pair!r}"
            known = ", ".join((*_FIELDS, *_SHORT))
            raise ConfigError(msg, where="--map", do=f"write FIELD=COLUMN; fields: {known}")
        columns[field] = column
    return columns
