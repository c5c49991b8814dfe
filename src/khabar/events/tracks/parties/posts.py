"""What speakers are said to be, in the words right beside their names."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from khabar.base.names import fold_name, fold_words
from khabar.events.tracks.wording import GENERIC_GROUP, GENERIC_STATE
from khabar.record.card import CardParty, CardSource, ClaimCard, OriginKind
from khabar.record.codes import EntityKind
from khabar.record.report import ReportId

__all__ = ["find_posts", "without_small"]

_GENERAL: Final = (GENERIC_STATE | GENERIC_GROUP | {"director"}) - {"not", "no"}
_SPEAKS: Final = "spokes"
_HELD: Final = frozenset("minister president ambassador envoy premier".split())  # by one person
_SMALL: Final = frozenset("a al an and de for of the".split())
_FEWEST: Final = 2  # words of a person's name


def find_posts(
    cards: Iterable[ClaimCard], *, known: AbstractSet[str]
) -> Iterator[tuple[ReportId, CardParty]]:
    """Yield speakers with the post that stands beside their name.

    "Defence Ministry spokesman Colonel X" tells it before the name, "X, a spokeswoman for
    the Ostrovan army" and "X, the Ostrovan foreign minister" after it.

    Args:
        cards: All claims.
        known: Folded words of the names of states and groups.
    """
    for card in cards:
        for link in card.sources:
            full = link.kind is OriginKind.SPEAKER and len(fold_words(link.name)) >= _FEWEST
            if full and (post := _post(link, card.words, known)):
                yield card.key.report, _person(link, post)


def without_small(name: str) -> str:
    """Return a folded name without its small words, which claims do not carry."""
    return " ".join(word for word in name.split() if word not in _SMALL)


def _post(link: CardSource, words: tuple[str, ...], known: AbstractSet[str]) -> str:
    """Return the words of a post before and after a name; empty where it is not told."""
    name = tuple(word for word in fold_words(link.name) if word in words)
    if not name or fold_words(link.name)[-1] not in name:
        return ""
    first, last = words.index(name[0]), words.index(name[-1])
    start = first
    while start and (words[start - 1] in _GENERAL or words[start - 1] in known):
        start -= 1
    end = last + 1
    while end < len(words) and (words[end] in _GENERAL or words[end] in known):
        end += 1
    after = words[last + 1 : end]
    held = any(word.startswith(_SPEAKS) for word in after[:2]) or _HELD & set(after[:3])
    return " ".join((*words[start:first], *(after if held else ())))


def _person(link: CardSource, post: str) -> CardParty:
    return CardParty(
        key=link.key or "~" + fold_name(link.name),
        name=link.name,
        kind=EntityKind.PERSON,
        country="",
        sector=None,
        of=link.of,
        aliases=(post,),
        p=1.0,
    )
