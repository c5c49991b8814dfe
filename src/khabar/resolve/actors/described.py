"""What phrase rules and registry say about each mention of one actor or place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khabar.record.codes import NameType
from khabar.reference.actors import Registry
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.mentions import Group, Mention
from khabar.resolve.actors.persons import find_post
from khabar.resolve.actors.phrase import describe_phrase

__all__ = ["Described", "describe_group"]

_MEANINGS = 2  # candidates kept of each mention


@dataclass(frozen=True, slots=True)
class Described:
    """One actor or place with what its words say.

    Attributes:
        group: Its mentions.
        found: What each mention may mean, best first.
        posts: Posts that stand beside a person's name.
    """

    group: Group
    found: tuple[tuple[Mention, Candidate], ...]
    posts: tuple[Candidate, ...]


def describe_group(text: str, group: Group, *, on: date | None, registry: Registry) -> Described:
    """Look up every mention of a group.

    Args:
        text: The report's text.
        group: The mentions.
        on: Day of the report.
        registry: Actors to look in.

    Returns:
        The group with what was found.
    """
    found = tuple(
        (mention, candidate)
        for mention in group.mentions
        if not mention.is_pronoun
        for candidate in describe_phrase(_readable(mention), on=on, registry=registry)[:_MEANINGS]
    )
    return Described(group, found, tuple(_posts(text, group, on, registry)))


def _readable(mention: Mention) -> str:
    return mention.text.title() if mention.text.isupper() and " " in mention.text else mention.text


def _posts(text: str, group: Group, on: date | None, registry: Registry) -> Sequence[Candidate]:
    named = (mention for mention in group.mentions if mention.name is NameType.PERSON)
    posts = (find_post(text, name=mention.span, on=on, registry=registry) for mention in named)
    return [post for post in posts if post is not None]
