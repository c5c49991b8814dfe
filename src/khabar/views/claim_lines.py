"""A reading as lines: who says that who did what to whom, where, when and under what condition."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from khabar.record.actor import Entity
from khabar.record.claim import Claim, Filler, Reading, SourceKind, SourceLink
from khabar.record.codes import Role
from khabar.record.lookup import EntityIndex, find_claim_places
from khabar.record.report import PublishedBasis
from khabar.record.span import Span
from khabar.record.time import TimeBasis, When

__all__ = [
    "ClaimLine",
    "make_claim_line",
    "make_claim_lines",
    "sentence_at",
    "tell_published",
    "tell_when",
]

_BASIS_WORDS = {
    PublishedBasis.ARGUMENT: "as given",
    PublishedBasis.METADATA: "from the file's own fields",
    PublishedBasis.DATELINE: "read in the text",
    PublishedBasis.UNKNOWN: "",
}
_DAY_WORDS: Final = {
    TimeBasis.DATELINE: " (report's date)",
    TimeBasis.CONTEXT: " (from the story)",
}
_CONDITION_WORDS: Final = frozenset((
    "if",
    "unless",
    "until",
    "once",
    "when",
    "provided",
    "before",
    "after",
    "without",
    "only",
))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim in words, ready to be set in type.

    Names in round brackets are understood from context: the claim's own sentence does
    not say them.

    Attributes:
        sources: From the outlet inwards to the speaker; at least one.
        actors: Who did it; may be empty.
        type: Event type, with its mode after a slash when there is one.
        status: Whether it happened.
        recipients: To whom; may be empty.
        themes: What it was about or done with, in the report's words; may be empty.
        places: Where, as the report says; may be empty.
        when: The days, and how we know.
        conditions: Words of its conditions; may be empty.
        quantities: Such as ``killed 3 ("three people")``; may be empty.
        quoted: The words stand in quotation marks.
        sentence: The sentence it was read in, on one line.
        trigger: Where the trigger stands in ``sentence``, as code points.
    """

    sources: tuple[str, ...]
    actors: tuple[str, ...]
    type: str
    status: str
    recipients: tuple[str, ...]
    themes: tuple[str, ...]
    places: tuple[str, ...]
    when: str
    conditions: tuple[str, ...]
    quantities: tuple[str, ...]
    quoted: bool
    sentence: str
    trigger: Span

    @property
    def statement(self) -> str:
        """Everything but the sources, on one line."""
        words = self.trigger.quote(self.sentence)
        deed = f'{self.type} "{words}" [{self.status}]'
        parts = [f"{', '.join(self.actors) or '?'} -> {deed}"]
        if self.recipients:
            parts.append(f"-> {', '.join(self.recipients)}")
        if self.places:
            parts.append(f"@ {', '.join(self.places)}")
        line = f"{' '.join(parts)}, {self.when}"
        if self.quantities:
            line += f", {', '.join(self.quantities)}"
        for condition in self.conditions:
            line += f", {_tell_condition(condition)}"
        return line

    def __str__(self) -> str:
        """Return ``outlet > speaker: ACTOR -> TYPE "word" [status] -> RECIPIENT @ place, when``."""
        return f"{' > '.join(self.sources)}: {self.statement}"


def make_claim_lines(reading: Reading) -> tuple[ClaimLine, ...]:
    """Return one line for each claim of a reading, in the order of their triggers.

    Args:
        reading: Whose claims.

    Returns:
        The lines.
    """
    entities = EntityIndex.of(reading)
    return tuple(_line(claim, reading=reading, entities=entities) for claim in reading.claims)


def make_claim_line(claim: Claim, *, reading: Reading) -> ClaimLine:
    """Return one claim of a reading as a line.

    Args:
        claim: One of the reading's claims.
        reading: Where it stands.

    Returns:
        The line.
    """
    return _line(claim, reading=reading, entities=EntityIndex.of(reading))


def tell_published(reading: Reading) -> str:
    """Return a report's day and how it is known.

    Args:
        reading: Whose report.

    Returns:
        ``2021-08-28 (read in the text)``, or ``date unknown``.
    """
    report = reading.report
    if report.published is None:
        return "date unknown"
    return f"{report.published} ({_BASIS_WORDS[report.published_basis]})"


def tell_when(when: When) -> str:
    """Return the days of a claim in words.

    Args:
        when: The days.

    Returns:
        ``2021-08-27``, ``2021-08-23..2021-08-29``, ``from 2021-08-26``, ``by 2021-08-28``
        or ``day unknown``; with ``(report's date)`` when the text gives no day, and with
        ``(from the story)`` when only other sentences do.
    """
    first, last = when.first, when.last
    if first is None and last is None:
        return "day unknown"
    if first is None:
        words = f"by {last}"
    elif last is None:
        words = f"from {first}"
    else:
        words = str(first) if first == last else f"{first}..{last}"
    return words + _DAY_WORDS.get(when.basis, "")


def _line(claim: Claim, *, reading: Reading, entities: EntityIndex) -> ClaimLine:
    """Return one claim in words."""
    text = reading.report.text
    sentence, trigger = _sentence_of(claim, reading=reading)

    def names(role: Role) -> tuple[str, ...]:
        found = (f for f in claim.fillers if f.role is role)
        return tuple(dict.fromkeys(_name(f, text=text, entities=entities) for f in found))

    linked = find_claim_places(claim, places=reading.places, entities=entities)
    return ClaimLine(
        sources=_sources(claim, entities=entities),
        actors=names(Role.ACTOR),
        type=f"{claim.type}/{claim.mode}" if claim.mode else str(claim.type),
        status=str(claim.status),
        recipients=names(Role.RECIPIENT),
        themes=names(Role.THEME),
        places=names(Role.PLACE) or tuple(f"({link.row.name})" for link in linked),
        when=tell_when(claim.when),
        conditions=tuple(_one_line(span.quote(text)) for span in claim.conditions),
        quantities=tuple(_quantities(claim, text=text)),
        quoted=claim.quoted,
        sentence=sentence,
        trigger=trigger,
    )


def sentence_at(span: Span, *, reading: Reading) -> str:
    """Return the sentence in which words stand, on one line; the words where none holds them.

    Args:
        span: The words.
        reading: Of their report.
    """
    text = reading.report.text
    around = (one.span for one in reading.sentences if one.span.overlaps(span))
    return _one_line(next(around, span).quote(text))


def _sentence_of(claim: Claim, *, reading: Reading) -> tuple[str, Span]:
    """Return the claim's sentence on one line, and its trigger inside it."""
    text = reading.report.text
    span = reading.sentences[claim.sentence].span
    before = _one_line(text[span.start : claim.trigger.start], strip=False).lstrip()
    trigger = _one_line(claim.trigger.quote(text))
    after = _one_line(text[claim.trigger.end : span.end], strip=False).rstrip()
    return before + trigger + after, Span(len(before), len(before) + len(trigger))


def _name(filler: Filler, *, text: str, entities: EntityIndex) -> str:
    """Return a filler's name; in brackets when its own sentence does not say it.

    A question mark follows what is less likely than not.

    Places keep the report's words: the gazetteer's name for them is one more judgement. What
    is named elsewhere has that name in brackets behind them: ``the town (Orlev)``.
    """
    entity = entities.find(filler.entity)
    words = filler.span or filler.evidence
    said = _one_line(words.quote(text)) if words is not None else "?"
    if entity is None or (filler.role is Role.PLACE and not _is_named_elsewhere(said, entity)):
        name = said
    else:
        shows_both = filler.role is Role.PLACE and filler.span is not None
        name = f"{said} ({entity.name})" if shows_both else entity.name
    if filler.span is not None:
        return name
    return f"({name})" if filler.is_sure else f"({name}?)"


def _is_named_elsewhere(said: str, entity: Entity) -> bool:
    return said.removeprefix("The ").islower() and not entity.name.islower()


def _sources(claim: Claim, *, entities: EntityIndex) -> tuple[str, ...]:
    """Return the attribution chain in words; a name that follows itself stands once."""
    names = (_source(link, entities=entities) for link in claim.attribution)
    return tuple(name for name, _ in groupby(names)) or ("(source unknown)",)


def _source(link: SourceLink, *, entities: EntityIndex) -> str:
    """Return one link of the attribution chain in words."""
    entity = entities.find(link.entity)
    name = entity.name if entity is not None else _one_line(link.text)
    if link.kind is SourceKind.UNNAMED:
        return f"unnamed ({name})" if name else "unnamed"
    if link.kind is SourceKind.OUTLET:
        return name or "(outlet unknown)"
    return f"({name})" if link.carried else name


def _tell_condition(words: str) -> str:
    """Return a condition that begins with a word in capitals: ``IF the gate stays shut``."""
    first, _, rest = words.partition(" ")
    if first.lower() in _CONDITION_WORDS and rest:
        return f"{first.upper()} {rest}"
    return f"IF {words}"


def _quantities(claim: Claim, *, text: str) -> list[str]:
    """Return the counts of a claim in words."""
    return [
        f"{quantity.kind} {_range(quantity.low, quantity.high)}"
        f' ("{_one_line(quantity.span.quote(text))}")'
        for quantity in claim.quantities
    ]


def _range(low: int | None, high: int | None) -> str:
    """Return two bounds in words."""
    if low is None and high is None:
        return "?"
    if low == high:
        return str(low)
    if high is None:
        return f"{low}+"
    return f"up to {high}" if low is None else f"{low}-{high}"


def _one_line(words: str, *, strip: bool = True) -> str:
    """Return words on one line: line breaks and runs of white space become one space."""
    line = " ".join(words.split())
    if strip or not words:
        return line
    if not line:
        return " "
    return f"{' ' * words[0].isspace()}{line}{' ' * words[-1].isspace()}"
