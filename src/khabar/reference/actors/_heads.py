"""The lexicon of words that say what kind of actor a phrase names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from khabar.record.codes import EntityKind, Sector
from khabar.record.errors import KnowledgeError
from khabar.reference.actors._fold import fold_name
from khabar.reference.actors._rows import Line, read_lines

__all__ = ["Head", "Lexicon", "Takes", "open_lexicon", "read_lexicon"]

_WIDTH: Final = 5


class Takes(StrEnum):
    """What a head takes from a body named with it ("Hamas officials")."""

    NOTHING = ""
    SECTOR = "sector"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Head:
    """What a word says about the actor.

    Attributes:
        words: The folded words.
        kind: Kind of actor; ``None`` for a word that only modifies ("rebel commander").
        sector: PLOVER sector; ``None`` when the word does not say.
        takes: What a body named with it changes.
        single: The word is for one person.
    """

    words: str
    kind: EntityKind | None
    sector: Sector | None
    takes: Takes
    single: bool


class Lexicon:
    """Heads by their words; read-only."""

    def __init__(self, heads: Iterable[tuple[Head, str]]) -> None:
        """Index the heads.

        Args:
            heads: Heads with the place each is from, for messages.

        Raises:
            KnowledgeError: Two lines say different things about the same words.
        """
        self._heads: dict[str, Head] = {}
        self._modifiers: dict[str, Head] = {}
        for head, where in heads:
            index = self._modifiers if head.kind is None else self._heads
            if head.words in index:
                msg = f"{head.words!r} stands twice"
                raise KnowledgeError(msg, where=where)
            index[head.words] = head
        self.longest = max((words.count(" ") + 1 for words in self._heads), default=0)

    def head(self, words: str) -> Head | None:
        """Return what folded words say as the head of a phrase."""
        return self._heads.get(words)

    def modifier(self, words: str) -> Head | None:
        """Return what folded words say before a head."""
        return self._modifiers.get(words) or self._heads.get(words)

    def heads(self) -> Mapping[str, Head]:
        """Return all heads by their words."""
        return self._heads


def read_lexicon(text: str, *, name: str) -> Lexicon:
    """Read a lexicon file.

    Args:
        text: Whole file, five tab-separated cells a line.
        name: Its name, for messages.

    Returns:
        The lexicon.

    Raises:
        KnowledgeError: A line is wrong; file, line and reason are given.
    """
    lines = read_lines(text, name=name, width=_WIDTH)
    return Lexicon((head, line.where) for line in lines for head in _heads(line))


@cache
def open_lexicon() -> Lexicon:
    """Return the lexicon that ships with Khabar, read once.

    Raises:
        KnowledgeError: The file is wrong.
    """
    file = files("khabar.reference.actors") / "facts" / "heads.tsv"
    return read_lexicon(file.read_text(encoding="utf-8"), name="heads.tsv")


def _heads(line: Line) -> Iterable[Head]:
    words, kind, sector, takes, single = line.cells
    try:
        kind_ = EntityKind(kind) if kind else None
        sector_ = Sector(sector) if sector else None
        takes_ = Takes(takes)
    except ValueError as error:
        raise KnowledgeError(str(error), where=line.where) from error
    one = kind_ is EntityKind.PERSON
    yield Head(fold_name(words), kind_, sector_, takes_, one)
    if single:
        form = words.removesuffix("s") if single == "+" else single
        group = EntityKind.PERSON if _is_people(kind_, form) else kind_
        taken = Takes.SECTOR if takes_ is Takes.BOTH and group is EntityKind.PERSON else takes_
        yield Head(fold_name(form), group, sector_, taken, group is EntityKind.PERSON)


def _is_people(kind: EntityKind | None, single: str) -> bool:
    """Return whether one of a group is a person, not a smaller group or a machine."""
    last = single.rpartition(" ")[2]
    things = {
        *(
            "group",
            "organisation",
            "organization",
            "agency",
            "gang",
            "cartel",
            "militia",
            "faction",
        ),
        *("warplane", "plane", "jet", "helicopter", "drone", "warship", "frigate", "destroyer"),
        *(
            "submarine",
            "tank",
            "squad",
            "company",
            "firm",
            "entity",
            "outlet",
            "newspaper",
            "party",
        ),
        *("ngo", "charity", "ministry"),
    }
    bodies = {EntityKind.FACILITY, EntityKind.PLACE, EntityKind.COUNTRY, None}
    return last not in things and kind not in bodies
