"""Tolls that are told beside an attack: "the toll of the bombing rose to 26".

The reader marks the dead where somebody kills or dies; a toll that rises has no such word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from khabar.claims.clauses import are_parted
from khabar.claims.numbers import NUMBER, read_range
from khabar.record.claim import Claim, Quantity
from khabar.record.codes import EventType, QuantityKind
from khabar.record.report import Sentence
from khabar.record.span import Span

__all__ = ["add_tolls"]

_TOLL: Final = re.compile(
    r"\b(?:toll|number of (?:the |people )?(?:dead|deaths|killed)|dead are now)\b", re.IGNORECASE
)
_REACHES: Final = re.compile(
    r"\b(?:to|at|reach(?:es|ed|ing)?|hits?|touched|is|was|now)\s+"
    r"((?:(?:about|almost|around|at least|more than|nearly|over)\s+)?"
    rf"{NUMBER})"
    r"(?!\s*(?:-|%|days?|hours?|months?|percent|weeks?|years?))",
    re.IGNORECASE,
)
_HARMED: Final = re.compile(r"(?:dead|die|hurt|injur|kill|los|succumb|wound)", re.IGNORECASE)


def add_tolls(
    text: str, *, sentences: Sequence[Sentence], claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Give attacks the tolls that their sentences tell.

    Args:
        text: Full text of the report.
        sentences: Its sentences.
        claims: Its claims.

    Returns:
        The claims in their order; those that a toll is told of have one count of the dead more.
    """
    tolls = dict(_tolls(text, sentences, claims))
    return tuple(
        replace(claim, quantities=(*claim.quantities, tolls[number])) if number in tolls else claim
        for number, claim in enumerate(claims)
    )


def _tolls(
    text: str, sentences: Sequence[Sentence], claims: Sequence[Claim]
) -> Iterator[tuple[int, Quantity]]:
    """Yield tolls with the number of the claim that each is of."""
    for at, sentence in enumerate(sentences):
        words = sentence.span.quote(text)
        toll = _TOLL.search(words)
        count = toll and _REACHES.search(words, toll.end())
        if toll is None or count is None:
            continue
        start = sentence.span.start
        span = Span(start + count.start(1), start + count.end(1))
        bounds = read_range(span.quote(text))
        here = [(n, claim) for n, claim in enumerate(claims) if claim.sentence == at]
        if bounds is None or any(q.span.overlaps(span) for _, c in here for q in c.quantities):
            continue
        told = _attack(text, here, toll=Span(start + toll.start(), start + toll.end()), count=span)
        if told is not None:
            yield told, Quantity(QuantityKind.KILLED, span, *bounds)


def _attack(text: str, here: Sequence[tuple[int, Claim]], *, toll: Span, count: Span) -> int | None:
    """Return the attack that a toll is of: named with it ("the toll of the raid"), or nearest."""
    every = [(n, claim) for n, claim in here if claim.type is EventType.ASSAULT]
    attacks = [(n, c) for n, c in every if not _HARMED.match(c.trigger.quote(text))]
    counted = [n for n, c in every if c.trigger.end == toll.end]  # "the number of people killed"
    if counted:
        return counted[0]
    named = [n for n, claim in attacks if toll.end <= claim.trigger.start < count.start]
    if named:
        return named[0]
    told = Span(toll.start, count.end)
    near = sorted(
        (abs(claim.trigger.start - count.start), n)
        for n, claim in attacks
        if not are_parted(text, claim.trigger, told)
    )
    return near[0][1] if near else None
