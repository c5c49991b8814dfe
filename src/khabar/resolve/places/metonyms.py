"""Places that act: "Kabul said", "Moscow's rejection" name a government, not a spot."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from khabar.record.graph import MentionGraph, Name, Token
from khabar.record.span import Span

__all__ = ["is_metonym"]

_ACTS: Final = re.compile(
    r"^(?:sa(?:y|id|ys|ying)|t(?:ell|old|ells|elling)|ha(?:s|ve|d)|(?:re)?(?:ject|affirm|iterat|spond|"
    r"fus|quest|call|cogni[sz]|tali|taliat|veal|new|sum|nounc)\w*|accus\w*|den(?:y|ies|ied|ying)|"
    r"warn\w*|announc\w*|condemn\w*|claim\w*|insist\w*|argu\w*|agree\w*|vow\w*|pledg\w*|promis\w*|"
    r"threat\w*|demand\w*|urg\w*|ask\w*|want\w*|seek\w*|sought|decid\w*|offer\w*|propos\w*|"
    r"accept\w*|sign\w*|negotiat\w*|back\w*|support\w*|oppos\w*|impos\w*|lift\w*|sanction\w*|"
    r"expel\w*|summon\w*|ban\w*|blam\w*|prais\w*|welcom\w*|hop\w*|believ\w*|consider\w*|plan\w*|"
    r"order\w*|deploy\w*|send\w*|sent|withdr[ae]w\w*|invad\w*|annex\w*|attack\w*|launch\w*|"
    r"suspend\w*|cut|declar\w*|declin\w*|confirm\w*|stat(?:e|es|ed|ing)|add(?:s|ed|ing)|suggest\w*|"
    r"fear\w*|regard\w*|view\w*|deem\w*|approv\w*|block\w*|veto\w*|vot\w*|fund\w*|arm(?:s|ed|ing)|"
    r"suppl\w*|provid\w*|host\w*|mediat\w*|broker\w*|alleg\w*|maintain\w*|stress\w*|hail\w*|"
    r"dismiss\w*|protest\w*|complain\w*|apologi\w*|admit\w*|concede\w*|pressur\w*|press\w*)$"
)
_DEEDS: Final = re.compile(
    r"^(?:decision|rejection|refusal|demand|offer|proposal|response|reaction|position|stance|"
    r"policy|policies|support|backing|intention|intervention|invasion|offensive|aggression|"
    r"ambition|claim|denial|accusation|condemnation|warning|threat|ally|allies|relation|relations|"
    r"ties|envoy|ambassador|interest|interests|concern|concerns|role|influence|sanctions|"
    r"recognition|withdrawal)s?$"
)
_TALKS: Final = re.compile(
    r"^(?:talks?|ties|relations|negotiations?|dialogue|agreement|deal|accord|treaty|tensions?|"
    r"dispute|ceasefire|truce|cooperation|alliance|pact|war)$"
)
_LINKS: Final = frozenset({"with", "between", "against"})


def is_metonym(name: Name, graph: MentionGraph, *, text: str) -> bool:
    """Return whether a place name stands for those who rule there.

    It does when it is the subject of a verb that only people do, speaks, owns a deed, or is
    a party of talks. Syntax decides: use it for countries and capitals, not for villages.

    Args:
        name: A place name of the graph.
        graph: What the reader saw in the report.
        text: Full text of the report.

    Returns:
        ``False`` also when the graph has no syntax.
    """
    if any(span == name.span for spoken in graph.statements for span in spoken.source):
        return True
    at = _head_of(name.span, graph.tokens)
    if at is None:
        return False
    tokens = graph.tokens
    while tokens[at].rel.startswith("conj") and tokens[at].head >= 0:
        at = tokens[at].head
    token = tokens[at]
    if token.head < 0:
        return False
    above = tokens[token.head]
    word = above.span.quote(text).lower()
    if token.rel == "nsubj":
        return above.upos in ("VERB", "AUX") and _ACTS.match(word) is not None
    if token.rel == "nmod:poss":
        return _DEEDS.match(word) is not None
    if token.rel.startswith(("nmod", "obl")) and _TALKS.match(word):
        return any(
            other.head == at and other.rel == "case" and other.span.quote(text).lower() in _LINKS
            for other in tokens[max(0, at - 6) : at]
        )
    return False


def _head_of(span: Span, tokens: Sequence[Token]) -> int | None:
    """Return the token of a stretch whose head stands outside it."""
    first = bisect_left(tokens, span.start, key=lambda token: token.span.start)
    inside = [
        at for at in range(first, min(first + 12, len(tokens))) if span.contains(tokens[at].span)
    ]
    return next((at for at in inside if tokens[at].head not in inside), None)
