"""Names of outlets in a text: those of the registry, those of the case, and any others."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from khabar.base.names import fold_name
from khabar.record.outlet import OutletKind, OutletRow
from khabar.record.span import Span
from khabar.reference.outlets import SHARED, Outlets, fold_outlet

__all__ = ["Named", "OutletNames"]

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
_JOINED: Final = re.compile(r"[ \u00a0]?[-/.&'’+]?[ \u00a0]?")
_POSSESSIVE: Final = re.compile(r"['’]s$|(?<=s)['’]$")

# What an outlet is called after its proper name, and may be left out ("Meridian" for it).
_GENERIC: Final = frozenset(
    "press news agency agence network dispatch service wire media television tv radio online "
    "broadcasting corporation international group daily times post".split()
)
# The last word by which a paper is called for short ("the Mirror").
_PAPERS: Final = frozenset(
    "mirror times tribune courier herald post gazette observer telegraph chronicle star sun "
    "journal standard guardian examiner inquirer mail express argus bulletin globe".split()
)
_CAP: Final = r"[A-ZÀ-Þ][\w'’-]*"
_CAPS: Final = rf"{_CAP}(?: (?:of |al-|el-)?{_CAP}){{0,3}}"
_HEAD: Final = (
    "TV|Television|Radio|FM|News Agency|Press Agency|Press|News|Network|Broadcasting|Times|Post|"
    "Tribune|Herald|Mirror|Gazette|Courier|Observer|Dispatch|Telegraph|Journal|Chronicle|Daily"
)
_NOUN: Final = (
    "newspaper|news agency|state agency|press agency|television|radio station|radio|TV channel|TV|"
    "channel|daily|weekly|broadcaster|news website|news site|website"
)
_OTHERS: Final = re.compile(
    rf"(?P<radio>\b(?:Radio|Voice of) {_CAPS})"
    rf"|(?P<head>\b(?:{_CAP} ){{1,3}}(?:{_HEAD})\b)"
    rf"|\b(?:{_NOUN}),? (?P<after>{_CAPS})"
    rf"|(?P<state>\b(?!(?:The|A|An|Local|But|And|In)\b){_CAP} state "
    r"(?:television|TV|radio|broadcaster|news agency)\b)"
    rf"|(?P<before>\b{_CAPS}) (?:newspaper|news agency|state agency|press agency|TV channel|radio|"
    r"television|broadcaster|news site|news website)\b"
)
_NO_NAMES: Final = frozenset(
    "the a an state local national official public private foreign other another this that monday "
    "tuesday wednesday thursday friday saturday sunday first one two and but in on".split()
)  # words that open a sentence before "television" and the like
_DEMONYM: Final = re.compile(r"(?:an|ish|ese|i|ic|ch|ean)$")


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet named in a text.

    Attributes:
        span: Where.
        key: Id of the registry, else ``~`` and the folded name.
        name: As shown.
        is_agency: Others print what it writes.
        is_medium: It publishes; monitors and the like are speakers rather than outlets.
        is_short: It is called by a part of its name.
    """

    span: Span
    key: str
    name: str
    is_agency: bool
    is_medium: bool
    is_short: bool


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way in which an outlet is named."""

    words: tuple[str, ...]
    written: str
    with_article: bool
    named: Named


class OutletNames:
    """Finds outlets in texts."""

    def __init__(self, outlets: Outlets, *, case: Mapping[str, str]) -> None:
        """Index the names.

        Args:
            outlets: The registry.
            case: Outlets of the reports of a case as given, with their keys; any may be new
                to the registry.
        """
        self._outlets = outlets
        self._spellings = _spellings_of(outlets)
        self._own: dict[str, list[_Spelling]] = {}
        self._initials: dict[str, Named | None] = {}
        self._published = frozenset(case.values())
        new = {name: key for name, key in case.items() if fold_name(name)}
        new = {name: key for name, key in new.items() if not self._is_spelled(name, key)}
        last = Counter(fold_name(name).split()[-1] for name in new)
        for name, key in sorted(new.items()):
            self._add_case(name, key, last=last)

    def find(self, text: str) -> Iterator[Named]:
        """Yield the outlets that a text names, known ones before others.

        Args:
            text: Any text.

        Yields:
            Names that do not overlap.
        """
        known = list(self._find_known(text))
        yield from known
        for match in _OTHERS.finditer(text):
            span = _without_opening(text, Span(*match.span(str(match.lastgroup))))
            if span is None or any(one.span.overlaps(span) for one in known):
                continue
            name = span.quote(text)
            if match.lastgroup == "before" and " " not in name and _DEMONYM.search(name):
                continue  # "Turkish newspaper" names none
            yield self.name_other(name, span=span)

    def find_dateline(self, name: str, *, at: Span) -> Named:
        """Return the outlet that a dateline names in brackets, by any short form.

        Args:
            name: What stands in the brackets.
            at: Where.

        Returns:
            An outlet of the case, one of the registry, else the name as given.
        """
        by_initials = self._initials.get(name.replace(".", ""))
        for one in self._find_known(name):
            if one.span.end - one.span.start >= len(name.strip()) - 1:
                return replace(one, span=at)
        if by_initials is not None:
            return replace(by_initials, span=at)
        row = self._outlets.find(name)
        return replace(_named(row), span=at) if row else self.name_other(name, span=at)

    def name_other(self, name: str, *, span: Span) -> Named:
        """Return an outlet that neither the registry nor the case knows.

        Args:
            name: As the text has it.
            span: Where.
        """
        key = self._outlets.key(name)
        return Named(span, key, name, is_agency=False, is_medium=True, is_short=False)

    def _find_known(self, text: str) -> Iterator[Named]:
        words = list(_WORD.finditer(text))
        folded = [_fold_word(match[0]) for match in words]
        at = 0
        while at < len(words):
            best = self._match(text, words, folded, at)
            if best is not None:
                spelling, end = best
                named = spelling.named
                medium = named.is_medium or named.key in self._published
                span = Span(words[at].start(), end)
                yield replace(named, span=span, is_medium=medium)
                at += len(spelling.words)
            else:
                at += 1

    def _match(
        self, text: str, words: list[re.Match[str]], folded: list[str], at: int
    ) -> tuple[_Spelling, int] | None:
        """Return the longest spelling that stands at a word, and where it ends."""
        own = self._own.get(folded[at], ())
        for spelling in (*own, *self._spellings.get(folded[at], ())):
            size = len(spelling.words)
            if tuple(folded[at : at + size]) != spelling.words:
                continue
            last = words[at + size - 1]
            gaps = (text[words[k].end() : words[k + 1].start()] for k in range(at, at + size - 1))
            if not all(_JOINED.fullmatch(gap) for gap in gaps):
                continue
            end = last.end() - len(_possessive(last[0]))
            article = at > 0 and folded[at - 1] in {"the", "its", "their", "s"}
            owner = at > 0 and words[at - 1][0][-2:] in {"'s", "’s"}
            if spelling.with_article and not (article or owner):
                continue
            if _is_written_so(text[words[at].start() : end], spelling.written):
                return spelling, end
        return None

    def _is_spelled(self, name: str, key: str) -> bool:
        """Return whether the registry finds an outlet by this name in texts."""
        words = fold_outlet(name).split()
        several = self._spellings.get(words[0], ())
        return any(one.words == tuple(words) and one.named.key == key for one in several)

    def _add_case(self, name: str, key: str, *, last: Mapping[str, int]) -> None:
        """Add the names of an outlet of the case that the registry lacks."""
        named = Named(Span(0, 1), key, name, is_agency=False, is_medium=True, is_short=False)
        self._add(name, named)
        words = [match[0] for match in _WORD.finditer(name)]
        proper = [word for word in words if fold_name(word) not in _GENERIC | {"the"}]
        short = replace(named, is_short=True)
        if proper and len(proper) < len([w for w in words if w.lower() != "the"]):
            self._add(" ".join(proper), short)
        tail = fold_name(words[-1]) if words else ""
        if len(words) > 1 and tail in _PAPERS and last[tail] == 1:
            self._add(f"The {words[-1]}", short)
        initials = "".join(word[0] for word in words if word.lower() != "the").upper()
        if len(initials) > 1:
            self._initials[initials] = None if initials in self._initials else named

    def _add(self, alias: str, named: Named) -> None:
        spelling = _spell(alias, named)
        if spelling is not None:
            several = self._own.setdefault(spelling.words[0], [])
            several.append(spelling)
            several.sort(key=lambda one: -len(one.words))


@lru_cache(maxsize=8)
def _spellings_of(outlets: Outlets) -> Mapping[str, Sequence[_Spelling]]:
    """Return the spellings of a registry by their first word, longest first."""
    found: dict[str, list[_Spelling]] = {}
    for row in outlets:
        named = _named(row)
        for alias in dict.fromkeys((row.name, *row.aliases)):
            if not alias.startswith(SHARED) and "(" not in alias:
                spelling = _spell(alias, named)
                if spelling is not None:
                    found.setdefault(spelling.words[0], []).append(spelling)
    for several in found.values():
        several.sort(key=lambda one: -len(one.words))
    return found


def _spell(alias: str, named: Named) -> _Spelling | None:
    """Return a name as words to be found; nothing when it has none."""
    words = fold_name(alias).split()
    article = len(words) > 1 and words[0] == "the"
    words = words[1:] if article else words
    written = alias.split(" ", 1)[1] if article and " " in alias else alias
    if not words:
        return None
    return _Spelling(tuple(words), written, article and len(words) == 1, named)


def _without_opening(text: str, span: Span) -> Span | None:
    """Return a name without words that only open its sentence; nothing when none is left."""
    start = span.start
    for word in _WORD.finditer(text, span.start, span.end):
        start = word.start()
        if word[0].lower() not in _NO_NAMES:
            break
    else:
        return None
    left = fold_name(text[start : span.end]).split()
    return None if set(left) <= _GENERIC | {"state", "broadcaster"} else Span(start, span.end)


def _named(row: OutletRow) -> Named:
    return Named(
        Span(0, 1),
        row.id,
        row.name,
        is_agency=row.is_agency,
        is_medium=row.kind is not OutletKind.MONITOR,
        is_short=False,
    )


@lru_cache(maxsize=100_000)
def _fold_word(word: str) -> str:
    return fold_name(word[: len(word) - len(_possessive(word))])


def _possessive(word: str) -> str:
    match = _POSSESSIVE.search(word)
    return match[0] if match else ""


def _is_written_so(found: str, written: str) -> bool:
    """Return whether capitals agree: acronyms are capitals, names start with one."""
    letters = [letter for letter in written if letter.isalpha()]
    if len(letters) <= 5 and all(letter.isupper() for letter in letters):
        return not any(letter.islower() for letter in found)
    if written[:1].islower():
        return found == written
    return not found[:1].islower()
