"""Which way a time points: told as past, or still to come."""

from collections.abc import Mapping, Sequence
from typing import Final

from khabar.resolve.times.lexicon import Word

__all__ = ["FUTURE", "NEAREST", "OPEN", "PAST", "direction"]

PAST: Final = -1
OPEN: Final = 0  # the words do not say
FUTURE: Final = 1
NEAREST: Final = 2  # a term: whichever day is closer

_NEAR: Final = 14  # words; a cue further away belongs to another clause
_SPEECH_NEAR: Final = 5  # words; "said" dates only what stands beside it
_FUTURE: Final = frozenset(
    "will shall should 'll ll going would scheduled due plans planning expected expects "
    "slated upcoming intends vows vowed promised payable expires expire deadline "
    "resume resumes reopen reopens meet meets convene convenes forthcoming hopes awaits "
    "awaiting plan planned planning opens begins starts arrives visits travels".split()
)
_PAST: Final = frozenset(
    "was were had did went took came saw left made met held began broke fell fought "
    "fled found gave got hit kept knew led lost rose ran sent shot struck stood thought "
    "won wrote became been has have brought flew drove cut blew threw sold bought "
    "sank heard put died paid spent rocked".split()
)
_COMING: Final = frozenset(
    "election elections vote ballot poll summit meeting deadline talks hearing game match "
    "session debate visit launch opening trip deadline referendum runoff".split()
)
_DETERMINERS: Final = frozenset("a an the his her its their this that any 's".split())
_INTENT: Final = frozenset("decided agreed ready set prepared hoping threatened vowing".split())
_SPEECH: Final = frozenset(
    "said told announced reported added spoke says stated declared confirmed warned".split()
)
_ADJECTIVES: Final = frozenset(
    "united need indeed speed feed hundred wounded sacred unspecified limited armed "
    "unprecedented related preferred succeed exceed proceed detailed continued".split()
)
_AFTER_DATE: Final = frozenset(
    "in at on to and or but when that which who after before by for from as with if until near "
    "while is was were will has have had he she it they we a an the of where because since "
    "over against during said would may this there local gmt".split()
)
_PASSIVE: Final = frozenset("be is are being 's s get gets".split())
_BEFORE_NOUN: Final = frozenset("a an the of his her its their - with by 's".split())
_LIMITS: Final = frozenset("until till by through thru before to effective".split())
_LASTING: Final = frozenset("continued lasted raged stayed remained went fought".split())
_EARLIEST: Final = (["as", "soon", "as"], ["as", "early", "as"])
_STOPS: Final = frozenset(';:"“”')


def direction(
    words: Sequence[Word], *, first: int, last: int, tags: Mapping[int, str], dated: bool
) -> int:
    """Return whether the verb nearest to a time looks back or ahead.

    The nearest cue before the time decides, else the nearest one after it.

    Args:
        words: Words of the sentence.
        first: Index of the first word of the time.
        last: Index of the word after it.
        tags: Penn tag of each word by its first code point; may be empty.
        dated: The time is a date or month of a year, not a weekday.

    Returns:
        ``PAST``, ``FUTURE``, ``NEAREST`` or ``OPEN``.
    """
    term = _bounded(words, first, last, dated=dated)
    if term not in (OPEN, NEAREST) or (dated and _modifies(words, last)):
        return term
    happened = not dated and _has_happened(words, last)
    before = range(first - 1, max(first - 1 - _NEAR, -1), -1)
    after = range(last, min(last + _NEAR, len(words)))
    for way in (before,) if dated and first > 1 else (before, after):
        for at in way:
            if words[at].text in _STOPS:
                break
            near = abs(at - first) <= _SPEECH_NEAR
            found = _cue(words, at, tags, near=near, dated=dated)
            if (term == NEAREST and found != FUTURE) or (found == FUTURE and happened):
                continue
            if found != OPEN:
                return found
    until = not dated and first > 0 and words[first - 1].text in ("until", "till")
    return FUTURE if until and first == 1 else term


def _bounded(words: Sequence[Word], first: int, last: int, *, dated: bool) -> int:
    """Return the way a term points ("by 14 January", "until Tuesday"), else ``OPEN``."""
    before = words[first - 1].text if first else ""
    after = [word.text for word in words[last : last + 3]]
    if after[:1] == ["deadline"] or (dated and after == ["as", "the", "deadline"]):
        return FUTURE
    if [word.text for word in words[max(0, first - 3) : first]] in _EARLIEST:
        return FUTURE
    if dated:
        return NEAREST if before in _LIMITS else OPEN
    lasting = any(word.text in _LASTING for word in words[max(0, first - 5) : first])
    return FUTURE if first > 1 and before in ("until", "till") and not lasting else OPEN


def _has_happened(words: Sequence[Word], last: int) -> bool:
    """Return whether a weekday owns something that was: "Wednesday's ruling"."""
    if last + 1 >= len(words) or words[last].text not in ("'s", "’s"):
        return False
    return not any(word.text in _COMING for word in words[last + 1 : last + 4])


def _modifies(words: Sequence[Word], last: int) -> bool:
    """Return whether a date stands before the noun it describes: "the 23 February accord"."""
    if last >= len(words):
        return False
    text = words[last].text
    return text.isalpha() and text not in _AFTER_DATE and not _looks_past(text)


def _cue(
    words: Sequence[Word], at: int, tags: Mapping[int, str], *, near: bool, dated: bool
) -> int:
    """Return the way one word points."""
    text = words[at].text
    if text in _FUTURE and (not at or words[at - 1].text not in _DETERMINERS):
        planned = NEAREST if dated else PAST
        return planned if _was_before(words, at) else FUTURE
    if text in _INTENT and at + 1 < len(words) and words[at + 1].text == "to":
        return FUTURE
    if text in _SPEECH:
        return PAST if near else OPEN
    tag = tags.get(words[at].start, "")
    if tag == "VBD":
        return PAST
    if text in _PAST or (tag in ("", "VBN") and _looks_past(text)):
        before = words[at - 1].text if at else ""
        return OPEN if before in _PASSIVE or before in _BEFORE_NOUN else PAST
    return OPEN


def _was_before(words: Sequence[Word], at: int) -> bool:
    """Return whether a plan is told as past: "had been scheduled"."""
    if words[at].text.endswith("ing"):
        return False
    before = [word.text for word in words[max(0, at - 4) : at]]
    return "had" in before or any(text in ("was", "were", "previously") for text in before[-2:])


def _looks_past(text: str) -> bool:
    """Return whether a word has the form of a past tense."""
    return len(text) > 4 and text.endswith("ed") and text not in _ADJECTIVES
