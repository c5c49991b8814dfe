"""What people wrote beside the record: flags, notes, marks of sensitivity, seals.

None of it changes what is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from khabar.record.claim import ClaimId, Reading
from khabar.record.decision import Decision, DecisionKind
from khabar.review.holding import claim_of, find_holding

__all__ = ["NO_REMARKS", "OF_REPORT", "REMARKING", "Remarks", "make_remarks"]

OF_REPORT: Final = "report"
"""Field of a remark about a whole report."""

REMARKING: Final = frozenset({
    DecisionKind.FLAG,
    DecisionKind.NOTE,
    DecisionKind.SENSITIVE,
    DecisionKind.SEAL,
})
"""Kinds that stand beside the record."""

_SETTLING: Final = frozenset({
    DecisionKind.ACCEPT,
    DecisionKind.REJECT,
    DecisionKind.EDIT,
    DecisionKind.LINK,
})


@dataclass(frozen=True, slots=True)
class Remarks:
    """What holds beside claims and reports.

    Attributes:
        claims: By claim, in the order they were made.
        texts: Those about whole reports, by digest of the text.
        flagged: Claims with a flag that no later verdict settled.
    """

    claims: Mapping[ClaimId, tuple[Decision, ...]]
    texts: Mapping[str, tuple[Decision, ...]]
    flagged: frozenset[ClaimId]

    def __bool__(self) -> bool:
        """Return whether anybody remarked anything."""
        return bool(self.claims or self.texts)

    def of_claim(self, claim: ClaimId) -> tuple[Decision, ...]:
        """Return the remarks beside a claim.

        Args:
            claim: Its id.
        """
        return self.claims.get(claim, ())

    def of_text(self, text_sha256: str) -> tuple[Decision, ...]:
        """Return the remarks beside a report.

        Args:
            text_sha256: Digest of its text.
        """
        return self.texts.get(text_sha256, ())

    def is_sensitive(self, claim: ClaimId | None, *, text_sha256: str) -> bool:
        """Return whether a claim or its report is marked as sensitive.

        Args:
            claim: Its id; ``None`` to ask about the report alone.
            text_sha256: Digest of the report's text.
        """
        beside = self.of_text(text_sha256)
        beside = beside if claim is None else (*beside, *self.of_claim(claim))
        return any(one.kind is DecisionKind.SENSITIVE for one in beside)

    def seal_of(self, claim: ClaimId) -> Decision | None:
        """Return the seal that holds on a claim, if there is one.

        Args:
            claim: Its id.
        """
        found = (one for one in self.of_claim(claim) if one.kind is DecisionKind.SEAL)
        return next(found, None)

    def leave_out(self, reading: Reading) -> Reading:
        """Return a reading without claims that are marked as sensitive.

        Args:
            reading: Of any report.

        Returns:
            The same reading when none is.
        """
        if not self:
            return reading
        told = reading.report.text_sha256
        kept = tuple(
            one for one in reading.claims if not self.is_sensitive(one.id, text_sha256=told)
        )
        return reading if len(kept) == len(reading.claims) else replace(reading, claims=kept)


def make_remarks(decisions: Iterable[Decision]) -> Remarks:
    """Return the remarks among decisions.

    Args:
        decisions: As they hold now (``place_decisions``), in the order they were taken.

    Returns:
        By what they are about.
    """
    claims: dict[ClaimId, tuple[Decision, ...]] = {}
    texts: dict[str, tuple[Decision, ...]] = {}
    flagged: set[ClaimId] = set()
    for one in find_holding(decisions):
        about = {claim_of(anchor) for anchor in one.anchors}
        if one.kind in _SETTLING:
            flagged -= about
        if one.kind not in REMARKING:
            continue
        if one.field == OF_REPORT:
            for anchor in one.anchors:
                texts[anchor.text_sha256] = (*texts.get(anchor.text_sha256, ()), one)
            continue
        for claim in about:
            claims[claim] = (*claims.get(claim, ()), one)
        flagged |= about if one.kind is DecisionKind.FLAG else set()
    return Remarks(claims, texts, frozenset(flagged))


NO_REMARKS: Final = Remarks({}, {}, frozenset())
"""Of a case in which nobody remarked anything."""
