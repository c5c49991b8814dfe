"""Whom a report credits, and the outlets whose words it passes on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from khabar.events.syndication.outlet_names import Named, OutletNames
from khabar.record.report import Report
from khabar.record.span import Span

__all__ = ["Credits", "read_credits"]

_REACH: Final = 90  # code points looked at before and after a name

_DATELINE: Final = re.compile(
    r"^[^\n()]{0,80}\((?P<name>[A-Z][\w&'’. -]{1,40}(?:/[A-Z][\w. ]{1,30})?)\)\s*[-–—]{1,2}\s",
    re.MULTILINE,
)
_CREDITED: Final = (
    # AFP contributed to this report. With reporting by Reuters. With files from AP.
    (
        ("contributed",),
        re.compile(
            r"(?:^|(?<=[.;()\"”]))\s*(?P<names>[^.\n;()]{2,90}?) (?:also )?contributed"
            r"(?: reporting)?(?= to (?:this|the)\b|[.)]|$)",
            re.MULTILINE,
        ),
    ),
    (
        ("with", "additional", "further", "including"),
        re.compile(
            r"\b(?i:with|additional|further|including) (?i:reporting|files|inputs?|material|"
            r"information|agency reports?|reports?) (?i:by|from) (?P<names>[^.\n;)]{2,90})"
        ),
    ),
    (
        ("editing", "writing"),
        re.compile(
            r"\b(?i:reporting|writing|compiled) (?i:by) (?P<names>[^.\n;)]{2,60})"
            r"(?=; ?(?i:writing|editing))"
        ),
    ),
    # Source: Xinhua   © AFP   Copyright 2014 Associated Press   By Reuters
    (
        ("source", "credit"),
        re.compile(r"^\W{0,3}(?i:sources?|credit)\s*[:/]\s*(?P<names>[^\n]{2,60})$", re.MULTILINE),
    ),
    (
        ("©", "(c)", "copyright"),
        re.compile(r"(?:©|\(c\)|\b[Cc]opyright\b)\s*(?:\d{4}\s*)?(?P<names>[^\n.]{2,60})"),
    ),
    (
        ("by ", "from "),
        re.compile(r"^(?:By|BY|FROM|From) (?P<names>[^\n.]{2,60})$", re.MULTILINE),
    ),
)
_BARE: Final = (  # a line that is nothing but names, or ends with one set apart
    re.compile(r"^[-–—(\[ ]{0,3}(?P<names>[A-Z][\w&'’./, -]{1,50})[)\]]?\.?$", re.MULTILINE),
    re.compile(r"(?:\(|--?|[–—])\s?(?P<names>[A-Z][\w&'’./, -]{1,40})\)?\.?\s*$", re.MULTILINE),
)

_DESCRIBED: Final = (
    r"(?:(?:the|a|an|its|their|his|her|our)\s+)?(?:(?:[A-ZÀ-Þ][\w'’-]*|state|state-run|state-owned|"
    r"official|private|semi-official|independent|local|rebel|government|pro-\w+|opposition|exile|"
    r"news|newspaper|daily|weekly|agency|channel|television|TV|radio|station|broadcaster|network|"
    r"website|site|outlet|media|satellite|monitor|of|enemy|the|junta['’]s|both),?\s+){0,6}"
)
_BEFORE: Final = re.compile(
    rf"(?:\b(?:told|tells|telling|[Aa]ccording\s+to|[Cc]iting|[Qq]uoting|cites|quotes|cited|quoted)\s+"
    rf"|\b(?:reported|quoted|cited|carried|published|broadcast|aired|released|shown|posted|printed|"
    rf"obtained|verified|distributed|relayed|read)\s+(?:\w+\s+){{0,2}}?(?:by|on|in)\s+"
    rf"|\binterview(?:ed)?\s+(?:with|to|on|by|for|published\s+by|aired\s+(?:on|by))\s+"
    rf"|\b(?:[Ss]peaking|spoke|speak|statement|comments|remarks|reports?|footage|interview|speech)\s+"
    rf"(?:to|on|by|from|in|carried\s+by|broadcast\s+by)\s+"
    rf"){_DESCRIBED}$"
)
_AFTER: Final = re.compile(
    r"\W{0,2}(?:\s*\([^)\n]{1,40}\))?"
    r"(?:\s+(?:news\s+agency|news|agency|newspaper|daily|television|TV|radio|channel|network|"
    r"website|broadcaster|station|correspondent|reporter)){0,2}"
    r"(?:,[^,.;\n]{1,60},)?,?\s+"
    r"(?:(?:has|had|have|also|later|earlier|first|itself|which|that|who|on\s+\w+day|in\s+\w+)\s+){0,2}"
    r"(?:said|says|saying|say|reported|reports|reporting|report|quoted|quotes|quoting|cited|cites|"
    r"citing|wrote|writes|written|claimed|claims|announced|announces|aired|broadcast|published|added|"
    r"adds|alleged|confirmed|showed|shows|carried|as\s+saying|spoke\s+of|speaks\s+of|put\s+the)\b"
)
_SHORT_VERB: Final = re.compile(r"\W{0,2}\s+(?:said|says|reported|reports|wrote|writes|quoted)\b")


@dataclass(frozen=True, slots=True)
class Credits:
    """Outlets that a report owes words to.

    Attributes:
        outlet: Key of the report's own outlet; empty when unknown.
        credits: Whom it credits, in order.
        quotes: Whose words it passes on, in order.
    """

    outlet: str
    credits: tuple[Named, ...]
    quotes: tuple[Named, ...]


def read_credits(report: Report, *, names: OutletNames, outlet: str) -> Credits:
    """Read datelines, credit lines and quoted outlets of a report.

    Args:
        report: The report.
        names: Outlets that may be named.
        outlet: Key of the report's own outlet, which is neither credited nor quoted.

    Returns:
        Each outlet once.
    """
    text = report.text
    found = sorted(names.find(text), key=lambda one: one.span)
    credited = [*_datelines(report, names=names), *_credit_lines(text, found)]
    quoted = [one for one in found if one.is_medium and _is_quoted(text, one)]
    credited += [one for one in quoted if one.is_agency and _is_according(text, one)]
    return Credits(outlet, _others(credited, outlet), _others(quoted, outlet))


def _datelines(report: Report, *, names: OutletNames) -> Iterator[Named]:
    """Yield the agencies that datelines name."""
    seen: set[str] = set()
    for match in _DATELINE.finditer(report.text):
        seen.add(match["name"])
        start = match.start("name")
        for part in match["name"].split("/"):
            yield names.find_dateline(part, at=Span(start, start + max(1, len(part))))
            start += len(part) + 1
    if report.agency and report.agency not in seen:
        yield names.find_dateline(report.agency, at=Span(0, 1))


def _credit_lines(text: str, found: Iterable[Named]) -> Iterator[Named]:
    """Yield the outlets that stand in a credit line."""
    folded = text.lower()
    stated = [
        Span(*match.span("names"))
        for hints, pattern in _CREDITED
        if any(hint in folded for hint in hints)
        for match in pattern.finditer(text)
        if "photo" not in match[0].lower()
    ]
    bare = [Span(*m.span("names")) for pattern in _BARE for m in pattern.finditer(text)]
    for one in found:
        if any(span.contains(one.span) for span in stated) or any(
            span.contains(one.span) and _fills(span, one.span, text) for span in bare
        ):
            yield one


def _fills(line: Span, name: Span, text: str) -> bool:
    """Return whether a line holds little but a name ("Reuters", "AFP and agencies")."""
    rest = text[line.start : name.start] + text[name.end : line.end]
    left = re.sub(r"\b(?:and|with|the|agencies|staff|correspondents?)\b", "", rest)
    return not re.search(r"\w", left) or bool(re.fullmatch(r"[\W]*(?:[A-Z]{2,5}[\W]*)+", left))


def _is_quoted(text: str, one: Named) -> bool:
    before = text[max(0, one.span.start - _REACH) : one.span.start]
    after = text[one.span.end : one.span.end + _REACH]
    if one.is_short:
        return bool(_BEFORE.search(before) or _SHORT_VERB.match(after))
    return bool(_BEFORE.search(before) or _AFTER.match(after))


def _is_according(text: str, one: Named) -> bool:
    before = text[max(0, one.span.start - _REACH) : one.span.start]
    return bool(re.search(rf"\b[Aa]ccording\s+to\s+{_DESCRIBED}$", before))


def _others(found: Iterable[Named], own: str) -> tuple[Named, ...]:
    first = {one.key: one for one in reversed(list(found)) if one.key and one.key != own}
    return tuple(sorted(first.values(), key=lambda one: one.span))
