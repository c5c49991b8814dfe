"""What phrase rules and registry say about each mention of one actor or place."""

from dataclasses import dataclass
from datetime import date

from khabar.record.codes import NameType
from khabar.reference.actors import Registry
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.mentions import Group, Mention
from khabar.resolve.actors.namesakes import Namesakes
from khabar.resolve.actors.persons import find_post
from khabar.resolve.actors.phrase import describe_phrase

__all__ = ["Described", "describe_group"]

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
    text: str, group: Group, *, namesakes: Namesakes, on: date | None, registry: Registry
) -> Described:
    """Look up every mention of a group.

    Args:
        text: The report's text.
        group: The mentions.
        namesakes: The report's names.
        on: Day of the report.
        registry: Actors to look in.

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
    )
    names = [m.span for m in (*told, *others) if m.name is NameType.PERSON]
    posts = (find_post(text, name=name, on=on, registry=registry) for name in names)
    titles = namesakes.find_titles(names)
    return Described(group, found, tuple(p for p in posts if p is not None), others, titles)


def _readable(mention: Mention) -> str:
    return mention.text.title() if mention.text.isupper() and " " in mention.text else mention.text
