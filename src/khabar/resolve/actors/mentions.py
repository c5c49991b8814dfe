"""What a report says about each actor or place, gathered before anything is looked up."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from khabar.record.codes import EntityKind, NameType, Role, Sector
from khabar.record.graph import EventMention, MentionGraph, Name
from khabar.record.place import PlaceLink
from khabar.record.span import Span

__all__ = ["PRONOUNS", "SIDE", "Group", "Mention", "find_villages", "gather_groups"]

_REFERRING: Final = frozenset({Role.ACTOR, Role.RECIPIENT, Role.PLACE, Role.SOURCE})
PRONOUNS: Final = frozenset(
    "i me my mine we us our ours you your he him his she her hers it its they them their theirs "
    "himself herself itself themselves ourselves who whom whose which that this these those there "
    "here both each other others one ones some any all none everyone nobody someone where".split()
)
_NOT_PRONOUNS: Final = frozenset({"US", "WHO", "IT"})  # unless all around is in capitals
SIDE: Final = re.compile(r"^(?:we|us|ours?|our\s.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of the report that means the actor or place.

    Attributes:
        span: Where it stands.
        text: Its words, blanks made single.
        name: Class of the name it is or holds; ``None`` when there is none.
        name_text: That name's words; empty when there is none.
        link: Place the words are linked to; ``None`` when there is none.
        place: Place that stands inside the words ("police in Kyiv"); ``None`` when none.
    """

    span: Span
    text: str
    name: NameType | None
    name_text: str
    link: PlaceLink | None
    place: PlaceLink | None

    @property
    def is_pronoun(self) -> bool:
        """Whether the words name nothing by themselves."""
        return self.text.lower() in PRONOUNS and self.text not in _NOT_PRONOUNS


@dataclass(frozen=True, slots=True)
class Group:
    """All mentions of one actor or place, and the roles they fill.

    Attributes:
        mentions: In order; at least one.
        roles: Roles in which it stands in events; source also for statements.
        uses: Events in which it stands, with the role there.
        p: Probability in [0, 1] of the weakest link that holds the mentions together.
        kinds: Log-probabilities of kinds as the reader sees them; empty when it does not say.
        sectors: The same for sectors.
    """

    mentions: tuple[Mention, ...]
    roles: frozenset[Role]
    uses: tuple[tuple[Role, EventMention], ...]
    p: float
    kinds: tuple[tuple[EntityKind, float], ...] = ()
    sectors: tuple[tuple[Sector, float], ...] = ()


T = TypeVar("T")


class _Spans(Generic[T]):
    """Items with spans, in order, found by the words they share with another span."""

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [span.start for span, _ in self._items]

    def within(self, span: Span) -> list[tuple[Span, T]]:
        """Return the items that overlap a span; items do not overlap each other."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        found: list[tuple[Span, T]] = []
        for item in self._items[first:]:
            if item[0].start >= span.end:
                break
            if item[0].overlaps(span):
                found.append(item)
        return found


def gather_groups(
    text: str,
    *,
    graph: MentionGraph,
    places: Sequence[PlaceLink],
    short: Mapping[str, str] | None = None,
    parted: Callable[[Sequence[Mention]], Iterable[tuple[Mention, ...]]] = lambda all_: [
        tuple(all_)
    ],
) -> tuple[Group, ...]:
    """Gather the fillers of actor, recipient, place and source roles by coreference.

    Args:
        text: The report's text.
        graph: What the reader saw.
        places: Linked places.
        short: What the report's acronyms stand for.
        parted: Takes the mentions of a chain apart that cannot be one actor.

    Returns:
        One group for each chain with such a filler and one for each such filler outside of
        chains, in order of first mention.
    """
    roles = _roles_of_spans(graph)
    names = _Spans((name.span, name) for name in graph.names)
    links = _Spans((link.span, link) for link in places)
    short = short or {}
    uses = _uses_of_spans(graph)
    groups: list[Group] = []
    covered: set[Span] = set()
    for chain in graph.chains:
        covered.update(chain.mentions)
        if not _union(roles, chain.mentions):
            continue
        for mentions in parted([
            _mention(text, span, names, links, short=short) for span in sorted(chain.mentions)
        ]):
            spans = [mention.span for mention in mentions]
            found = _union(roles, spans)
            if found:
                used = tuple(use for span in spans for use in uses.get(span, ()))
                groups.append(Group(mentions, found, used, chain.p, chain.kinds, chain.sectors))
    for span, found in roles.items():
        if span not in covered:
            mention = _mention(text, span, names, links, short=short)
            groups.append(Group((mention,), found, tuple(uses.get(span, ())), 1.0))
    return tuple(sorted(groups, key=lambda group: group.mentions[0].span))


def _roles_of_spans(graph: MentionGraph) -> dict[Span, frozenset[Role]]:
    roles: dict[Span, frozenset[Role]] = {}
    for event in graph.events:
        for argument in event.arguments:
            if argument.role in _REFERRING:
                roles[argument.span] = roles.get(argument.span, frozenset()) | {argument.role}
    for statement in graph.statements:
        if len(statement.source) == 1:
            span = statement.source[0]
            roles[span] = roles.get(span, frozenset()) | {Role.SOURCE}
    return roles


def _uses_of_spans(graph: MentionGraph) -> dict[Span, list[tuple[Role, EventMention]]]:
    uses: dict[Span, list[tuple[Role, EventMention]]] = {}
    for event in graph.events:
        for argument in event.arguments:
            if argument.role in _REFERRING:
                uses.setdefault(argument.span, []).append((argument.role, event))
    return uses


def _union(sets: Mapping[Span, frozenset[T]], spans: Iterable[Span]) -> frozenset[T]:
    return frozenset().union(*(sets.get(span, frozenset()) for span in spans))


def find_villages(text: str) -> frozenset[str]:
    """Return the names that a report gives to villages: no seats of government there.

    Args:
        text: The report's text.

    Returns:
        "Paris" of "a village called Paris".
    """
    return frozenset(match[1] for match in _VILLAGES.finditer(text))


_VILLAGES: Final = re.compile(r"\b(?:village|hamlet)s?\s+(?:of|called|named)\s+([A-Z][\w'’-]+)")


def _in_full(words: str, short: Mapping[str, str]) -> str:
    """Return the words with the report's own acronyms spelled out."""
    for acronym, name in short.items():
        words = words.replace(f"{name} ({acronym})", name).replace(f"({acronym})", "").strip()
        words = re.sub(rf"\b{acronym}\b", name.replace("\\", ""), words)
    return words


def _mention(
    text: str,
    span: Span,
    names: _Spans[Name],
    links: _Spans[PlaceLink],
    *,
    short: Mapping[str, str],
) -> Mention:
    words = " ".join(text[span.start : span.end].split())
    if short:
        words = _in_full(words, short)
    if words in _NOT_PRONOUNS and text[max(0, span.start - 20) : span.end + 20].isupper():
        words = words.lower()
    name, name_text = _name_of(text, span, names)
    link = place = None
    for where, item in links.within(span):
        if _covers(where, span, text):
            link = item
        else:
            place = item
    return Mention(span, words, name, name_text, link, place)


def _name_of(text: str, span: Span, names: _Spans[Name]) -> tuple[NameType | None, str]:
    """Return the last name in a mention that is no date or sum, and its words."""
    best: tuple[NameType | None, str] = (None, "")
    for where, item in names.within(span):
        if item.type not in (NameType.DATE, NameType.MONEY):
            best = (item.type, " ".join(text[where.start : where.end].split()))
    return best


def _covers(name: Span, mention: Span, text: str) -> bool:
    """Return whether a name is all of a mention but for small words ("the town of Douma")."""
    rest = text[mention.start : max(mention.start, name.start)] + text[name.end : mention.end]
    return not [word for word in re.findall(r"\w+", rest) if word.lower() not in _SMALL]


_SMALL: Final = frozenset(
    "the of in city town village province district region area valley governorate state s city's "
    "northern southern eastern western north south east west central near outside inside".split()
)
