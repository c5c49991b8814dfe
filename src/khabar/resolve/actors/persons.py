"""The post of a person, as the words around the name give it."""

import re
from datetime import date
from typing import Final

from khabar.record.codes import EntityKind
from khabar.record.span import Span
from khabar.reference.actors import Registry
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.phrase import describe_phrase

__all__ = ["find_post"]

_LEFT: Final = re.compile(r"(?:[\w'’.\-]+,?\s+){1,8}$")
_RIGHT: Final = re.compile(
    r"^(?:\s*\([^)]*\))?,\s+((?:an?|the|who is|one of|commander|spokes\w+|head|chief|president|"
    r"director|leader|minister|governor|mayor|ambassador|deputy|secretary|chairman|general|"
    r"coordinator|member|founder|representative|envoy|former)\b[^,.;:()\"“”]{0,90}?)"
    r"(?=[,.;:(\"“”]|\s(?:said|told|says|added|announced|was|is|has|had|will|who)\b)",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(r"[.;:!?()\"“”]\s+(?=\w)|\n|,\s+")
_SHORT: Final = re.compile(r"\b(?:Gen|Col|Maj|Lt|Brig|Capt|Sgt|Dr|Mr|Mrs|Ms|St)\.\s", re.IGNORECASE)


def find_post(text: str, *, name: Span, on: date | None, registry: Registry) -> Candidate | None:
    """Find the post that stands beside a person's name.

    "Northern Alliance Commander Hamid Saifi" and "Hamid Saifi, a commander of the
    Northern Alliance," give the same post.

    Args:
        text: The report's text.
        name: Where the name stands.
        on: Day of the report.
        registry: Actors to look in.

    Returns:
        The post as a candidate of kind person; ``None`` when there is none.
    """
    before = _SHORT.sub(
        lambda match: match[0].replace(".", " "), text[max(0, name.start - 80) : name.start]
    )
    before = _BREAK.split(before)[-1]
    match = _LEFT.search(before)
    if match:
        found = _title(match[0].split(), on, registry)
        if found:
            return found
    after = _RIGHT.match(text[name.end : name.end + 140])
    if after:
        words = re.sub(r"^(?:who is)\s+", "", " ".join(after[1].split()), flags=re.IGNORECASE)
        return _as_post(words, on, registry)
    return None


def _title(words: list[str], on: date | None, registry: Registry) -> Candidate | None:
    """Read the words right before a name as a title, the longest stretch that is one."""
    for start in range(len(words)):
        if words[start][:1].isupper() or start == 0 or words[start].islower():
            phrase = " ".join(words[start:])
            found = _as_post(phrase, on, registry)
            if found:
                return found
    return None


def _as_post(phrase: str, on: date | None, registry: Registry) -> Candidate | None:
    for found in describe_phrase(phrase, on=on, registry=registry):
        if found.kind is EntityKind.PERSON and found.role and not found.registry_id:
            return found
    return None
