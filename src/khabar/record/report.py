"""A report: the text we were given, and what we know about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from khabar.record.errors import FailureReason
from khabar.record.span import Span

__all__ = [
    "Block",
    "BlockKind",
    "FailedInput",
    "PublishedBasis",
    "Report",
    "ReportId",
    "Sentence",
]

ReportId = NewType("ReportId", str)


class PublishedBasis(StrEnum):
    """How we know when a report was published."""

    ARGUMENT = "argument"  # the caller said so
    METADATA = "metadata"  # the file's own fields
    DATELINE = "dateline"  # read in the text
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """What a stretch of a report is for."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one purpose; the reader never sees datelines.

    Attributes:
        span: Where it stands.
        kind: What it is for.
    """

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text as it was given; never changed after intake.

    Attributes:
        id: The caller's id, else one made from the content.
        text: The whole text; every offset in the record counts its code points.
        text_sha256: Hex digest of ``text`` in UTF-8 (lone surrogates passed through).
        title: Headline from metadata or the first line; empty when there is none.
        published: Day of publication; ``None`` exactly when the basis is unknown.
        published_basis: How ``published`` is known.
        outlet: Who published it; empty when unknown.
        url: Where it was published; empty when unknown.
        language: ISO 639-1 code; empty when unknown.
        origin: File name or the like, for messages; never an absolute path.
        blocks: Title, dateline and body stretches, in order, not overlapping.
        dateline_day: Day set in the dateline; ``None`` when none or without a year.
        dateline_place: Place named in the dateline (``KABUL``); empty when none.
        agency: Agency named in the dateline (``Reuters``); empty when none.
    """

    id: ReportId
    text: str
    text_sha256: str
    title: str = ""
    published: date | None = None
    published_basis: PublishedBasis = PublishedBasis.UNKNOWN
    outlet: str = ""
    url: str = ""
    language: str = ""
    origin: str = ""
    blocks: tuple[Block, ...] = ()
    dateline_day: date | None = None
    dateline_place: str = ""
    agency: str = ""

    @property
    def told_on(self) -> date | None:
        """The day that "today" means in the text.

        A date in the dateline wins over the file's own fields: files are filed under wrong
        dates, and "on Friday" was written for the reader of that day. The caller's wins
        over both.
        """
        if self.published_basis is PublishedBasis.ARGUMENT:
            return self.published
        return self.dateline_day or self.published


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its words.

    Attributes:
        span: From the first to the last word.
        words: Words and punctuation marks in order; hyphenated words are split.
        block: What the sentence is part of (title or body).
        paragraph: Number of its paragraph, from 0, so that context stops at topics.
    """

    span: Span
    words: tuple[Span, ...]
    block: BlockKind
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedInput:
    """An input that did not become a report. A value, not an exception: the rest goes on.

    Attributes:
        id: The row's own id, else the origin with a row number.
        origin: File name and row.
        reason: One of the closed list.
        detail: What was wrong and what to do, for people.
    """

    id: str
    origin: str
    reason: FailureReason
    detail: str
