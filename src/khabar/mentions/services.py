"""What goes off and comes back without anybody who does it: "the taps are dry", "power is back".

News tells of it seldom, so the network passes over it or takes "the telephones are dead" for a
killing; reports from a siege are full of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from khabar.mentions.sequence import Run

__all__ = ["MODES", "is_said_not_to", "read_services"]

_SERVICES: Final = frozenset(
    "current electricity internet light lighting lights network networks phones power pumps signal "
    "taps telephones water".split()
)
_OF_A_SERVICE: Final = frozenset({"line", "lines", "service", "services"})  # "mobile service"
_KINDS: Final = frozenset(
    "cell cellphone fixed internet landline mobile phone power telephone water".split()
)
_OFF: Final = frozenset("dark dead down dry off out silent".split())
_STOPS: Final = frozenset("failed stopped vanished".split())
_DOING: Final = frozenset("flowing running worked working".split())
_RESTORED: Final = frozenset("reconnected restored resumed returned".split())
_REOPENED: Final = frozenset("reopen reopened reopening reopens".split())
_COMES: Final = frozenset("came come comes coming".split())
_BEING: Final = frozenset(
    "are be been gone go goes is ran remain remained remains run running was went were".split()
)
_BETWEEN: Final = frozenset("almost also largely mostly now partly still".split())
_BREAK: Final = frozenset(", ; : . - -- and but that which who after at before if to when".split())
_NOT: Final = frozenset("n't neither never no nobody none nor not without".split())
_REACH: Final = 7  # words from a service to what has become of it
_CUT: Final = "COERCE"
_OPEN: Final = "RETREAT"
MODES: Final = {_CUT: "withhold", _OPEN: "access"}
"""The mode of what is read here, by type."""

_P: Final = 0.6
_MISTAKEN: Final = {_CUT: frozenset({"ASSAULT"}), _OPEN: frozenset({"AID", "COERCE"})}
"""What the network takes it for where it sees an event; 24 of 27 words on services that are read
here are annotated so, in reports and situations."""


def read_services(words: Sequence[str], runs: Sequence[Run]) -> tuple[list[Run], frozenset[int]]:
    """Return the triggers of a sentence with those of services that go off or come back.

    Args:
        words: Of the sentence.
        runs: What the network found; words counted from 0.

    Returns:
        The triggers in order, and the first words of those that were read here.
    """
    lower = [word.lower() for word in words]
    kept, read = [_as_opened(run, lower) for run in runs], set()
    read |= {run.first for run, old in zip(kept, runs, strict=True) if run != old}
    for told in _told(lower):
        near = [run for run in kept if run.last >= told.first - 1 and run.first <= told.last + 1]
        if not near:
            kept.append(told)
            read.add(told.first)
        elif near[0].label in _MISTAKEN[told.label] | {told.label}:
            kept[kept.index(near[0])] = replace(near[0], label=told.label)
            read.add(near[0].first)
    return sorted(kept, key=lambda run: run.first), frozenset(read)


def is_said_not_to(words: Sequence[str], trigger: int) -> bool:
    """Return whether a word of denial leads to what became of a service.

    None does in "the power failed", which the network takes for "failed to".

    Args:
        words: Of the sentence.
        trigger: Number of a word that was read here.
    """
    return any(word.lower() in _NOT for word in words[max(0, trigger - _REACH) : trigger])


def _as_opened(run: Run, words: Sequence[str]) -> Run:
    """Return a trigger that is a reopening and no closure: "the road reopened"."""
    reopens = bool(_REOPENED & set(words[run.first : run.last + 1]))
    return replace(run, label=_OPEN) if reopens and run.label in _MISTAKEN[_OPEN] else run


def _told(words: Sequence[str]) -> Iterator[Run]:
    """Yield the words that say what became of each service."""
    last = -1
    for at, word in enumerate(words):
        if word in _SERVICES or (word in _OF_A_SERVICE and words[at - 1] in _KINDS and at):
            found = _become(words, at + 1, min(len(words), at + _REACH + 1))
            if found is not None and found.first > last:
                yield found
                last = found.last


def _become(words: Sequence[str], start: int, end: int) -> Run | None:
    for at in range(start, end):
        word = words[at]
        if word in _BREAK:
            return None
        before = [w for w in words[max(start, at - 3) : at] if w not in _BETWEEN][-1:]
        is_so = bool(before) and before[0] in _BEING
        if word in _STOPS:
            return Run(at, at + (words[at + 1 : at + 2] == ["working"]), _CUT, _P)
        if word in _OFF and is_so:
            return Run(at, at, _CUT, _P)
        if word == "back" and before and before[0] in _COMES:
            return Run(at - 1, at, _OPEN, _P)
        if word in _DOING and words[at + 1 : at + 2] == ["again"]:
            return Run(at, at + 1, _OPEN, _P)
        if word in _RESTORED or (word == "back" and is_so):
            return Run(at, at, _OPEN, _P)
    return None
