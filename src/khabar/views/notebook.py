"""A reading as HTML for notebooks: the text with its findings marked, then the claims.

Inline styles only, no script, nothing loaded from anywhere; every word of a report is
escaped. The record types stay plain: ``attach`` gives ``Reading`` the method that
notebooks look for (``_repr_html_``) once somebody uses the Python interface.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from khabar.record.claim import Reading
from khabar.record.span import Span
from khabar.views.claim_lines import ClaimLine, make_claim_lines, tell_published

__all__ = ["attach", "show_reading"]

_HOOK: Final = "_repr_html_"
_UNPRINTABLE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BOX: Final = "max-width:46em;font-family:Georgia,serif;line-height:1.5"
_SMALL: Final = "font-family:sans-serif;font-size:0.85em;color:#555"
_CELL: Final = "text-align:left;vertical-align:top;padding:0.2em 0.6em 0.2em 0"
_STYLES: Final = {
    "event": "background:#ffe9a8;color:#222",
    "time": "background:#d6ecd2;color:#222",
    "place": "background:#cfe3f7;color:#222",
    "name": "background:none;color:inherit;border-bottom:1px dotted #777",
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of the text to mark.

    Attributes:
        span: Where.
        kind: Key of ``_STYLES``.
        title: What a pointer resting on it shows.
    """

    span: Span
    kind: str
    title: str


def attach() -> None:
    """Let notebooks show readings, wherever these come from. A second call does nothing."""
    setattr(Reading, _HOOK, show_reading)


def show_reading(reading: Reading) -> str:
    """Return a reading as HTML.

    Args:
        reading: What to show.

    Returns:
        One ``div`` with inline styles and no script.
    """
    report = reading.report
    head = f"{report.outlet or '(outlet unknown)'}, {tell_published(reading)}"
    rows = "".join(_row(line) for line in make_claim_lines(reading))
    left_out = f"{len(reading.claims)} claims, {len(reading.dropped)} left out"
    return (
        f'<div style="{_BOX}"><div style="{_SMALL}">{_escape(head)}</div>'
        f'<div style="white-space:pre-wrap">{_marked(report.text, _find_marks(reading))}</div>'
        f'<div style="{_SMALL}">{left_out}</div>'
        f'<table style="{_SMALL};border-collapse:collapse">{rows}</table></div>'
    )


def _find_marks(reading: Reading) -> list[_Mark]:
    """Return what to mark, not overlapping, in order; events come before times and names."""
    candidates = [
        *(_Mark(c.trigger, "event", f"{c.type} {c.mode} [{c.status}]") for c in reading.claims),
        *(_Mark(time.span, "time", time.value) for time in reading.timexes),
        *(
            _Mark(link.span, "place", f"{link.row.name} {link.row.country}")
            for link in reading.places
        ),
        *(_Mark(name.span, "name", str(name.type)) for name in reading.names),
    ]
    chosen: list[_Mark] = []
    taken: set[int] = set()
    for mark in candidates:
        letters = range(mark.span.start, mark.span.end)
        if taken.isdisjoint(letters):
            taken.update(letters)
            chosen.append(mark)
    return sorted(chosen, key=lambda mark: mark.span)


def _marked(text: str, marks: Iterable[_Mark]) -> str:
    """Return the text as HTML with its marks."""
    parts, position = [], 0
    for mark in marks:
        parts.append(_escape(text[position : mark.span.start]))
        parts.append(
            f'<mark style="{_STYLES[mark.kind]};padding:0" title="{_escape(mark.title.strip())}">'
            f"{_escape(mark.span.quote(text))}</mark>"
        )
        position = mark.span.end
    parts.append(_escape(text[position:]))
    return "".join(parts)


def _row(line: ClaimLine) -> str:
    """Return one claim as a table row."""
    sources = _escape(" > ".join(line.sources))
    return (
        f'<tr><td style="{_CELL}">{sources}</td>'
        f'<td style="{_CELL}">{_escape(line.statement)}</td></tr>'
    )


def _escape(words: str) -> str:
    """Return words that mean nothing to a browser; what cannot be shown becomes U+FFFD."""
    return html.escape(_UNPRINTABLE.sub("\ufffd", words), quote=True)
