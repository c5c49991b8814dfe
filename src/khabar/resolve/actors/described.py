"""What phrase rules and registry say about each mention of one actor or place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from khabar.record.codes import EntityKind, NameType
from khabar.reference.actors import Registry
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.mentions import Group, Mention
from khabar.resolve.actors.namesakes import Namesakes
from khabar.resolve.actors.persons import find_post
from khabar.resolve.actors.phrase import describe_phrase

__all__ = ["Described", "describe_group", "is_acronym"]

_ACRONYM = re.compile(r"[A-Z]{2,5}")
_SEAT = "seat of government"
_MEANINGS = 2  # candidates kept of each mention


@dataclass(frozen=True, slots=True)
class Described:
    """One actor or place with what its words say.

    Attributes:
        group: Its mentions.
        found: What each mention may mean, best first.
        posts: Posts that stand beside a person's name, here or elsewhere in the report.
        others: Where else in the report the person is named.
        titles: Words that stand by the name.
    """

    group: Group
    found: tuple[tuple[Mention, Candidate], ...]
    posts: tuple[Candidate, ...]
    others: tuple[Mention, ...] = ()
    titles: frozenset[str] = frozenset()


def describe_group(
    text: str,
    group: Group,
    *,
    namesakes: Namesakes,
    on: date | None,
    registry: Registry,
    strange: Callable[[str], bool],
) -> Described:
    """Look up every mention of a group.

    Args:
        text: The report's text.
        group: The mentions.
        namesakes: The report's names.
        on: Day of the report.
        registry: Actors to look in.
        strange: Tells of a country (ISO alpha-3) whether nothing in the report is of it; an
            acronym is nobody's of there.

    Returns:
        The group with what was found.
    """
    others, villages = namesakes.find_others(group), namesakes.villages
    told = [m for m in group.mentions if not m.is_pronoun]
    full = {m.text: m for m in others if " " in m.text}
    found = tuple(
        (mention, candidate)
        for mention in (*told, *full.values())
        for candidate in describe_phrase(_readable(mention), on=on, registry=registry)[:_MEANINGS]
        if not (mention.text in villages and candidate.score.parts[0].feature == _SEAT)
        and not (_is_groups_acronym(mention, candidate) and strange(candidate.country))
    )
    names = [m.span for m in (*told, *others) if m.name is NameType.PERSON]
    posts = (find_post(text, name=name, on=on, registry=registry) for name in names)
    titles = namesakes.find_titles(names)
    return Described(group, found, tuple(p for p in posts if p is not None), others, titles)


def _is_groups_acronym(mention: Mention, candidate: Candidate) -> bool:
    """Return whether an armed group is named by letters alone, which others may share."""
    if candidate.kind is not EntityKind.ARMED_GROUP:
        return False
    return is_acronym(mention.text.removeprefix("the ").removeprefix("The "))


def is_acronym(words: str) -> bool:
    """Return whether words are letters that stand for words."""
    return _ACRONYM.fullmatch(words) is not None


def _readable(mention: Mention) -> str:
    return mention.text.title() if mention.text.isupper() and " " in mention.text else mention.text
