"""Pairs that were scored before: what does not change is not compared again.

A pair is known by a digest of all that its score rests on (the cards of both reports, which
claims the two profiles gather, how the reports are related), so a score that is found is the
one that would be made. What scored them stands before them all: another scorer knows nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from math import isnan
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from khabar.events.linking.profiles import Profile
from khabar.record.card import ClaimCard
from khabar.record.report import ReportId

__all__ = ["KnownPairs", "Memory", "Pairs", "digest_profiles", "recall_or_score"]

Words = NDArray[np.uint64]

_DIGEST: Final = 16  # bytes: two numbers of 64 bits
_ROW: Final = np.dtype([("one", "<u8"), ("two", "<u8"), ("odds", "<f8")])
_TOGETHER: Final = 65_536  # pairs that are looked up at once
_SALTS: Final = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)


class Pairs(NamedTuple):
    """Some pairs of profiles, column by column.

    Attributes:
        left: Numbers of the lower profiles.
        right: Numbers of the higher profiles.
        relation: How the two reports are related: a small number.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    relation: NDArray[np.int64]


class KnownPairs:
    """Log-odds of pairs from an earlier telling, and those of this one."""

    def __init__(self, body: bytes = b"", *, scorer: str) -> None:
        """Take what ``dump`` gave.

        Args:
            body: Of an earlier telling; what another scorer has left is passed over.
            scorer: Digest of the code and the weights that score pairs.
        """
        self._head = blake2b(scorer.encode(), digest_size=_ROW.itemsize).digest()
        rows = body.removeprefix(self._head)
        is_mine = len(rows) < len(body) and len(rows) % _ROW.itemsize == 0
        self._known = np.frombuffer(rows if is_mine else b"", dtype=_ROW)
        self._fresh: list[NDArray[np.void]] = []
        self.asked = 0
        self.found = 0

    def find(self, pairs: Pairs, *, digests: Words) -> NDArray[np.float64]:
        """Return what is known of pairs.

        Args:
            pairs: Which.
            digests: From ``digest_profiles``.

        Returns:
            Log-odds; NaN where a pair was not scored before.
        """
        one, two = _keys(pairs, digests)
        odds = np.full(len(one), np.nan)
        if len(self._known) and len(one):
            place = np.minimum(np.searchsorted(self._known["one"], one), len(self._known) - 1)
            rows = self._known[place]
            same = (rows["one"] == one) & (rows["two"] == two)
            odds[same] = rows["odds"][same]
        self.asked += len(odds)
        self.found += int(np.count_nonzero(~np.isnan(odds)))
        return odds

    def keep(self, pairs: Pairs, *, digests: Words, odds: NDArray[np.float64]) -> None:
        """Keep the scores of pairs for the next telling.

        Args:
            pairs: Which.
            digests: From ``digest_profiles``.
            odds: Their log-odds.
        """
        rows = np.empty(len(odds), dtype=_ROW)
        rows["one"], rows["two"] = _keys(pairs, digests)
        rows["odds"] = odds
        self._fresh.append(rows)

    def dump(self) -> bytes:
        """Return the pairs of this telling as bytes; those asked for no more are left out."""
        rows = np.concatenate([np.empty(0, dtype=_ROW), *self._fresh])
        return self._head + rows[np.lexsort((rows["two"], rows["one"]))].tobytes()


class Memory(NamedTuple):
    """Known pairs, and the profiles of this telling.

    Attributes:
        known: The pairs.
        digests: From ``digest_profiles``.
    """

    known: KnownPairs
    digests: Words


def recall_or_score(
    candidates: Iterator[tuple[int, int]],
    *,
    relate: Callable[[int, int], int],
    score: Callable[[int, int, int], float],
    memory: Memory | None,
) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield pairs with their log-odds; score only those that are not known.

    Args:
        candidates: Pairs, the lower number first.
        relate: Tells how two reports are related: a small number.
        score: Scores a pair, given its relation.
        memory: What is known; takes what is scored.

    Yields:
        The pairs in their order.
    """
    while some := list(islice(candidates, _TOGETHER)):
        related = [relate(left, right) for left, right in some]
        numbers = np.array(some, dtype=np.int64)
        pairs = Pairs(numbers[:, 0], numbers[:, 1], np.array(related, dtype=np.int64))
        odds = [float("nan")] * len(some)
        if memory is not None:
            odds = memory.known.find(pairs, digests=memory.digests).tolist()
        for at, (left, right) in enumerate(some):
            if isnan(odds[at]):
                odds[at] = score(left, right, related[at])
        if memory is not None:
            memory.known.keep(pairs, digests=memory.digests, odds=np.array(odds))
        yield from zip(some, odds, strict=True)


def digest_profiles(profiles: Sequence[Profile], *, cards: Iterable[ClaimCard]) -> Words:
    """Return a digest of all that each profile is made of.

    Args:
        profiles: Any.
        cards: Of all reports that they speak for.

    Returns:
        ``(n_profiles, 2)``, 64 bits each.
    """
    reports = _digest_reports(cards)
    told = b"".join(_digest(profile, reports) for profile in profiles)
    return np.frombuffer(told, dtype="<u8").reshape(len(profiles), 2)


def _digest_reports(cards: Iterable[ClaimCard]) -> Mapping[ReportId, bytes]:
    """Return a digest of the cards of each report: a profile knows the story around it."""
    found: dict[ReportId, blake2b] = {}
    for card in cards:
        digest = found.setdefault(card.key.report, blake2b(digest_size=_DIGEST))
        body = _encode(card)
        digest.update(len(body).to_bytes(8, "little") + body)
    return {report: digest.digest() for report, digest in found.items()}


def _encode(card: ClaimCard) -> bytes:
    try:
        return msgspec.json.encode(card)
    except UnicodeEncodeError:  # a lone surrogate
        return repr(card).encode("utf-8", "surrogatepass")


def _digest(profile: Profile, reports: Mapping[ReportId, bytes]) -> bytes:
    digest = blake2b(reports[profile.report], digest_size=_DIGEST)
    for key in profile.keys:
        digest.update(key.claim.encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()


def _keys(pairs: Pairs, digests: Words) -> tuple[Words, Words]:
    """Return two numbers of 64 bits for each pair."""
    left, right = digests[pairs.left], digests[pairs.right]
    relation = pairs.relation.astype(np.uint64)
    one = _mix(left[:, 0] ^ _mix(right[:, 0] + _SALTS[0] + relation))
    two = _mix(left[:, 1] ^ _mix(right[:, 1] + _SALTS[1] + relation))
    return one, two


def _mix(words: Words) -> Words:
    """Return numbers whose every bit depends on every bit (the finalizer of SplitMix64)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
