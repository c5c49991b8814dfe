"""From the command line's words to what intake needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.cli._settings import Settings

if TYPE_CHECKING:
    from khabar.intake import Source

__all__ = ["InputChoice", "read_sources"]


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
    raise NotImplementedError
