"""Every claim in few words, in columns: what is listed and counted without opening any."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from khabar.record.card import ClaimKey
from khabar.record.claim import ClaimId
from khabar.store import ClaimHead
from khabar.web.case.selection import Selection

__all__ = ["ClaimIndex"]


class ClaimIndex:
    """Claims by position, in the order of their reports."""

    def __init__(self, heads: Iterable[ClaimHead]) -> None:
        """Put claims into columns.

        Args:
            heads: In order.
        """
        self.heads: Sequence[ClaimHead] = tuple(heads)
        kinds: dict[tuple[object, ...], int] = {}
        self._kinds = [kinds.setdefault(head[2:6], len(kinds)) for head in self.heads]
        self._first = [0] * len(kinds)
        for at in range(len(self._kinds) - 1, -1, -1):
            self._first[self._kinds[at]] = at

    @cached_property
    def at(self) -> dict[ClaimKey, int]:
        """Positions by key."""
        return {ClaimKey(head.report, head.id): at for at, head in enumerate(self.heads)}

    @cached_property
    def by_id(self) -> dict[ClaimId, list[int]]:
        """Positions by id alone: the same text in two reports has the same ids."""
        found: dict[ClaimId, list[int]] = {}
        for at, head in enumerate(self.heads):
            found.setdefault(head.id, []).append(at)
        return found

    def key(self, at: int) -> ClaimKey:
        """Return the key of the claim at a position.

        Args:
            at: Which.
        """
        head = self.heads[at]
        return ClaimKey(head.report, head.id)

    def choose(self, found: Iterable[int], selection: Selection) -> Iterable[int]:
        """Yield the claims that are selected themselves.

        Args:
            found: Positions of those of selected events.
            selection: Which.

        Returns:
            In the same order.
        """
        if selection.chooses_claims:
            fits = [selection.holds_claim(self.heads[at]) for at in self._first]
            kinds = self._kinds
            found = (at for at in found if fits[kinds[at]])
        if selection.reports:
            found = (at for at in found if self.heads[at].report in selection.reports)
        return found
